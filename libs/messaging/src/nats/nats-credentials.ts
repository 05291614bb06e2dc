import { createUser, encodeUser, fmtCreds, fromPublic } from '@nats-io/jwt';
import { keyOf } from './nats-keys';

/** Which subjects a party may use on NATS. Whatever is not named is refused by the server. */
export interface SubjectPermissions {
  /** Subjects (with wildcards) it may publish to. */
  readonly publish: readonly string[];
  /** Subjects (with wildcards) it may subscribe to, its inbox excepted: that one is always added. */
  readonly subscribe: readonly string[];
}

/** What credentials are made from. */
export interface CredentialsOrder extends SubjectPermissions {
  /** Seed (`SA…`) of the account, or of one of its signing keys. */
  readonly accountSigningSeed: string;
  /** Public key (`A…`) of the account; needed when the seed is a signing key's. */
  readonly accountPublicKey?: string;
  /** The party's name, as it appears in the server's log. */
  readonly name: string;
  /** Prefix of its inboxes, such as `_INBOX_billing`: nobody else may listen there. */
  readonly inboxPrefix: string;
  /** May it answer requests that it receives, wherever the asker wants the answer? Default false. */
  readonly answers?: boolean;
  /** From then on the server refuses it. Default: never. */
  readonly expires?: Date;
}

/** How often and how long a party may answer one request (a journal's page may be cut into messages). */
const ANSWER_LIMITS = { max: 1_000, ttl: 300_000_000_000 }; // nanoseconds: five minutes

/** What a party signs in with. */
export interface MadeCredentials {
  /** The credentials file: JWT and seed. The seed is nowhere kept: this is the only copy. */
  readonly text: string;
  /** The user's public key (`U…`), by which it can be revoked. */
  readonly userKey: string;
}

/**
 * Makes a NATS user with a key of its own.
 *
 * @throws when the seed is not an account's or a subject is empty
 */
export async function makeCredentials(order: CredentialsOrder): Promise<MadeCredentials> {
  const subjects = [...order.publish, ...order.subscribe, order.inboxPrefix];
  if (subjects.some((subject) => !/^[^\s]+$/.test(subject))) {
    throw new Error(`Credentials of ${order.name}: a subject is empty or holds a space`);
  }
  const user = createUser();
  const signer = keyOf(order.accountSigningSeed);
  if (!signer.getPublicKey().startsWith('A'))
    throw new Error('Credentials are signed with an account’s seed (SA…)');
  const token = await encodeUser(
    order.name,
    user,
    signer,
    {
      ...(order.accountPublicKey === undefined
        ? {}
        : { issuer_account: fromPublic(order.accountPublicKey).getPublicKey() }),
      pub: order.publish.length > 0 ? { allow: [...order.publish] } : { deny: ['>'] },
      sub: { allow: [...order.subscribe, `${order.inboxPrefix}.>`] },
      ...(order.answers === true ? { resp: ANSWER_LIMITS } : {}),
    },
    order.expires === undefined ? {} : { exp: Math.floor(order.expires.getTime() / 1_000) },
  );
  return { text: new TextDecoder().decode(fmtCreds(token, user)), userKey: user.getPublicKey() };
}

/**
 * The text alone of a new user's credentials file, as `credsAuthenticator` reads it.
 *
 * @throws when the seed is not an account's or a subject is empty
 */
export async function issueCredentials(order: CredentialsOrder): Promise<string> {
  return (await makeCredentials(order)).text;
}

/** The prefix of a party's own inboxes: `_INBOX_<name>`. */
export function inboxPrefixOf(name: string): string {
  return `_INBOX_${name}`;
}

/** @throws Error when it is no name of an engine: lower-case letters, digits and dashes (one subject token) */
export function expectEngineName(engine: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(engine)) throw new Error(`Not an engine's name: ${engine}`);
}

/**
 * What a billing engine may do in its own account: publish its own facts, hear what became of them, and take what it is told from a
 * consumer that billing made for it. It can make no consumer itself: one could be pointed at others' subjects.
 *
 * @param engine the engine's name: lower-case letters, digits and dashes (one subject token)
 */
export function enginePermissions(engine: string): SubjectPermissions {
  expectEngineName(engine);
  return {
    publish: [
      `intake.billing.${engine}.>`,
      `$JS.API.CONSUMER.INFO.OUT.${engine}`,
      `$JS.API.CONSUMER.MSG.NEXT.OUT.${engine}`,
      `$JS.ACK.OUT.${engine}.>`,
    ],
    subscribe: [`intake.receipts.${engine}`, `out.billing.${engine}.>`],
  };
}
