import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import { sequenceOf, producerOf, type DaybookEvent } from '@daybook/contracts';
import { isLater } from '../store/postgres/dimensions';
import { customerOf } from '../store/model/stored-event';

/** Tables of the store with what is personal about customers, each in a column `personal`. */
export const PERSONAL_TABLES = ['activity_body', 'legacy_event'] as const;

const ANONYMISED = 'customers.customer.anonymised';

interface NamedCustomer {
  customerId: string;
  name: string | null;
  anonymised: boolean;
  epoch: number;
  sequence: number;
}

/**
 * Takes over what customers are called now; of several events the latest stands, in whatever order they come.
 * @returns of those customers that the events named, who is anonymised
 */
export async function takeCustomerNames(
  em: EntityManager,
  events: readonly DaybookEvent[],
): Promise<ReadonlyMap<string, boolean>> {
  const latest = new Map<string, NamedCustomer>();
  for (const event of events) {
    const coming = namedBy(event);
    if (coming === null) continue;
    const other = latest.get(coming.customerId);
    const newer = other === undefined || isLater(coming, other) ? coming : other;
    latest.set(coming.customerId, {
      ...newer,
      anonymised: coming.anonymised || (other?.anonymised ?? false),
    });
  }
  if (latest.size === 0) return new Map();
  const customers = [...latest.values()];
  const named = await rows<{ id: string; anonymised: boolean }>(em, UPSERT, [
    customers.map((c) => c.customerId),
    customers.map((c) => c.name),
    customers.map((c) => c.anonymised),
    customers.map((c) => c.epoch),
    customers.map((c) => c.sequence),
  ]);
  return new Map(named.map(({ id, anonymised }) => [id, anonymised]));
}

/**
 * Erases what is personal of the batch's anonymised customers, in what was stored before and in what came just now.
 * @param told who of them is known to be anonymised or not
 */
export async function erasePersonal(
  em: EntityManager,
  events: readonly DaybookEvent[],
  reported: ReadonlyMap<string, boolean>,
): Promise<void> {
  const erased = [...reported].filter(([, anonymised]) => anonymised).map(([id]) => id);
  const others = [...new Set(events.map(customerOf))].filter((id) => !reported.has(id));
  if (others.length > 0) {
    const found = await rows<{ id: string }>(
      em,
      'select customer_id as id from report_customer where anonymised and customer_id = any($1::uuid[])',
      [others],
    );
    erased.push(...found.map(({ id }) => id));
  }
  if (erased.length === 0) return;
  for (const table of PERSONAL_TABLES) {
    await rows(
      em,
      `update ${table} set personal = '{}' where customer_id = any($1::uuid[]) and personal::text <> '{}'`,
      [erased],
    );
  }
}

function namedBy(event: DaybookEvent): NamedCustomer | null {
  if (producerOf(event) !== 'customers') return null;
  const { name } = event.data.personal;
  const anonymised = event.type === ANONYMISED;
  if (typeof name !== 'string' && !anonymised) return null;
  return {
    customerId: customerOf(event),
    name: typeof name === 'string' && !anonymised ? name : null,
    anonymised,
    epoch: event.epoch,
    sequence: sequenceOf(event),
  };
}

const UPSERT = `
  insert into report_customer as known (customer_id, name, anonymised, epoch, sequence)
  select * from unnest($1::uuid[], $2::text[], $3::boolean[], $4::bigint[], $5::bigint[])
  on conflict (customer_id) do update set
    name = case when (known.epoch, known.sequence) < (excluded.epoch, excluded.sequence)
                then excluded.name else known.name end,
    epoch = case when (known.epoch, known.sequence) < (excluded.epoch, excluded.sequence)
                 then excluded.epoch else known.epoch end,
    sequence = case when (known.epoch, known.sequence) < (excluded.epoch, excluded.sequence)
                    then excluded.sequence else known.sequence end,
    anonymised = known.anonymised or excluded.anonymised
  returning customer_id as id, anonymised`;
