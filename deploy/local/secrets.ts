import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { ACCOUNT_KEEPER, PARTIES, TOPOLOGY, type PartyName } from '../nats/topology';
import {
  createTrust,
  credentialsOf,
  isCurrentTrust,
  renewTrust,
  systemCredentialsOf,
  type NatsTrust,
} from '../nats/trust';
import type { NatsAccount } from './system/system-options';

/**
 * The secrets of one installation: made at the first start, kept in files that only their owner can
 * read, never part of the repository.
 */
export class Secrets {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
  }

  /** The text kept under this name; made by `make` at the first time. */
  text(name: string, make: () => string): string {
    const file = join(this.folder, name);
    if (!existsSync(file)) writeSecret(file, make());
    return readFileSync(file, 'utf8').trim();
  }

  /** Whether it was made before. */
  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** The chosen password, or a random one of 24 letters, digits, dashes and underscores. */
  password(name: string, chosen?: string): string {
    return this.text(name, () => chosen ?? randomBytes(18).toString('base64url'));
  }

  /** The secret that plugins share with the services, as Standard Webhooks writes it. */
  pluginSecret(): string {
    return this.text('plugin-secret', () => `whsec_${randomBytes(32).toString('base64')}`);
  }

  /** The key pair (ES256, PEM) with which the gateway signs who acts and the services verify it. */
  actorKeys(): { readonly privateKey: string; readonly publicKey: string } {
    const made = () => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return JSON.stringify({
        privateKey,
        publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      });
    };
    return JSON.parse(this.text('actor-keys.json', made)) as { privateKey: string; publicKey: string };
  }

  /** What the embedded nats-server trusts. */
  async natsTrust(): Promise<NatsTrust> {
    const file = join(this.folder, 'nats-trust.json');
    if (!existsSync(file)) writeSecret(file, JSON.stringify(await createTrust()));
    const trust = JSON.parse(readFileSync(file, 'utf8')) as NatsTrust;
    if (isCurrentTrust(trust)) return trust;
    const renewed = await renewTrust(trust);
    writeSecret(file, JSON.stringify(renewed));
    return renewed;
  }

  /** The keys with which billing makes engines' accounts and credentials. */
  async natsAccount(): Promise<NatsAccount> {
    const trust = await this.natsTrust();
    const rights = JSON.stringify([trust.systemAccount.jwt, ACCOUNT_KEEPER]);
    const name = `system-${createHash('sha256').update(rights).digest('hex').slice(0, 12)}.creds`;
    const file = join(this.folder, 'nats', name);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeSecret(file, await systemCredentialsOf(trust));
    }
    return {
      seed: trust.account.signingSeed,
      publicKey: trust.account.publicKey,
      operatorSeed: trust.operatorSigningSeed,
      systemCredentials: file,
    };
  }

  /** The key (32 bytes, base64) with which fulfillment keeps houses' secrets. */
  houseSecretsKey(): string {
    return this.text('house-secrets-key', () => randomBytes(32).toString('base64'));
  }

  /** The key (32 bytes, base64) of the links by which customers consent: customers makes them, billing takes them. */
  consentLinksKey(): string {
    return this.text('consent-links-key', () => randomBytes(32).toString('base64'));
  }

  /** The key (32 bytes, base64) of the addresses to which customers answer: customers makes them, cases takes them. */
  casesMailboxKey(): string {
    return this.text('cases-mailbox-key', () => randomBytes(32).toString('base64'));
  }

  /** File with a party's NATS credentials; issued again when the party's rights have changed. */
  async natsCredentials(party: PartyName): Promise<string> {
    const trust = await this.natsTrust();
    const rights = createHash('sha256')
      .update(JSON.stringify([trust.account.jwt, TOPOLOGY[party]]))
      .digest('hex');
    const file = join(this.folder, 'nats', `${party}-${rights.slice(0, 12)}.creds`);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeSecret(file, await credentialsOf(trust, party));
    }
    return file;
  }

  /** The credentials files of all parties. */
  async allNatsCredentials(): Promise<Record<PartyName, string>> {
    const files = {} as Record<PartyName, string>;
    for (const party of PARTIES) files[party] = await this.natsCredentials(party);
    return files;
  }
}

/** Whole or not at all: a start broken off leaves no empty secret. */
function writeSecret(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
