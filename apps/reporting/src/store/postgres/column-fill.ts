import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { Catalog } from '@daybook/contracts';
import { array, cellOf, quoted } from './activity-writer';
import { Dimensions, WantedMembers, type DimensionKeys } from './dimensions';
import type { FilterColumn } from '../model/filter-columns';
import type { Transact } from './report-database';
import { fromBody, type StoredEvent } from '../model/stored-event';

/** Rows filled in one transaction. */
const PART = 2_000;

/** Where a row stands. */
export interface RowPlace {
  id: string;
  occurredAt: string;
  customerId: string;
}

/** A row with the event that it is of. */
export interface StoredRow extends RowPlace {
  event: StoredEvent;
  personal: object;
}

/**
 * Fills the columns of new filters for the rows that were there before them, from the stored events; goes on
 * where an interrupted start left off. Several replicas may do it at once.
 * @param progress told after each part
 */
export async function fillNewColumns(
  transact: Transact,
  columns: readonly FilterColumn[],
  progress: (column: string, filled: number, until: number) => void = () => undefined,
): Promise<void> {
  const dimensions = new Dimensions(transact);
  for (const column of columns) {
    const fill = (em: EntityManager, from: number, to: number) => fillPart(em, dimensions, column, from, to);
    await fillByParts(transact, column.column, fill, progress);
  }
}

/**
 * Fills the amounts of the rows that were there before amounts were kept, and of those whose activity has moved
 * money only since the catalog says so.
 */
export async function fillAmounts(
  transact: Transact,
  catalog: Catalog,
  progress: (column: string, filled: number, until: number) => void = () => undefined,
): Promise<void> {
  const types = catalog.activities.filter(({ money }) => money !== undefined).map(({ key }) => key);
  await transact((em) => rows(em, NOTE_NEW_MOVERS, [types]));
  const fill = (em: EntityManager, from: number, to: number) => rows(em, FILL_AMOUNTS, [from, to, types]);
  await fillByParts(transact, AMOUNT, fill, progress);
}

async function fillByParts(
  transact: Transact,
  column: string,
  fill: (em: EntityManager, from: number, to: number) => Promise<unknown>,
  progress: (column: string, filled: number, until: number) => void,
): Promise<void> {
  for (let more = true; more;) {
    more = await transact(async (em) => {
      const [due] = await rows<{ filled: string; until: string }>(
        em,
        'select filled, until from column_fill where column_name = $1 for update',
        [column],
      );
      if (due === undefined) return false;
      const [from, until] = [Number(due.filled), Number(due.until)];
      const to = Math.min(from + PART, until);
      await fill(em, from, to);
      progress(column, to, until);
      if (to < until)
        await rows(em, 'update column_fill set filled = $2 where column_name = $1', [column, to]);
      else await rows(em, 'delete from column_fill where column_name = $1', [column]);
      return to < until;
    });
  }
}

async function fillPart(
  em: EntityManager,
  dimensions: Dimensions,
  column: FilterColumn,
  from: number,
  to: number,
): Promise<void> {
  const stored = await rows<StoredRow>(
    em,
    `select a.id, a.occurred_at::text as "occurredAt", a.customer_id as "customerId", b.event, b.personal
       from activity a
       join activity_body b on b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
      where a.id > $1::bigint and a.id <= $2::bigint`,
    [from, to],
  );
  const filled = stored
    .map((row) => ({ row, values: column.valuesOf(fromBody(row.event, row.personal)) }))
    .filter(({ values }) => values.length > 0);
  if (filled.length === 0) return;
  const wanted = new WantedMembers();
  for (const { values } of filled) for (const value of values) wanted.add(column.dimension, value, true);
  await setCells(em, column, await dimensions.resolve(wanted), filled);
}

/** Sets a column of some rows to the keys of values that were resolved. */
export async function setCells(
  em: EntityManager,
  column: FilterColumn,
  keys: DimensionKeys,
  cells: readonly { row: RowPlace; values: readonly string[] }[],
): Promise<void> {
  await rows(
    em,
    `update activity a set ${column.column} = f.cell::integer${column.many ? '[]' : ''}
       from unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::text[]) as f (id, occurred_at, customer_id, cell)
      where a.customer_id = f.customer_id and a.occurred_at = f.occurred_at and a.id = f.id`,
    [
      array(cells.map(({ row }) => row.id)),
      array(cells.map(({ row }) => quoted(row.occurredAt))),
      array(cells.map(({ row }) => row.customerId)),
      array(cells.map(({ values }) => cellOf(keys, column, values))),
    ],
  );
}

const AMOUNT = 'amount';

// Remembers which activities' amounts are kept; rows of any other one up to now are to be filled.
const NOTE_NEW_MOVERS = `
  with added as (
    insert into money_type (type) select unnest($1::text[]) on conflict do nothing returning type
  )
  insert into column_fill (column_name, filled, until)
  select '${AMOUNT}', 0, position from report_position where position > 0 and exists (select from added)
  on conflict (column_name) do update set filled = 0, until = excluded.until`;

// Only what the event tells is taken over; what cannot be read as money stays out, as it does when it comes in,
// and so does what was only authorised (`moneyMovedBy`).
const FILL_AMOUNTS = `
  update activity a
     set amount = (b.event #>> '{data,attributes,amount,amount}')::numeric,
         amount_currency = b.event #>> '{data,attributes,amount,currency}'
    from activity_body b
   where a.id > $1::bigint and a.id <= $2::bigint and a.amount is null
     and a.type_key in (select key from dimension_member where dimension = 'type' and value = any($3::text[]))
     and b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id
     and b.event #>> '{data,attributes,amount,amount}' ~ '^\\d{1,13}(\\.\\d{1,4})?$'
     and b.event #>> '{data,attributes,amount,currency}' ~ '^[A-Z]{3}$'
     and coalesce(b.event #>> '{data,attributes,authorised}', '') <> 'true'
     and coalesce(b.event #>> '{data,attributes,payment}', '') <> 'authorised'`;
