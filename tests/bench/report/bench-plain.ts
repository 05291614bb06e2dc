import {
  BIGINT,
  BOOLEAN,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  LIST,
  listValue,
  type DuckDBConnection,
  type DuckDBValue,
} from '@duckdb/node-api';
import { existsSync } from 'node:fs';
import type { FilterColumn } from '../../../apps/reporting/src/store/model/filter-columns';
import { benchRows, type BenchRow } from './bench-rows';
import type { ActivityFilter } from '../../../apps/reporting/src/store/model/activity-filter';

const CHUNK = 2_048;

/**
 * The baseline: the same rows in a plain DuckDB table in time order, several keys as lists, settings as they come.
 * @param path a file that was made before is used as it is
 */
export async function plainTable(
  path: string,
  rows: number,
  columns: readonly FilterColumn[],
): Promise<DuckDBConnection> {
  const kept = existsSync(path);
  const connection = await (await DuckDBInstance.create(path, { threads: '2' })).connect();
  if (kept) return connection;
  const filters = columns.map(({ column, many }) => `${column} integer${many ? '[]' : ''}`);
  await connection.run(
    `create table plain (id bigint, moment bigint, customer integer, order_number integer, actor_kind integer,
                         is_note boolean, field integer, ${filters.join(', ')})`,
  );
  const types = [BIGINT, BIGINT, INTEGER, INTEGER, INTEGER, BOOLEAN, INTEGER];
  const all = [...types, ...columns.map(({ many }) => (many ? LIST(INTEGER) : INTEGER))];
  const appender = await connection.createAppender('plain');
  const write = (part: readonly BenchRow[]): void => {
    const chunk = DuckDBDataChunk.create(all, part.length);
    chunk.setRows(part.map((row) => valuesOf(row, columns)));
    appender.appendDataChunk(chunk);
  };
  let part: BenchRow[] = [];
  for (const row of benchRows(rows)) {
    part.push(row);
    if (part.length === CHUNK) {
      write(part);
      part = [];
    }
  }
  if (part.length > 0) write(part);
  appender.closeSync();
  await connection.run('checkpoint');
  return connection;
}

function valuesOf(row: BenchRow, columns: readonly FilterColumn[]): DuckDBValue[] {
  return [
    BigInt(row.id),
    BigInt(row.moment),
    row.customer,
    row.order,
    row.actorKind,
    row.isNote,
    row.fieldsSet,
    ...columns.map(({ column }) => {
      const keys = row.keys[column] ?? null;
      return typeof keys === 'number' || keys === null ? keys : listValue([...new Set(keys)]);
    }),
  ];
}

/** A filter's conditions as anybody would write them. */
export function plainConditions(filter: ActivityFilter): string {
  const conditions = [
    `moment >= ${Date.parse(filter.from as string) * 1_000}`,
    `moment < ${Date.parse(filter.to as string) * 1_000}`,
    ...filter.conditions.map(({ column, many, keys }) =>
      many ? `list_has_any(${column}, [${keys.join()}])` : `${column} in (${keys.join()})`,
    ),
  ];
  if (filter.notes !== 'with') conditions.push(filter.notes === 'only' ? 'is_note' : 'not is_note');
  return conditions.join(' and ');
}
