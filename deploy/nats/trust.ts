import { createAccount, createOperator, encodeAccount, encodeOperator, type KeyPair } from '@nats-io/jwt';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// Not through the library's index: that loads the whole framework, and here it is not needed.
import { inboxPrefixOf, issueCredentials } from '../../libs/messaging/src/nats/nats-credentials';
import { publicKeyOf } from '../../libs/messaging/src/nats/nats-revocations';
import { REVOKER, TOPOLOGY, type Party, type PartyName } from './topology';

/**
 * What a nats-server trusts, and the seeds of the signing keys with which it is looked after. The operator's and
 * the accounts' own seeds are thrown away once they have signed: they are not needed again.
 */
export interface NatsTrust {
  readonly operatorJwt: string;
  /** Seed of the operator's signing key: whoever has it can change accounts, so that users can be revoked. A secret. */
  readonly operatorSigningSeed: string;
  readonly systemAccount: {
    readonly publicKey: string;
    readonly jwt: string;
    /** Seed of the system account's signing key. A secret. */
    readonly signingSeed: string;
  };
  readonly account: {
    readonly publicKey: string;
    readonly jwt: string;
    /** Seed of the account's signing key: whoever has it can make users. A secret. */
    readonly signingSeed: string;
  };
}

/** Makes an operator, its system account and the application's account, all new. */
export async function createTrust(): Promise<NatsTrust> {
  const [system, account, signing] = [createAccount(), createAccount(), createAccount()];
  return signTrust(system.getPublicKey(), account.getPublicKey(), seedOf(signing));
}

/**
 * Puts the accounts of a trust that was made without an operator's signing key under a new operator. Accounts,
 * streams and the credentials of users stay as they are.
 */
export function renewTrust(
  before: Pick<NatsTrust, 'account'> & { systemAccount: { publicKey: string } },
): Promise<NatsTrust> {
  const { account, systemAccount } = before;
  return signTrust(systemAccount.publicKey, account.publicKey, account.signingSeed);
}

async function signTrust(system: string, account: string, accountSigningSeed: string): Promise<NatsTrust> {
  const operator = createOperator();
  const [operatorSigning, systemSigning] = [createOperator(), createAccount()];
  return {
    operatorJwt: await encodeOperator('daybook', operator, {
      system_account: system,
      signing_keys: [operatorSigning.getPublicKey()],
    }),
    operatorSigningSeed: seedOf(operatorSigning),
    systemAccount: {
      publicKey: system,
      jwt: await encodeAccount(
        'SYS',
        system,
        { limits: UNLIMITED, signing_keys: [systemSigning.getPublicKey()] },
        { signer: operator },
      ),
      signingSeed: seedOf(systemSigning),
    },
    account: {
      publicKey: account,
      jwt: await encodeAccount(
        'daybook',
        account,
        {
          limits: { ...UNLIMITED, ...UNLIMITED_JETSTREAM },
          signing_keys: [publicKeyOf(accountSigningSeed)],
        },
        { signer: operator },
      ),
      signingSeed: accountSigningSeed,
    },
  };
}

function seedOf(key: KeyPair): string {
  return new TextDecoder().decode(key.getSeed());
}

/** The text of a credentials file for one party of the topology. */
export function credentialsOf(trust: NatsTrust, name: PartyName): Promise<string> {
  const party: Party = TOPOLOGY[name];
  return issueCredentials({
    accountSigningSeed: trust.account.signingSeed,
    accountPublicKey: trust.account.publicKey,
    name,
    publish: party.publish,
    subscribe: party.subscribe,
    answers: party.answers,
    inboxPrefix: inboxPrefixOf(name),
  });
}

/**
 * The text of a credentials file with which billing tells the server whom it revoked. It lies in the system
 * account and may do nothing else there.
 */
export function systemCredentialsOf(trust: NatsTrust): Promise<string> {
  return issueCredentials({
    accountSigningSeed: trust.systemAccount.signingSeed,
    accountPublicKey: trust.systemAccount.publicKey,
    name: 'billing',
    inboxPrefix: inboxPrefixOf('billing'),
    ...REVOKER,
  });
}

/** What the server's configuration is made from. */
export interface ServerConfiguration {
  /** Where `nats.conf` and the account resolver's folder are written. */
  readonly folder: string;
  readonly storeFolder: string;
  /** The address to listen on. Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  /** Where the server answers how it is; nowhere by default. */
  readonly httpPort?: number;
  /** Without it the server asks nobody who they are. */
  readonly trust?: NatsTrust | undefined;
  /** Flush each message to disk before it is acknowledged. */
  readonly durable: boolean;
}

/** Writes `nats.conf` and returns its path. */
export function writeServerConfiguration(options: ServerConfiguration): string {
  const { folder, trust } = options;
  mkdirSync(join(folder, 'accounts'), { recursive: true });
  const lines = [
    `listen: "${options.host ?? '127.0.0.1'}:${options.port}"`,
    ...(options.httpPort === undefined ? [] : [`http: "${options.host ?? '127.0.0.1'}:${options.httpPort}"`]),
    'max_payload: 1MB',
    'jetstream {',
    `  store_dir: ${JSON.stringify(options.storeFolder)}`,
    ...(options.durable ? ['  sync_interval: always'] : []),
    '}',
  ];
  if (trust !== undefined) {
    lines.push(
      `operator: ${trust.operatorJwt}`,
      `system_account: ${trust.systemAccount.publicKey}`,
      `resolver: { type: full, dir: ${JSON.stringify(join(folder, 'accounts'))}, allow_delete: false }`,
      'resolver_preload: {',
      `  ${trust.systemAccount.publicKey}: ${trust.systemAccount.jwt}`,
      `  ${trust.account.publicKey}: ${trust.account.jwt}`,
      '}',
    );
  }
  const file = join(folder, 'nats.conf');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  return file;
}

const UNLIMITED = {
  conn: -1,
  leaf: -1,
  subs: -1,
  data: -1,
  payload: -1,
  imports: -1,
  exports: -1,
  wildcards: true,
};
const UNLIMITED_JETSTREAM = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
