import { lookup, type LookupAddress, type LookupAllOptions, type LookupOptions } from 'node:dns';
import { promisify } from 'node:util';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import * as ipaddr from 'ipaddr.js';
import { DomainError } from '@daybook/contracts';
import { pause } from '@daybook/messaging';
import { FulfillmentConfig } from '../fulfillment.config';

/** Milliseconds for which a name is looked up when a house is registered; at each sending it is looked up anyway. */
const LOOKUP_MS = 1_000;
/** Public by its number, and yet a cloud's own metadata. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);
/** All that is routed in the world with IPv6; the rest is somebody's own, or a way to an IPv4 address. */
const ROUTED_IPV6 = ipaddr.parse('2000::');

/** Looks a name up, as `node:dns` does. */
export type NameLookup = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** An address to which nothing may be sent. Its message says why, for who set the address. */
export class ForbiddenAddress extends Error {}

/**
 * Where messages may be sent that people set the address of: to hosts on the public internet by https, and to those that
 * the configuration allows. Anybody who may register a house could else have this service call what stands beside it.
 */
@Injectable()
export class HouseAddresses {
  /** Looks names up, all addresses of each. */
  protected readonly lookup: NameLookup = lookup;
  private readonly allowed: readonly { hostname: string; port: string | null }[];

  constructor({ houseAllowedHosts }: FulfillmentConfig) {
    this.allowed = houseAllowedHosts
      .split(',')
      .filter((host) => host !== '')
      .map((host) => {
        const { hostname } = new URL(`http://${host}`);
        return { hostname, port: /:(\d+)$/.exec(host.replace(/^\[.*\]/, ''))?.[1] ?? null };
      });
  }

  /**
   * The address, if something may be sent there as far as can be said without looking up its name.
   * @throws ForbiddenAddress
   */
  expect(address: string): URL {
    if (!URL.canParse(address)) forbid('it is no address');
    const url = new URL(address);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') forbid('only http and https are spoken');
    if (url.username !== '' || url.password !== '') forbid('an address holds no user name and no password');
    if (this.isAllowed(url)) return url;
    if (url.protocol === 'http:') forbid('https is needed, except by hosts that the configuration allows');
    if (/^\[.*\]$|^[\d.]+$/.test(url.hostname)) expectPublic(url.hostname.replace(/[[\]]/g, ''));
    return url;
  }

  /**
   * The same with its name looked up, where that is quick: what becomes of it later is looked at by each sending.
   * @throws DomainError `fulfillment.url_forbidden`
   */
  async expectPublic(address: string): Promise<void> {
    try {
      const url = this.expect(address);
      if (this.isAllowed(url)) return;
      const found = await Promise.race([
        promisify(this.lookup)(url.hostname, { all: true }).catch(() => []),
        pause(LOOKUP_MS),
      ]);
      for (const { address: each } of found ?? []) expectPublic(each);
    } catch (error) {
      if (!(error instanceof ForbiddenAddress)) throw error;
      throw new DomainError('fulfillment.url_forbidden', { detail: `${error.message}.` });
    }
  }

  /** How the name of an address is looked up when it is connected to: what was checked is what is called. */
  lookupFor(url: URL): LookupFunction {
    const check = this.isAllowed(url) ? () => undefined : expectPublic;
    return (hostname, options: LookupOptions, done) => {
      const all: LookupAllOptions = { ...options, all: true };
      this.lookup(hostname, all, (error, found) => {
        if (error !== null) return done(error, []);
        try {
          for (const { address } of found) check(address);
        } catch (forbidden) {
          return done(forbidden as Error, []);
        }
        const [first] = found;
        if (options.all === true) done(null, found);
        else done(null, first?.address ?? '', first?.family);
      });
    };
  }

  private isAllowed({ hostname, port, protocol }: URL): boolean {
    const usual = protocol === 'https:' ? '443' : '80';
    return this.allowed.some(
      (host) => host.hostname === hostname && (host.port === null || host.port === (port || usual)),
    );
  }
}

/** @throws ForbiddenAddress where an IP address, however it is written, is not one of the public internet */
function expectPublic(address: string): void {
  // An IPv4 address inside an IPv6 one is what it is.
  const ip = ipaddr.process(address);
  const range = ip.range();
  const routed = ip.kind() === 'ipv4' || ip.match(ROUTED_IPV6, 3);
  if (range !== 'unicast' || !routed || METADATA.has(ip.toString()))
    forbid(`${ip.toString()} is not on the public internet (${range})`);
}

function forbid(reason: string): never {
  throw new ForbiddenAddress(`Nothing is sent there: ${reason}`);
}
