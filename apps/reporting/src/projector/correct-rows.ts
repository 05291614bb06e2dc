import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent } from '@daybook/contracts';
import { rows } from '@daybook/persistence';
import type { FilterColumn } from '../store/model/filter-columns';
import { fromBody, toBody } from '../store/model/stored-event';
import { setCells, type RowPlace, type StoredRow } from '../store/postgres/column-fill';
import { WantedMembers, type Dimensions } from '../store/postgres/dimensions';
import { carriesACopy, withOrderValues, type OrderValue } from './order-values';

/**
 * Corrects the rows that came before what their order's values were at their time. Inside the transaction that takes
 * those values, while it holds the position: nobody adds a row meanwhile.
 * @param position at which the correction stands
 */
export async function correctRows(
  em: EntityManager,
  values: readonly OrderValue[],
  position: number,
  { columns, dimensions }: { columns: readonly FilterColumn[]; dimensions: Dimensions },
): Promise<void> {
  if (values.length === 0) return;
  const stored = await rows<StoredRow>(em, ROWS_SINCE, [
    values.map(({ customerId }) => customerId),
    values.map(({ orderId }) => orderId),
    values.map(({ since }) => since),
  ]);
  const copies = stored
    .map((row) => ({ row, before: fromBody(row.event, row.personal) }))
    .filter(({ before }) => carriesACopy(before));
  const settled = await withOrderValues(
    em,
    copies.map(({ before }) => before),
  );
  const wrong = copies.flatMap(({ row, before }, at) => {
    const after = settled[at];
    return isDeepStrictEqual(before.data.context, after.data.context) ? [] : [{ row, before, after }];
  });
  if (wrong.length === 0) return;
  for (const column of columns) {
    const cells = wrong.flatMap(({ row, before, after }) => {
      const values = column.valuesOf(after);
      return isDeepStrictEqual(values, column.valuesOf(before)) ? [] : [{ row, values }];
    });
    if (cells.length === 0) continue;
    const wanted = new WantedMembers();
    for (const { values } of cells) for (const value of values) wanted.add(column.dimension, value, true);
    await setCells(em, column, await dimensions.resolve(wanted), cells);
  }
  await note(em, wrong, position);
}

async function note(
  em: EntityManager,
  corrected: readonly { row: RowPlace; after: DaybookEvent }[],
  position: number,
): Promise<void> {
  const places = [
    corrected.map(({ row }) => row.customerId),
    corrected.map(({ row }) => row.occurredAt),
    corrected.map(({ row }) => row.id),
  ];
  await rows(em, SET_BODIES, [...places, corrected.map(({ after }) => toBody(after).event)]);
  await rows(em, NOTE_CORRECTED, [...places, position]);
}

const ROWS_SINCE = `
  select distinct on (a.customer_id, a.occurred_at, a.id)
         a.id, a.occurred_at::text as "occurredAt", a.customer_id as "customerId", b.event, b.personal
    from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as v (customer_id, order_id, since)
    join activity a on a.customer_id = v.customer_id and a.order_id = v.order_id and a.occurred_at >= v.since
    join activity_body b on b.customer_id = a.customer_id and b.occurred_at = a.occurred_at and b.id = a.id`;

const SET_BODIES = `
  update activity_body b set event = f.event
    from unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::json[]) as f (customer_id, occurred_at, id, event)
   where b.customer_id = f.customer_id and b.occurred_at = f.occurred_at and b.id = f.id`;

const NOTE_CORRECTED = `
  insert into activity_correction (position, customer_id, occurred_at, id)
  select $4, f.* from unnest($1::uuid[], $2::timestamptz[], $3::bigint[]) as f
  on conflict do nothing`;
