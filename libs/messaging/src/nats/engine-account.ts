import { isDeepStrictEqual } from 'node:util';
import {
  createAccount,
  encodeAccount,
  type Account,
  type ClaimsData,
  type Export,
  type Import,
} from '@nats-io/jwt';
import { expectEngineName } from './nats-credentials';
import { keyOf } from './nats-keys';

/** A user's key is made for one credentials file and never again, so it is revoked whenever it was issued. */
const WHENEVER_ISSUED = Date.UTC(2100, 0, 1) / 1_000;

/** Nobody listens here: where engines' questions about a JetStream of their own end. */
const NOWHERE = 'engines.nowhere';

/** What one engine may have at once; messages may be as large as the server takes them. */
const LIMITS = {
  conn: 100,
  leaf: 0,
  subs: 1_000,
  data: -1,
  payload: -1,
  imports: -1,
  exports: 0,
  wildcards: true,
};

/**
 * What the services' account lets the accounts of engines reach. An account takes the part with its engine's name only,
 * and accounts are signed by the operator: no engine can take more.
 */
export const ENGINE_EXPORTS: readonly Export[] = [
  service('intake.billing.>'),
  service('$JS.API.CONSUMER.INFO.OUT.*'),
  // One question, many messages.
  { ...service('$JS.API.CONSUMER.MSG.NEXT.OUT.*'), response_type: 'Stream' },
  service('$JS.ACK.OUT.>'),
  service(`${NOWHERE}.*`),
  stream('intake.receipts.*'),
  stream('out.billing.>'),
];

/** What an engine's account is made from. */
export interface EngineAccount {
  /** The engine's name. */
  readonly engine: string;
  /** Public key (`A…`) of its account. */
  readonly accountKey: string;
  /** Public key of the account that the services share. */
  readonly servicesAccount: string;
  /** Public key with which users of the engine's account are signed. */
  readonly signingKey: string;
  /** Public keys (`U…`) of users that the server is to refuse. */
  readonly revoked: readonly string[];
}

/** The public key of a new account. Its seed is thrown away: the operator signs the account, a signing key its users. */
export function newAccountKey(): string {
  return createAccount().getPublicKey();
}

/**
 * The JWT of an engine's account: what it reaches of the services' account, and nothing else. The server maps where
 * answers go back into the account, so that whatever an engine names as reply subject is a subject of its own.
 *
 * @param operatorSeed seed (`SO…`) of the operator, or of a signing key of it
 * @throws when the seed is not an operator's, or the name not an engine's
 */
export async function signEngineAccount(account: EngineAccount, operatorSeed: string): Promise<string> {
  const signer = keyOf(operatorSeed);
  if (!signer.getPublicKey().startsWith('O'))
    throw new Error('Accounts are signed with an operator’s seed (SO…)');
  return encodeAccount(nameOf(account), account.accountKey, claimsOf(account), { signer });
}

/** Whether an account's JWT says what it is to say, whenever and with whichever key of the operator it was signed. */
export function isAccountOf(jwt: string, account: EngineAccount): boolean {
  // Only compared, so that nothing hangs on its signature.
  const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString();
  const { name, nats } = JSON.parse(payload) as ClaimsData<Account>;
  const wanted = claimsOf(account);
  const same = (Object.keys(wanted) as (keyof Account)[]).every((part) =>
    isDeepStrictEqual(nats[part], wanted[part]),
  );
  return name === nameOf(account) && same;
}

function nameOf({ engine }: EngineAccount): string {
  return `engine ${engine}`;
}

function claimsOf(account: EngineAccount): Partial<Account> {
  return {
    limits: LIMITS,
    signing_keys: [account.signingKey],
    imports: importsOf(account),
    revocations: Object.fromEntries(account.revoked.map((key) => [key, WHENEVER_ISSUED])),
  };
}

function importsOf({ engine, servicesAccount: account }: EngineAccount): Import[] {
  expectEngineName(engine);
  return [
    service(`intake.billing.${engine}.>`),
    service(`$JS.API.CONSUMER.INFO.OUT.${engine}`),
    service(`$JS.API.CONSUMER.MSG.NEXT.OUT.${engine}`),
    service(`$JS.ACK.OUT.${engine}.>`),
    // Without it the server itself answers all questions to JetStream, also those above, that there is none here.
    { ...service(`${NOWHERE}.${engine}`), local_subject: '$JS.API.INFO' },
    stream(`intake.receipts.${engine}`),
    stream(`out.billing.${engine}.>`),
  ].map((taken) => ({ ...taken, account }));
}

function service(subject: string): Export {
  return { name: subject, type: 'service', subject };
}

function stream(subject: string): Export {
  return { name: subject, type: 'stream', subject };
}
