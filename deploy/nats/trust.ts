import { isDeepStrictEqual } from 'node:util';
import {
  createAccount,
  createOperator,
  decode,
  encodeAccount,
  encodeOperator,
  type Account,
  type KeyPair,
} from '@nats-io/jwt';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
// Not through the library's index: that loads the whole framework, and here it is not needed.
import { ENGINE_EXPORTS } from '../../libs/messaging/src/nats/engine-account';
import { inboxPrefixOf, issueCredentials } from '../../libs/messaging/src/nats/nats-credentials';
import { ACCOUNT_KEEPER, TOPOLOGY, type Party, type PartyName } from './topology';

/**
 * What a nats-server trusts, and the seeds of the signing keys with which it is looked after. The operator's and
 * the accounts' own seeds are thrown away once they have signed: they are not needed again.
 */
export interface NatsTrust {
  readonly operatorJwt: string;
  /** Seed of the operator's signing key: whoever has it can make and change accounts, as billing does for engines. A secret. */
  readonly operatorSigningSeed: string;
  readonly systemAccount: {
    readonly publicKey: string;
    readonly jwt: string;
    /** Seed of the system account's signing key. A secret. */
    readonly signingSeed: string;
  };
  /** The account of the services. */
  readonly account: {
    readonly publicKey: string;
    readonly jwt: string;
    /** Seed of the signing key of this account and of the engines': whoever has it can make users. A secret. */
    readonly signingSeed: string;
  };
}

/** Makes an operator, its system account and the services' account, all new. */
export function createTrust(): Promise<NatsTrust> {
  return signTrust(createAccount().getPublicKey(), createAccount().getPublicKey());
}

/** Whether a trust is as it is made now: engines have accounts of their own. */
export function isCurrentTrust({ account }: NatsTrust): boolean {
  return isDeepStrictEqual(decode<Account>(account.jwt).nats.exports, ENGINE_EXPORTS);
}

/**
 * Puts the accounts of a trust that was made earlier under a new operator. Accounts and streams stay as they are;
 * credentials that were made before are refused, engines' too, which lay in the services' account.
 */
export function renewTrust({ account, systemAccount }: NatsTrust): Promise<NatsTrust> {
  return signTrust(systemAccount.publicKey, account.publicKey);
}

async function signTrust(system: string, account: string): Promise<NatsTrust> {
  const operator = createOperator();
  const [operatorSigning, systemSigning, signing] = [createOperator(), createAccount(), createAccount()];
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
          signing_keys: [signing.getPublicKey()],
          exports: [...ENGINE_EXPORTS],
        },
        { signer: operator },
      ),
      signingSeed: seedOf(signing),
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
 * The text of a credentials file with which billing tells the server of engines' accounts. It lies in the system
 * account and may do nothing else there.
 */
export function systemCredentialsOf(trust: NatsTrust): Promise<string> {
  return issueCredentials({
    accountSigningSeed: trust.systemAccount.signingSeed,
    accountPublicKey: trust.systemAccount.publicKey,
    name: 'billing',
    inboxPrefix: inboxPrefixOf('billing'),
    ...ACCOUNT_KEEPER,
  });
}

/** What the server's configuration is made from. */
export interface ServerConfiguration {
  /** Where `nats.conf` and the account resolver's folder are written. */
  readonly folder: string;
  readonly storeFolder: string;
  /** Where the account resolver keeps accounts. Default: `accounts` in `folder`. */
  readonly accountsFolder?: string;
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
  const { folder, trust, accountsFolder = join(folder, 'accounts') } = options;
  mkdirSync(options.accountsFolder === undefined ? accountsFolder : folder, { recursive: true });
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
      `resolver: { type: full, dir: ${JSON.stringify(accountsFolder)}, allow_delete: false }`,
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
