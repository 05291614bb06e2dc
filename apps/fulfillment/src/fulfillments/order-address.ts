import type { EntityManager } from '@mikro-orm/postgresql';
import { attributesOf, type DaybookEvent, type ShippingAddress } from '@daybook/contracts';
import { firstRow, record, rows } from '@daybook/persistence';
import { membersOf, separate } from './bundles';
import { namesOf, factAbout, type Origin } from './fulfillment-facts';
import type { Fulfillment } from './fulfillment.entity';
import type { FulfillmentHistory } from './fulfillment-history';
import { TRANSITIONS } from './fulfillment-transitions';

/** Where an order is to go since its address was changed. */
interface OrderAddress {
  address: ShippingAddress;
  asOf: Date;
}

/** Keeps the changed address of an order; answers whether the event told one. The latest word counts, in whatever order they come. */
export async function learnAddress(em: EntityManager, event: DaybookEvent): Promise<boolean> {
  const { orderId, customerId } = event.data.context;
  const { fieldNames } = attributesOf(event, 'billing.order.updated');
  const address = event.data.personal.shippingAddress;
  if (orderId === undefined || customerId === undefined || address === undefined) return false;
  if (!fieldNames.includes('shippingAddress')) return false;
  await keepAddress(em, { orderId, customerId, address: address as ShippingAddress, asOf: event.time });
  return true;
}

/** Keeps where an order is to go; the latest word counts. */
export async function keepAddress(
  em: EntityManager,
  told: { orderId: string; customerId: string; address: ShippingAddress; asOf: string },
): Promise<void> {
  await rows(
    em,
    `insert into order_address (order_id, customer_id, address, as_of) values ($1, $2, $3::jsonb, $4)
     on conflict (order_id) do update set address = excluded.address, as_of = excluded.as_of
       where order_address.as_of <= excluded.as_of`,
    [told.orderId, told.customerId, JSON.stringify(told.address), told.asOf],
  );
}

/** Where a parcel goes that is made now: there, unless the order was told later to go elsewhere. */
export async function destinationOf(
  em: EntityManager,
  { orderId, shipTo, addressedAt }: Pick<Fulfillment, 'orderId' | 'shipTo' | 'addressedAt'>,
): Promise<Pick<Fulfillment, 'shipTo' | 'addressedAt'>> {
  const changed = await addressOf(em, orderId);
  return changed === undefined || changed.asOf < addressedAt
    ? { shipTo, addressedAt }
    : { shipTo: { ...shipTo, address: changed.address }, addressedAt: changed.asOf };
}

/**
 * Sends a parcel where its order is to go by now, if nothing of it was sent yet, or it comes to be sent again. What its
 * house has stays as it is; a try that is under way decides first.
 */
export async function followOrder(
  em: EntityManager,
  history: FulfillmentHistory,
  now: Date,
  origin: Origin,
): Promise<void> {
  const { fulfillment, houseMayKnow } = history;
  const { status } = fulfillment;
  if (TRANSITIONS.address_changed[status] === undefined || (status === 'frozen' && houseMayKnow)) return;
  if (history.sendings.some((sending) => sending.isUnderWay(now))) return;
  const changed = await addressOf(em, fulfillment.orderId);
  if (changed === undefined || changed.asOf <= fulfillment.addressedAt) return;
  fulfillment.shipTo = { ...fulfillment.shipTo, address: changed.address };
  fulfillment.addressedAt = changed.asOf;
  const message = history.act('address_changed', origin.call === undefined ? 'system' : 'user', now);
  // What was to go with it to the old address goes by itself, and so does this one where it was to go with another.
  for (const member of houseMayKnow ? [] : await membersOf(em, history, true)) separate(member, now);
  if (!houseMayKnow) separate(history, now);
  history.sendAnew(now);
  record(em, 'fulfillment.fulfillment.updated', {
    ...factAbout(history, message, origin),
    attributes: { ...namesOf(history), fieldNames: ['shippingAddress'] },
  });
}

async function addressOf(em: EntityManager, orderId: string): Promise<OrderAddress | undefined> {
  const row = await firstRow<{ address: ShippingAddress; as_of: Date }>(
    em,
    'select address, as_of from order_address where order_id = $1',
    [orderId],
  );
  return row === undefined ? undefined : { address: row.address, asOf: new Date(row.as_of) };
}
