import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTrust, credentialsOf, systemCredentialsOf, type NatsTrust } from '../../../deploy/nats/trust';
import type { PartyName } from '../../../deploy/nats/topology';
import { runNats } from '../../../deploy/local/nats/nats-server';
import { removeScratch, scratchFolder } from './scratch';

/** What a nats-server for tests is started with. */
export interface TestNatsOptions {
  /** With operator, accounts and per-party credentials as in production. Default: no authentication. */
  readonly secured?: boolean;
}

/** A nats-server with JetStream for one suite. */
export interface TestNats {
  readonly url: string;
  /** What the server trusts; only of a secured one. */
  readonly trust: NatsTrust | undefined;
  /** Credentials text of a party of the topology; only of a secured server. */
  credentials(party: PartyName): Promise<string>;
  /** Credentials text with which billing tells it whom it revoked; only of a secured server. */
  systemCredentials(): Promise<string>;
  /** The process id; changes with a restart. */
  pid(): number;
  /** Kills it as with kill -9. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same streams (after `kill`, or stopping it first). */
  restart(): Promise<void>;
  /** Starts it again without all that it stored: streams, and what it was told of accounts. */
  restartEmpty(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Starts a nats-server with JetStream on a free port, with an empty store. */
export async function startNats(options: TestNatsOptions = {}): Promise<TestNats> {
  const home = scratchFolder('nats');
  const trust = options.secured === true ? await createTrust() : undefined;
  const start = {
    home,
    logFile: join(home, 'nats.log'),
    durable: false,
    ...(trust === undefined ? {} : { trust }),
  };
  let server = await runNats(start);
  return {
    url: server.url,
    trust,
    credentials: (party) => {
      if (trust === undefined)
        throw new Error('This nats-server asks for no credentials: start it with { secured: true }');
      return credentialsOf(trust, party);
    },
    systemCredentials: () => {
      if (trust === undefined) throw new Error('This nats-server has no system account of ours');
      return systemCredentialsOf(trust);
    },
    pid: () => server.child.pid,
    kill: async () => {
      server.child.kill('SIGKILL');
      await server.child.ended;
    },
    restart: async () => {
      await server.stop();
      server = await runNats({ ...start, port: server.port });
    },
    restartEmpty: async () => {
      await server.stop();
      rmSync(join(home, 'nats'), { recursive: true });
      server = await runNats({ ...start, port: server.port });
    },
    stop: async () => {
      await server.stop();
      removeScratch(home);
    },
  };
}
