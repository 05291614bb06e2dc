import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent, OrderLineAttributes, ShippingAddress } from '@daybook/contracts';
import { firstRow, record } from '@daybook/persistence';
import { houseFor } from '../houses/houses.service';
import { applyParked } from '../webhooks/webhook-application';
import { bar } from '../fulfillments/fulfillment-cancellation';
import { factAbout, namesOf, present } from '../fulfillments/fulfillment-facts';
import {
  Fulfillment,
  FulfillmentItem,
  type BilledCycle,
  type ShipTo,
} from '../fulfillments/fulfillment.entity';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { destinationOf } from '../fulfillments/order-address';

/** What is to be shipped, by what billing told. */
export interface Shipment {
  lines: readonly OrderLineAttributes[];
  /** When billing knew the address that its event names. */
  addressedAt: Date;
  /** Absent where it is what the order sold. */
  billed?: BilledCycle;
}

/**
 * Makes the fulfillment of an order or of a billed cycle, once, and has it sent. The events about an order may come in
 * any order: what was cancelled or paid back before is never sent.
 */
export async function makeFulfillment(
  em: EntityManager,
  event: DaybookEvent,
  { lines, addressedAt, billed }: Shipment,
  now: Date,
): Promise<void> {
  const { context, personal, about, unexpected } = event.data;
  const { orderId, customerId } = context;
  if (lines.length === 0 || orderId === undefined || customerId === undefined) return;
  const same = billed ?? { orderId, purchaseId: null };
  if ((await em.count(Fulfillment, { ...same, reshipmentOf: null })) > 0) return;

  const destination = await destinationOf(em, { orderId, shipTo: shipToOf(personal), addressedAt });
  const house = await houseFor(em, context.campaignId ?? null, destination.shipTo.address?.country);
  const fulfillment = Fulfillment.make({
    orderId,
    customerId,
    context,
    ...destination,
    houseId: house?.id ?? null,
    chargeId: about.transactionId ?? null,
    billed,
    now,
  });
  const items = lines.map((line, index) => FulfillmentItem.make(fulfillment.id, index, line));
  const history = FulfillmentHistory.begin(em, fulfillment, items, house);
  await em.flush();
  await barWhereGone(em, history, event, now);
  if (fulfillment.status === 'hold') holdWhereDoubtful(em, history, event, unexpected === true, now);
  await applyParked(em, fulfillment.id, now);
}

/** Its order was cancelled, or its payment went back, before it was made. */
async function barWhereGone(
  em: EntityManager,
  history: FulfillmentHistory,
  cause: DaybookEvent,
  now: Date,
): Promise<void> {
  const { orderId, chargeId } = history.fulfillment;
  const gone = await firstRow<{ reason: string | null; actor_name: string | null }>(
    em,
    `select reason, actor_name from cancelled_order where order_id = $1
     union all select null, null from returned_charge where charge_id = $2`,
    [orderId, chargeId],
  );
  if (gone === undefined) return;
  bar(em, history, now, { cause }, present({ note: gone.reason, actorName: gone.actor_name }));
}

/** Nobody expected that cycle to be billed, or nobody knows where to send it: people decide. */
function holdWhereDoubtful(
  em: EntityManager,
  history: FulfillmentHistory,
  cause: DaybookEvent,
  unexpected: boolean,
  now: Date,
): void {
  const { shipTo, billed } = history.fulfillment;
  const homeless = billed !== undefined && shipTo.address === undefined;
  if (!unexpected && !homeless) return;
  history.drop('fulfillment.order', now);
  const note = unexpected
    ? 'The cycle was billed although the purchase was not to be billed'
    : 'The order has no shipping address';
  const message = history.act('held', 'system', now, { note });
  record(em, 'fulfillment.fulfillment.held', {
    ...factAbout(history, message, { cause }),
    attributes: namesOf(history),
  });
}

/** Name, contacts and address as the order's event gives them. */
function shipToOf(personal: Record<string, unknown>): ShipTo {
  const customer = (personal.customer ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = personal[name] ?? customer[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    address: (personal.shippingAddress as ShippingAddress | undefined) ?? undefined,
  };
}
