import { createHash } from 'node:crypto';
import type { FilterColumn } from '../filter-columns';

/** Raised whenever what the file holds, or how, changes: files of other layouts are made anew. */
const LAYOUT = 1;

/** Largest key that a narrow column holds; a column is widened when a larger one comes. */
export const NARROW_LIMIT = 65_535;

/** The column with the custom fields that an act itself set. */
export const FIELDS_SET = 'fields_set';

/** Columns that hold several keys: each different set of keys has a number, and members in a table of its own. */
export function manyColumns(columns: readonly FilterColumn[]): string[] {
  return [FIELDS_SET, ...columns.filter(({ many }) => many).map(({ column }) => column)];
}

/** What a file of these filters is recognised by. */
export function fingerprintOf(columns: readonly FilterColumn[]): string {
  const shape = columns.map(({ column, dimension, many }) => [column, dimension, many]);
  return createHash('sha256')
    .update(JSON.stringify([LAYOUT, shape]))
    .digest('hex');
}

/** Statements that make an empty file. Keys start at 1; 0 stands for none. Moments are microseconds since 1970. */
export function layoutStatements(columns: readonly FilterColumn[]): string[] {
  const filters = columns.map(({ column, many }) => `${column} ${many ? 'uinteger' : 'usmallint'} not null`);
  return [
    `create table follower (fingerprint varchar not null, identity varchar not null,
                            position bigint not null, complete boolean not null)`,
    `create table activity (
       id bigint not null, moment bigint not null, customer_key uinteger, order_key uinteger,
       actor_kind utinyint not null, is_note boolean not null, ${FIELDS_SET} uinteger not null,
       ${filters.join(', ')})`,
    'create table customer (value uuid not null, key uinteger not null)',
    'create table "order" (value uuid not null, key uinteger not null)',
    ...manyColumns(columns).flatMap((column) => [
      `create table ${column}_set (value varchar not null, key uinteger not null)`,
      `create table ${column}_member (set_key uinteger not null, key uinteger not null)`,
    ]),
  ];
}
