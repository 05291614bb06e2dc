import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent, EventContext } from '@daybook/contracts';
import { firstRow, rows } from './sql';

interface ContextRow {
  latest: Partial<EventContext>;
  order_numbers: string[];
  campaign_ids: string[];
  card_last_fours: string[];
}

/** What is known of a customer from billing's events. */
export interface CustomerContext {
  /** The latest order's context: what an activity without an order of its own carries. */
  latest: EventContext;
  orderNumbers: string[];
  campaignIds: string[];
  cardLastFours: string[];
}

/**
 * Takes billing's events into the small copy. Events may come in any order and again: the latest order is the one
 * placed last, and of two events about it the later one counts.
 */
export async function applyToCustomerContext(
  em: EntityManager,
  events: readonly DaybookEvent[],
): Promise<void> {
  for (const event of events) {
    const { context, attributes } = event.data;
    if (context.customerId === undefined || context.orderId === undefined) continue;
    const last4 = typeof attributes.cardLastFour === 'string' ? [attributes.cardLastFour] : [];
    await rows(
      em,
      `insert into customer_context as c
         (customer_id, ordered_at, context_time, latest, order_numbers, campaign_ids, card_last_fours)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (customer_id) do update set
         ordered_at = case when ${newer} then excluded.ordered_at else c.ordered_at end,
         context_time = case when ${newer} then excluded.context_time else c.context_time end,
         latest = case when ${newer} then excluded.latest else c.latest end,
         order_numbers = ${union('order_numbers')},
         campaign_ids = ${union('campaign_ids')},
         card_last_fours = ${union('card_last_fours')}`,
      [
        context.customerId,
        context.orderedAt ?? event.time,
        event.time,
        JSON.stringify(context),
        present(context.orderNumber),
        present(context.campaignId),
        last4,
      ],
    );
  }
}

const newer =
  '(c.ordered_at is null or (excluded.ordered_at, excluded.context_time) >= (c.ordered_at, c.context_time))';

function union(column: string): string {
  return `(select coalesce(array_agg(distinct v), '{}') from unnest(c.${column} || excluded.${column}) v)`;
}

function present(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

/** What is known of a customer; empty when billing never spoke of them. */
export async function customerContextOf(em: EntityManager, customerId: string): Promise<CustomerContext> {
  const row = await firstRow<ContextRow>(em, 'select * from customer_context where customer_id = $1', [
    customerId,
  ]);
  return {
    latest: { productIds: [], customFields: {}, ...row?.latest, customerId },
    orderNumbers: row?.order_numbers ?? [],
    campaignIds: row?.campaign_ids ?? [],
    cardLastFours: row?.card_last_fours ?? [],
  };
}

/** The context for an event about a customer as such: that of the customer's latest order. */
export async function contextOf(em: EntityManager, customerId: string): Promise<EventContext> {
  return (await customerContextOf(em, customerId)).latest;
}
