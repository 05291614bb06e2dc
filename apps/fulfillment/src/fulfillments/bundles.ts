import type { EntityManager } from '@mikro-orm/postgresql';
import { fold, foldPostalCode, record, rows } from '@daybook/persistence';
import { factAbout, namesOf } from './fulfillment-facts';
import type { ShipTo } from './fulfillment.entity';
import { FulfillmentHistory } from './fulfillment-history';

/** What of a bundle is sent with the fulfillment into which it was joined. */
export async function membersOf(
  em: EntityManager,
  { fulfillment }: FulfillmentHistory,
  lock: boolean,
): Promise<FulfillmentHistory[]> {
  const found = await rows<{ id: string }>(
    em,
    'select id from fulfillment where bundled_into = $1 order by id',
    [fulfillment.id],
  );
  const members: FulfillmentHistory[] = [];
  for (const { id } of found) members.push(await FulfillmentHistory.get(em, id, lock));
  return members;
}

/** Customers of whom several fulfillments wait for a house, and one is due by now. */
export async function customersWithSeveral(em: EntityManager, houseId: string, now: Date): Promise<string[]> {
  const found = await rows<{ customer_id: string }>(
    em,
    `select distinct f.customer_id
     from sending s join fulfillment f on f.id = s.fulfillment_id
     where s.house_id = $1 and ${UNTRIED} and s.next_try_at <= $2 and exists (
       select from fulfillment o join sending os on os.fulfillment_id = o.id
       where o.customer_id = f.customer_id and o.house_id = $1 and o.id <> f.id
         and ${UNTRIED.replaceAll('s.', 'os.')})`,
    [houseId, now],
  );
  return found.map(({ customer_id }) => customer_id);
}

/** Joins what waits for a house of one customer, to one address, into the oldest of it, where one of them is due. */
export async function bundle(
  em: EntityManager,
  houseId: string,
  customerId: string,
  now: Date,
): Promise<void> {
  const found = await rows<{ id: string }>(
    em,
    `select f.id from fulfillment f join sending s on s.fulfillment_id = f.id
     where f.customer_id = $1 and f.house_id = $2 and ${UNTRIED} order by f.id`,
    [customerId, houseId],
  );
  const byAddress = new Map<string, FulfillmentHistory[]>();
  for (const { id } of found) {
    const history = await FulfillmentHistory.get(em, id, true);
    const key = addressKey(history.fulfillment.shipTo);
    if (key === null || !history.isJoinable) continue;
    byAddress.set(key, [...(byAddress.get(key) ?? []), history]);
  }
  for (const same of byAddress.values()) {
    if (same.length > 1 && same.some((history) => history.isDue(now))) join(em, same, now);
  }
}

function join(em: EntityManager, histories: readonly FulfillmentHistory[], now: Date): void {
  const [first, ...others] = histories;
  if (first === undefined) return;
  for (const other of others) {
    other.drop('fulfillment.order', now);
    other.fulfillment.bundledInto = first.fulfillment.id;
    other.act('bundled', 'system', now);
  }
  const message = first.act('bundled', 'system', now);
  first.sendNow(now);
  record(em, 'fulfillment.fulfillment.bundled', {
    ...factAbout(first, message, {}),
    attributes: { ...namesOf(first), bundledIds: others.map(({ fulfillment }) => fulfillment.id) },
  });
}

/** What was joined with a fulfillment that is not sent any more, or goes elsewhere now: it is sent by itself. */
export async function separated(em: EntityManager, most: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    `select f.id from fulfillment f
     where f.bundled_into is not null and f.status = 'hold' and not exists (
       select from sending s where s.fulfillment_id = f.bundled_into and s.type = 'fulfillment.order' and s.status <> 'dropped')
     order by f.id limit $1`,
    [most],
  );
  return found.map(({ id }) => id);
}

/** Sends by itself what was joined with another one. */
export function separate(history: FulfillmentHistory, now: Date): void {
  const { fulfillment } = history;
  if (fulfillment.bundledInto === null) return;
  fulfillment.bundledInto = null;
  if (fulfillment.status === 'hold' && !fulfillment.held) history.send('fulfillment.order', now);
}

const UNTRIED = `s.type = 'fulfillment.order' and s.status = 'waiting' and s.attempts = 0`;

/** What is the same for addresses that are the same, however they are written; null where nobody knows where to send it. */
function addressKey({ name, address }: ShipTo): string | null {
  if (address === undefined) return null;
  const { recipient, line1, line2, city, state, postalCode, country } = address;
  const texts = [recipient ?? name, `${line1} ${line2 ?? ''}`, city, state].map((text) => fold(text ?? ''));
  return JSON.stringify([...texts, foldPostalCode(postalCode ?? ''), country]);
}
