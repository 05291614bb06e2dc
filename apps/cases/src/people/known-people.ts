import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow, rows } from '@daybook/persistence';

/** What this service knows of a customer, from the customers service. */
export interface KnownCustomer {
  id: string;
  name: string | null;
  country: string | null;
  /** The user whose customer it is; undefined where that was not heard of yet. */
  ownerId?: string | null;
}

/** What this service knows of a user, from the gateway. */
export interface KnownUser {
  id: string;
  username: string;
  retired: boolean;
}

/** Somebody in charge of something, or named in it. */
export interface Responsible {
  id: string;
  username: string;
}

/** A customer that has been heard of. */
export async function knownCustomer(em: EntityManager, id: string): Promise<KnownCustomer | undefined> {
  const found = await firstRow<Required<KnownCustomer> & { ownerHeard: boolean }>(
    em,
    `select id, name, country, owner_id as "ownerId", owner_heard as "ownerHeard" from known_customer where id = $1`,
    [id],
  );
  if (found === undefined) return undefined;
  const { ownerHeard, ownerId, ...known } = found;
  return ownerHeard ? { ...known, ownerId } : known;
}

/** A user that has been heard of. */
export function knownUser(em: EntityManager, id: string): Promise<KnownUser | undefined> {
  return firstRow<KnownUser>(em, 'select id, username, retired from known_user where id = $1', [id]);
}

/** Users to choose one of, at most. */
const MOST_USERS = 200;

/** The active users whose names have a text in them, by name. */
export function activeUsers(em: EntityManager, text: string): Promise<Responsible[]> {
  return rows<Responsible>(
    em,
    `select id, username from known_user
      where not retired and ($1 = '' or strpos(lower(username), lower($1)) > 0)
      order by username limit ${MOST_USERS}`,
    [text],
  );
}

/**
 * Notes what a customer was like at a moment; older news never undo newer ones. The owner has a time of its own: most
 * news do not speak of it.
 */
export async function noteCustomer(em: EntityManager, customer: KnownCustomer, time: string): Promise<void> {
  const { id, name, country, ownerId } = customer;
  await rows(
    em,
    `insert into known_customer as k (id, name, country, heard_at) values ($1, $2, $3, $4)
     on conflict (id) do update set name = excluded.name, country = excluded.country, heard_at = excluded.heard_at
     where excluded.heard_at >= k.heard_at`,
    [id, name, country, time],
  );
  if (ownerId === undefined) return;
  await rows(
    em,
    `update known_customer set owner_id = $2, owner_heard = true, owner_heard_at = $3
     where id = $1 and (owner_heard_at is null or owner_heard_at <= $3)`,
    [id, ownerId, time],
  );
}

/** Notes what a user was like at a moment; older news never undo newer ones. */
export async function noteUser(em: EntityManager, user: KnownUser, time: string): Promise<void> {
  await rows(
    em,
    `insert into known_user as k (id, username, retired, heard_at) values ($1, $2, $3, $4)
     on conflict (id) do update set username = excluded.username, retired = excluded.retired, heard_at = excluded.heard_at
     where excluded.heard_at >= k.heard_at`,
    [user.id, user.username, user.retired, time],
  );
}
