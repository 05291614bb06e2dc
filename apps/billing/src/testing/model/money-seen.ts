import { rows, type UnitOfWork } from '@daybook/persistence';

/** The refunds of an order (`o`) that failed, as the database has them, those of its first charge first. */
const QUEUE = `
  select jsonb_agg(jsonb_build_object('id', e.id, 'seen', jsonb_build_object(
    'cents', (e.amount * 100)::int, 'status', e.status, 'attempts', e.attempts, 'dailyTries', e.daily_tries)) order by e.charge_id, e.id)
  from refund_queue_entry e where e.order_id = o.id`;

/** Orders ($1) with their purchases, charges and refunds that failed. */
export const SEEN = `
  select o.id, o.order_number "orderNumber", o.customer_id "customerId", o.version, o.status, o.custom_fields->>'source' field,
    p.id "purchaseId",
    case when p.id is null then null
      else jsonb_build_object('status', p.status, 'quantity', p.quantity, 'cycle', p.cycle) end purchase,
    coalesce((
      select jsonb_agg(jsonb_build_object('id', t.id, 'seen', jsonb_build_object(
        'type', t.type, 'cents', (t.amount * 100)::int, 'returned', (t.refunded * 100)::int,
        'captured', t.captured, 'voided', t.voided, 'disputed', (coalesce(t.charged_back, 0) * 100)::int,
        'outside', t.processor = 'outside',
        'reversals', (select coalesce(sum(g.amount * 100), 0)::int from payment_transaction g
          where g.parent_id = t.id and g.type in ('void', 'refund') and g.outcome = 'success'))) order by t.id)
      from payment_transaction t
      where t.order_id = o.id and t.type in ('sale', 'authorize') and t.outcome = 'success'), '[]') charges,
    coalesce((${QUEUE}), '[]') queue,
    coalesce((
      select jsonb_agg(jsonb_build_object('cents', (r.amount * 100)::int, 'open', r.settled_at is null)
        order by r.amount, r.settled_at is null)
      from refund_promise r where r.order_id = o.id), '[]') promises
  from customer_order o left join purchase p on p.order_id = o.id
  where o.id = any($1::uuid[])`;

/** What was told, from an event on ($1), of the money of orders ($2), in words as the model has them. */
export const RECORDED = `
  select event #>> '{data,about,orderId}' id, concat_ws(' ', substring(event->>'type' from 9),
    (coalesce(a->'amount'->>'amount', a->'attemptedAmount'->>'amount')::numeric * 100)::int,
    coalesce(a->>'attempt', a->>'attempts'),
    coalesce(a->>'cause', case a->>'triedAgain' when 'true' then 'again' when 'false' then 'no more' end)) what
  from (select event, event->'data'->'attributes' a from journal where id > $1) recorded
  where event #>> '{data,about,orderId}' = any($2)
    and event->>'type' ~ '^billing[.](transaction[.]voided|refund|refund_queue)([.]|$)'`;

/**
 * What somebody gave back or means to, in cents, whatever the way: by their own hand, to accounts, and what failed at first
 * and waits, or went through when others tried it again.
 */
export async function givenOf(work: UnitOfWork, id: string | null): Promise<number> {
  const [sum] = await work.read((em) =>
    rows<{ cents: number }>(
      em,
      `select (coalesce(sum(amount), 0) * 100)::int cents from (
         select amount from payment_transaction
           where type in ('void', 'refund') and outcome = 'success' and initiator->'actor'->>'id' = $1
             and initiator->'promised' is null
         union all
         select amount from refund_promise where initiator->'actor'->>'id' = $1
         union all
         select amount from account_entry where kind = 'credit' and initiator->'actor'->>'id' = $1
         union all
         select e.amount from refund_queue_entry e join payment_transaction t on t.id = e.refund_id
           where e.initiator->'actor'->>'id' = $1 and e.initiator->'promised' is null and e.status in ('waiting', 'trying', 'succeeded')
             and (t.outcome <> 'success' or t.initiator->'actor'->>'id' is distinct from $1)) given`,
      [id],
    ),
  );
  return sum?.cents ?? 0;
}
