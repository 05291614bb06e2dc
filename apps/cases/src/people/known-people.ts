import type { EntityManager } from '@mikro-orm/postgresql';
import { firstRow, rows } from '@daybook/persistence';

/** What this service knows of a customer, from the customers service. */
export interface KnownCustomer {
  id: string;
  name: string | null;
  country: string | null;
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
export function knownCustomer(em: EntityManager, id: string): Promise<KnownCustomer | undefined> {
  return firstRow<KnownCustomer>(em, 'select id, name, country from known_customer where id = $1', [id]);
}

/** A user that has been heard of. */
export function knownUser(em: EntityManager, id: string): Promise<KnownUser | undefined> {
  return firstRow<KnownUser>(em, 'select id, username, retired from known_user where id = $1', [id]);
}

/** Notes what a customer was like at a moment; older news never undo newer ones. */
export async function noteCustomer(em: EntityManager, customer: KnownCustomer, time: string): Promise<void> {
  await rows(
    em,
    `insert into known_customer as k (id, name, country, heard_at) values ($1, $2, $3, $4)
     on conflict (id) do update set name = excluded.name, country = excluded.country, heard_at = excluded.heard_at
     where excluded.heard_at >= k.heard_at`,
    [customer.id, customer.name, customer.country, time],
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
