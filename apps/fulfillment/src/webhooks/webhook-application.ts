import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { WEBHOOK_PARKED_HOURS, type Call } from '@daybook/contracts';
import { firstRow, rows } from '@daybook/persistence';
import { membersOf } from '../fulfillments/bundles';
import type { Fulfillment } from '../fulfillments/fulfillment.entity';
import { recordHouseMessage } from '../fulfillments/fulfillment-facts';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { eraseMentioned } from './webhook-erasure';
import { invalid, isFault, readWebhook, type ReadWebhook, type WebhookFault } from './webhook-reader';
import { WebhookInboxEntry } from './webhook-inbox.entity';

/** What happens to a parcel happens to all that is in it; the rest is of the fulfillment that is named. */
const OF_THE_PARCEL: ReadonlySet<string> = new Set([
  'accepted',
  'tracking',
  'shipped',
  'delivered',
  'returned',
  'failed',
  'address_hold',
]);

function goesAlong({ status }: Fulfillment): boolean {
  return status !== 'cancelled';
}

/** Why a house may not tell that of a fulfillment; null while nobody knows it. */
export async function refusalOf(
  em: EntityManager,
  houseId: string,
  { fulfillmentId, itemId }: ReadWebhook['data'],
): Promise<WebhookFault | null> {
  const named = await firstRow<{ house_id: string | null; has: boolean }>(
    em,
    `select f.house_id, exists (
       select from fulfillment_item i join fulfillment o on o.id = i.fulfillment_id
       where i.id = $2 and (o.id = f.id or o.bundled_into = f.id)) as has
     from fulfillment f where f.id = $1`,
    [fulfillmentId, itemId ?? null],
  );
  if (named === undefined) return null;
  if (named.house_id !== houseId) {
    const detail = 'The fulfillment belongs to another house.';
    return { code: 'fulfillment.webhook_not_yours', detail, errors: [] };
  }
  if (itemId === undefined || named.has) return null;
  return invalid([{ field: 'data.itemId', message: 'is no item of the fulfillment' }]);
}

/**
 * Applies a webhook to its fulfillment, or parks it while there is none. Answers why it cannot be applied.
 * @param reconciledBy who learned the same from the house's list, where it came by no webhook
 */
export async function applyWebhook(
  em: EntityManager,
  entry: WebhookInboxEntry,
  read: ReadWebhook,
  now: Date,
  reconciledBy?: Call,
): Promise<WebhookFault | null> {
  const { type, happenedAt, data } = read;
  entry.fulfillmentId = data.fulfillmentId;
  const named = await FulfillmentHistory.find(em, data.fulfillmentId, true);
  if (named === null) {
    entry.state = 'parked';
    return null;
  }
  const refusal = await refusalOf(em, entry.houseId, data);
  if (refusal !== null) return refusal;
  const all = [named, ...(await membersOf(em, named, true))];
  const has = ({ items }: FulfillmentHistory): boolean => items.some((item) => item.id === data.itemId);
  // One that was joined into it has lines of its own.
  const history = all.find(has) ?? named;

  const { trackingNumber, carrier, reason, itemId, quantity, sku, rmaNumber } = data;
  if (rmaNumber !== undefined) history.fulfillment.rmaNumber ??= rmaNumber;
  const reconciled = reconciledBy === undefined ? undefined : true;
  const origin = reconciledBy === undefined ? { correlationId: entry.webhookId } : { call: reconciledBy };
  const facts = { trackingNumber, carrier, reason, itemId, quantity, sku, reconciled };
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const { message, counts } = history.add(
    { ...given, source: 'house', type, happenedAt, messageId: entry.webhookId },
    now,
  );
  entry.state = 'applied';
  const parcel = OF_THE_PARCEL.has(type) ? all.filter(({ fulfillment }) => goesAlong(fulfillment)) : [];
  for (const member of parcel.filter((each) => each !== history)) {
    const same = member.add({ ...given, source: 'house', type, happenedAt, messageId: entry.webhookId }, now);
    if (same.counts) recordHouseMessage(em, member, same.message, origin);
  }
  if (!counts) return null;
  recordHouseMessage(em, history, message, origin);
  // A failed one is sent again once by itself.
  const orders = history.sendings.filter((sending) => sending.type === 'fulfillment.order');
  if (type === 'failed' && history.fulfillment.status === 'failed' && orders.length === 1)
    history.send('fulfillment.order', now);
  return null;
}

/** Applies what houses told of a fulfillment before it was known. */
export async function applyParked(em: EntityManager, fulfillmentId: string, now: Date): Promise<void> {
  const parked = await em.find(
    WebhookInboxEntry,
    { fulfillmentId, state: 'parked' },
    { orderBy: { id: 'asc' } },
  );
  for (const entry of parked) await applyKept(em, entry, now);
}

/** The oldest of what was parked for longer than a day, or whose fulfillment became known at the same moment, `most` at once. */
export async function parkedAndDue(em: EntityManager, now: Date, most: number): Promise<string[]> {
  const since = new Date(now.getTime() - WEBHOOK_PARKED_HOURS * 3_600_000);
  const late = await rows<{ id: string }>(
    em,
    `select w.id from webhook_inbox w
     where w.state = 'parked'
       and (w.received_at < $1 or exists (select from fulfillment f where f.id = w.fulfillment_id))
     order by w.id limit $2`,
    [since, most],
  );
  return late.map(({ id }) => id);
}

/** Applies what was parked for long, or rejects it; one that somebody else is at is left to them. */
export async function giveUpParked(em: EntityManager, id: string, now: Date): Promise<void> {
  const entry = await em.findOne(
    WebhookInboxEntry,
    { id, state: 'parked' },
    { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
  );
  if (entry === null) return;
  await applyKept(em, entry, now);
  if (entry.state !== 'parked') return;
  entry.reject({
    code: 'fulfillment.webhook_fulfillment_unknown',
    detail: `No fulfillment ${String(entry.fulfillmentId)} became known within a day.`,
    errors: [],
  });
  await eraseMentioned(em, entry);
}

/** Applies what was stored, or rejects it with the reason. */
export async function applyKept(em: EntityManager, entry: WebhookInboxEntry, now: Date): Promise<void> {
  // Its time was in range when it came.
  const read = readWebhook(entry.body, entry.receivedAt);
  const fault = isFault(read) ? read : await applyWebhook(em, entry, read, now);
  if (fault !== null) entry.reject(fault);
}
