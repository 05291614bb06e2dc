import {
  BIGINT,
  BOOLEAN,
  DuckDBDataChunk,
  INTEGER,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { ACTOR_DIMENSION } from '../../model/dimension-names';
import type { FilterColumn } from '../../model/filter-columns';
import { manyColumns, NARROW_LIMIT } from './column-layout';
import { numbers, rowsOf } from '../file/duckdb-file';
import { FOLLOWED, placeOf } from './followed-rows';
import { whole } from '../file/whole';
import { SurrogateKeys } from './surrogate-keys';

/** Rows of a chunk: DuckDB's own vector size. */
const CHUNK = 2_048;
const NONE = '\\N';
const ZERO_ID = '00000000-0000-0000-0000-000000000000';
const FIELDS_SET = placeOf('fields_set');

type Row = readonly string[];

/** Appends followed rows; every call runs inside the writer's transaction. */
export class RowAppender {
  private readonly customers: SurrogateKeys;
  private readonly orders: SurrogateKeys;
  private readonly currencies: SurrogateKeys;
  private readonly sets: Map<string, SurrogateKeys>;
  /** Where the users' column stands among those of the filters. */
  private readonly userPlace: number;
  private wide: Set<string> | null = null;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly columns: readonly FilterColumn[],
  ) {
    this.userPlace = columns.findIndex(({ dimension }) => dimension === ACTOR_DIMENSION);
    this.customers = new SurrogateKeys(connection, 'customer', 'uuid');
    this.orders = new SurrogateKeys(connection, '"order"', 'uuid');
    this.currencies = new SurrogateKeys(connection, 'currency', 'varchar');
    this.sets = new Map(
      manyColumns(columns).map((column) => [
        column,
        new SurrogateKeys(connection, `${column}_set`, 'varchar'),
      ]),
    );
  }

  /** Appends rows as `followedRows` gives them. */
  async append(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const at = placeOf;
    const values: DuckDBValue[][] = [
      rows.map((row) => BigInt(row[at('id')])),
      rows.map((row) => BigInt(row[at('moment')])),
      await this.identities(this.customers, rows, at('customer')),
      await this.identities(this.orders, rows, at('order_id')),
      rows.map((row) => Number(row[at('actor_kind')])),
      rows.map((row) => row[at('is_note')] === '1'),
      await this.currencyKeys(rows, at('currency')),
      rows.map((row) => (row[at('amount')] === NONE ? 0n : BigInt(row[at('amount')]))),
    ];
    for (const [nth, { column, many }] of this.columns.entries()) {
      const place = FOLLOWED.length + nth;
      values.push(
        many ? await this.setKeys(column, rows, place) : await this.singleKeys(column, rows, place),
      );
    }
    const types = await this.types();
    await this.write('activity', types, values);
    const fields = rows.flatMap((row, nth) => membersOf(row[FIELDS_SET]).map((key) => ({ nth, key })));
    if (fields.length === 0) return;
    const users = values[values.length - this.columns.length + this.userPlace];
    const actorOf = (nth: number): number => Number(users[nth]) || -Number(rows[nth][at('actor_kind')]);
    await this.write(
      'field_set',
      [...types, UINTEGER, INTEGER],
      [
        ...values.map((column) => fields.map(({ nth }) => column[nth])),
        fields.map(({ key }) => key),
        fields.map(({ nth }) => actorOf(nth)),
      ],
    );
  }

  /** Puts rows in the place of those of the same numbers. */
  async replace(rows: readonly Row[]): Promise<void> {
    const ids = rows.map((row) => whole(Number(row[placeOf('id')]))).join(', ');
    for (const table of ['activity', 'field_set'])
      await rowsOf(this.connection, `delete from ${table} where id in (${ids})`);
    await this.append(rows);
  }

  private async write(
    table: string,
    types: readonly DuckDBType[],
    values: readonly DuckDBValue[][],
  ): Promise<void> {
    const appender = await this.connection.createAppender(table);
    for (let from = 0; from < values[0].length; from += CHUNK) {
      const part = values.map((column) => column.slice(from, from + CHUNK));
      const chunk = DuckDBDataChunk.create(types, part[0].length);
      chunk.setColumns(part);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  private async identities(keys: SurrogateKeys, rows: readonly Row[], at: number): Promise<DuckDBValue[]> {
    const values = new Set(rows.map((row) => row[at]));
    values.delete(NONE);
    values.delete(ZERO_ID);
    const found = (await keys.resolve(values)).keys;
    return rows.map((row) => found.get(row[at]) ?? null);
  }

  private async currencyKeys(rows: readonly Row[], at: number): Promise<DuckDBValue[]> {
    const values = new Set(rows.map((row) => row[at]));
    values.delete(NONE);
    const { keys } = await this.currencies.resolve(values);
    return rows.map((row) => keys.get(row[at]) ?? 0);
  }

  /** Numbers of sets; the members of those that are new are noted. */
  private async setKeys(column: string, rows: readonly Row[], at: number): Promise<DuckDBValue[]> {
    const values = new Set(rows.map((row) => row[at]));
    values.delete(NONE);
    const { keys, fresh } = await (this.sets.get(column) as SurrogateKeys).resolve(values);
    const members = fresh.flatMap((value) =>
      membersOf(value).map((key) => ({ set: keys.get(value) as number, key })),
    );
    if (members.length > 0) {
      await rowsOf(
        this.connection,
        `insert into ${column}_member select unnest($1::uinteger[]), unnest($2::uinteger[])`,
        [numbers(members.map(({ set }) => set)), numbers(members.map(({ key }) => key))],
      );
    }
    return rows.map((row) => keys.get(row[at]) ?? 0);
  }

  private async singleKeys(column: string, rows: readonly Row[], at: number): Promise<DuckDBValue[]> {
    let highest = 0;
    const values = rows.map((row) => {
      const key = row[at] === NONE ? 0 : Number(row[at]);
      if (key > highest) highest = key;
      return key;
    });
    if (highest > NARROW_LIMIT) await this.widen(column);
    return values;
  }

  /** Makes room for large keys in a column, wherever it stands. */
  async widen(column: string): Promise<void> {
    const wide = await this.wideColumns();
    if (wide.has(column)) return;
    const tables = await rowsOf(
      this.connection,
      `select table_name from information_schema.columns where column_name = '${column}' and data_type = 'USMALLINT'`,
    );
    for (const [table] of tables)
      await rowsOf(this.connection, `alter table ${String(table)} alter column ${column} type uinteger`);
    wide.add(column);
  }

  private async wideColumns(): Promise<Set<string>> {
    this.wide ??= await wideColumns(this.connection);
    return this.wide;
  }

  private async types(): Promise<DuckDBType[]> {
    const wide = await this.wideColumns();
    return [
      ...[BIGINT, BIGINT, UINTEGER, UINTEGER, UTINYINT, BOOLEAN, USMALLINT, BIGINT],
      ...this.columns.map(({ column, many }) => (many || wide.has(column) ? UINTEGER : USMALLINT)),
    ];
  }
}

/** The keys of a set as PostgreSQL writes it. */
function membersOf(set: string): number[] {
  if (set === NONE) return [];
  const members = set.slice(1, -1);
  return members === '' ? [] : members.split(',').map(Number);
}

async function wideColumns(connection: DuckDBConnection): Promise<Set<string>> {
  const rows = await rowsOf(
    connection,
    `select column_name from information_schema.columns where table_name = 'activity' and data_type = 'UINTEGER'`,
  );
  return new Set(rows.map(([name]) => String(name)));
}
