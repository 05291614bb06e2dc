import type { EntityManager } from '@mikro-orm/postgresql';
import Big from 'big.js';
import { compare, DomainError, money, type Actor, type Money } from '@daybook/contracts';
import { firstRow, rows } from '@daybook/persistence';

/**
 * What somebody gave back since a moment: what went through or is under way, what failed at first and is in the
 * refund queue or came out of it, unless they tried it again themselves and it stands among the first, what they
 * credited to accounts, and what they promised for parcels that come back, which counts on the day of the promise.
 */
const REVERSED = `
  select coalesce(sum(amount), 0)::text sum from (
    select amount from payment_transaction
    where type in ('void', 'refund') and initiator->'actor'->>'id' = $1 and created_at >= $2
      and currency = $3 and outcome in ('pending', 'unknown', 'success') and initiator->'promised' is null
    union all
    select e.amount from refund_queue_entry e join payment_transaction t on t.id = e.refund_id
    where e.initiator->'actor'->>'id' = $1 and e.queued_at >= $2 and e.currency = $3
      and e.status in ('waiting', 'trying', 'succeeded') and e.id is distinct from $4
      and e.initiator->'promised' is null
      and (e.status = 'waiting' or t.initiator->'actor'->>'id' is distinct from $1)
    union all
    select amount from refund_promise
    where initiator->'actor'->>'id' = $1 and promised_at >= $2 and currency = $3
    union all
    select amount from account_entry
    where kind = 'credit' and initiator->'actor'->>'id' = $1 and occurred_at >= $2 and currency = $3) given`;

/**
 * Makes sure that somebody may give so much more back today. All ways in which they gave money back today (UTC) count
 * against the limit, those under way or queued included.
 * @param retried the entry of the refund queue that they try again: it is not counted twice
 * @throws DomainError `billing.refund_limit_exceeded`
 */
export async function expectWithinLimit(
  em: EntityManager,
  amount: Money,
  { refundLimit, id }: Pick<Actor, 'refundLimit' | 'id'>,
  now: Date,
  retried: string | null = null,
): Promise<void> {
  if (refundLimit === null) return;
  // Two refunds of one user at once must see each other.
  await rows(em, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`refund-limit ${id ?? ''}`]);
  const today = `${now.toISOString().slice(0, 10)}T00:00:00Z`;
  const row = await firstRow<{ sum: string }>(em, REVERSED, [id, today, refundLimit.currency, retried]);
  const given = new Big(row?.sum ?? 0);
  const exceeds =
    amount.currency !== refundLimit.currency ||
    compare(money(given.plus(amount.amount), refundLimit.currency), refundLimit) > 0;
  if (exceeds) {
    throw new DomainError('billing.refund_limit_exceeded', {
      detail: `The limit is ${refundLimit.amount} ${refundLimit.currency} a day; ${given.toFixed(2)} of it are used.`,
    });
  }
}
