import { createHash } from 'node:crypto';
import { catalog } from '@daybook/contracts';
import type { FilterColumn } from '../../model/filter-columns';
import { rollupStatement, rollupsOf } from '../rollups/rollup-tables';
import type { RollupSettings } from '../rollups/rollups';

/** Raised whenever what the file holds, or how, changes: files of other layouts are rebuilt. */
const LAYOUT = 8;

/** Largest key that a narrow column holds; a column is widened when a larger one comes. */
export const NARROW_LIMIT = 65_535;

/** What a file of these filters is recognised by. Amounts of older actions are filled when the catalog's movers change. */
export function fingerprintOf(columns: readonly FilterColumn[], { days }: RollupSettings): string {
  const shape = columns.map(({ column, dimension, many }) => [column, dimension, many]);
  const movers = catalog.activities.filter(({ money }) => money !== undefined).map(({ key }) => key);
  return createHash('sha256')
    .update(JSON.stringify([LAYOUT, days, shape, movers]))
    .digest('hex');
}

/** Columns that hold several keys: each different set of keys has a number, and members in a table of its own. */
export function manyColumns(columns: readonly FilterColumn[]): string[] {
  return columns.filter(({ many }) => many).map(({ column }) => column);
}

/** The columns of table `activity`, with their types. Keys start at 1; 0 stands for none. */
export function activityColumns(columns: readonly FilterColumn[]): { name: string; type: string }[] {
  return [
    { name: 'id', type: 'bigint not null' },
    // Microseconds since 1970.
    { name: 'moment', type: 'bigint not null' },
    { name: 'customer_key', type: 'uinteger' },
    { name: 'order_key', type: 'uinteger' },
    { name: 'actor_kind', type: 'utinyint not null' },
    { name: 'is_note', type: 'boolean not null' },
    // Few and small numbers, so that DuckDB counts by them without hashing; the amount in ten-thousandths.
    { name: 'currency', type: 'usmallint not null' },
    { name: 'amount', type: 'bigint not null' },
    ...columns.map(({ column, many }) => ({
      name: column,
      type: `${many ? 'uinteger' : 'usmallint'} not null`,
    })),
  ];
}

/** Statements that make an empty file. */
export function layoutStatements(columns: readonly FilterColumn[], { days }: RollupSettings): string[] {
  const activity = activityColumns(columns).map(({ name, type }) => `${name} ${type}`);
  return [
    `create table follower (fingerprint varchar not null, identity varchar not null,
                            position bigint not null, complete boolean not null)`,
    `create table activity (${activity.join(', ')})`,
    // One row for each custom field that an act itself set: few, and asked for by themselves. Who set it in one number
    // of few bits, so that DuckDB counts without hashing: the user, or the negative kind of whatever else acted.
    `create table field_set (${activity.join(', ')}, field_key uinteger not null, actor integer not null)`,
    // Ids that hardly differ would be packed into bits, which takes a hundred times longer to look through.
    'create table customer (value uuid not null using compression uncompressed, key uinteger not null)',
    'create table "order" (value uuid not null using compression uncompressed, key uinteger not null)',
    'create table currency (value varchar not null, key uinteger not null)',
    ...manyColumns(columns).flatMap((column) => [
      `create table ${column}_set (value varchar not null, key uinteger not null)`,
      `create table ${column}_member (set_key uinteger not null, key uinteger not null)`,
    ]),
    // Blocks of days that each rollup has; `late` are the rows that came after that.
    `create table rolled_up (rollup varchar not null, block integer not null, late bigint not null)`,
    'create table dropped_rollup (rollup varchar not null)',
    ...rollupsOf(columns, days).map(
      (rollup) => `create table ${rollup.table} as ${rollupStatement(rollup, `false`)}`,
    ),
  ];
}
