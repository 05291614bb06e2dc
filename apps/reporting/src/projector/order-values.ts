import type { EntityManager } from '@mikro-orm/postgresql';
import { sequenceOf, producerOf, type DaybookEvent } from '@daybook/contracts';
import { rows } from '@daybook/persistence';

/** What an order's custom fields and country were from a moment on. */
export interface OrderValue {
  customerId: string;
  orderId: string;
  /** RFC 3339. */
  since: string;
  customFields: Record<string, string>;
  country: string | null;
}

/**
 * Notes what orders' own events tell of their values.
 * @returns what was not known before
 */
export async function takeOrderValues(
  em: EntityManager,
  events: readonly DaybookEvent[],
): Promise<OrderValue[]> {
  const reported = events.flatMap((event) => valueReported(event) ?? []);
  if (reported.length === 0) return [];
  return rows<OrderValue>(em, TAKE, [
    reported.map((value) => value.customerId),
    reported.map((value) => value.orderId),
    reported.map((value) => value.since),
    reported.map((value) => value.epoch),
    reported.map((value) => value.sequence),
    reported.map((value) => JSON.stringify(value.customFields)),
    reported.map((value) => value.country),
  ]);
}

/**
 * Events as they are counted: with the values that their order had at their own time. Other services stamp a copy, which
 * is older by as much as they lag, or by as much as a task waited; and what is reported late was stamped with today's.
 */
export async function withOrderValues(
  em: EntityManager,
  events: readonly DaybookEvent[],
): Promise<DaybookEvent[]> {
  const stamped = events.filter(carriesACopy);
  if (stamped.length === 0) return [...events];
  const orders = new Map(stamped.map((event) => [orderOf(event), event.data.context]));
  const known = await rows<OrderValue>(em, KNOWN, [
    [...orders.values()].map(({ customerId }) => customerId),
    [...orders.values()].map(({ orderId }) => orderId),
  ]);
  const byOrder = new Map<string, OrderValue[]>();
  for (const value of known) {
    const order = `${value.customerId} ${value.orderId}`;
    byOrder.set(order, [...(byOrder.get(order) ?? []), value]);
  }
  return events.map((event) => (carriesACopy(event) ? settled(event, byOrder.get(orderOf(event))) : event));
}

/** Whether an event's values are those of a copy, or of another time than its own; not what the order itself tells. */
export function carriesACopy(event: DaybookEvent): boolean {
  const { customerId, orderId } = event.data.context;
  if (customerId === undefined || orderId === undefined || valueReported(event) !== null) return false;
  return producerOf(event) !== 'billing' || event.time < event.recordedtime;
}

/** @param values of its order, the oldest first */
function settled(event: DaybookEvent, values: readonly OrderValue[] = []): DaybookEvent {
  const time = Date.parse(event.time);
  const value = values.findLast(({ since }) => Date.parse(since) <= time);
  if (value === undefined) return event;
  const { customFields, country } = value;
  const context = { ...event.data.context, customFields, ...(country === null ? {} : { country }) };
  return { ...event, data: { ...event.data, context } };
}

function orderOf({ data }: DaybookEvent): string {
  return `${data.context.customerId} ${data.context.orderId}`;
}

/** What an event about an order says of its values: as they were when it was recorded. */
function valueReported(event: DaybookEvent): (OrderValue & { epoch: number; sequence: number }) | null {
  if (!/^billing\.(order|qa)\./.test(event.type)) return null;
  const { customerId, orderId, customFields, country = null } = event.data.context;
  if (customerId === undefined || orderId === undefined) return null;
  const { recordedtime: since, epoch } = event;
  return { customerId, orderId, since, epoch, sequence: sequenceOf(event), customFields, country };
}

const COLUMNS = `customer_id as "customerId", order_id as "orderId",
  to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since,
  custom_fields as "customFields", country`;

const TAKE = `
  insert into order_value (customer_id, order_id, since, epoch, sequence, custom_fields, country)
  select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::json[], $7::text[])
  on conflict do nothing
  returning ${COLUMNS}`;

const KNOWN = `
  select ${COLUMNS} from order_value
   where (customer_id, order_id) in (select * from unnest($1::uuid[], $2::uuid[]))
   order by order_value.since, order_value.epoch, order_value.sequence`;
