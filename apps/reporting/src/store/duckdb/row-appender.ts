import {
  BIGINT,
  BOOLEAN,
  DuckDBDataChunk,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { FilterColumn } from '../filter-columns';
import { FIELDS_SET, manyColumns, NARROW_LIMIT } from './column-layout';
import { numbers, rowsOf } from './duckdb.file';
import { InternedKeys } from './interned-keys';

/** Rows of a chunk: DuckDB's own vector size. */
const CHUNK = 2_048;
const NONE = '\\N';
const ZERO_ID = '00000000-0000-0000-0000-000000000000';
const FIXED = ['customer_key', 'order_key', FIELDS_SET];

/** Appends followed rows; every call runs inside the writer's transaction. */
export class RowAppender {
  private readonly customers: InternedKeys;
  private readonly orders: InternedKeys;
  private readonly sets: Map<string, InternedKeys>;
  private wide: Set<string> | null = null;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly columns: readonly FilterColumn[],
  ) {
    this.customers = new InternedKeys(connection, 'customer', 'uuid');
    this.orders = new InternedKeys(connection, '"order"', 'uuid');
    this.sets = new Map(
      manyColumns(columns).map((column) => [
        column,
        new InternedKeys(connection, `${column}_set`, 'varchar'),
      ]),
    );
  }

  /** Appends rows as `followedRows` gives them. */
  async append(rows: readonly (readonly string[])[]): Promise<void> {
    if (rows.length === 0) return;
    const fixed: DuckDBValue[][] = [
      rows.map((row) => BigInt(row[0])),
      rows.map((row) => BigInt(row[1])),
      await this.identities(this.customers, rows, 2),
      await this.identities(this.orders, rows, 3),
      rows.map((row) => Number(row[4])),
      rows.map((row) => row[5] === 't'),
      await this.setKeys(FIELDS_SET, rows, 6),
    ];
    const filters: DuckDBValue[][] = [];
    for (const [at, { column, many }] of this.columns.entries()) {
      filters.push(
        many ? await this.setKeys(column, rows, 7 + at) : await this.singleKeys(column, rows, 7 + at),
      );
    }
    const types = await this.types();
    const appender = await this.connection.createAppender('activity');
    for (let from = 0; from < rows.length; from += CHUNK) {
      const values = [...fixed, ...filters].map((column) => column.slice(from, from + CHUNK));
      const chunk = DuckDBDataChunk.create(types, values[0]?.length ?? 0);
      chunk.setColumns(values);
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  private async identities(
    keys: InternedKeys,
    rows: readonly (readonly string[])[],
    at: number,
  ): Promise<DuckDBValue[]> {
    const values = new Set(rows.map((row) => row[at]));
    values.delete(NONE);
    values.delete(ZERO_ID);
    const found = (await keys.resolve(values)).keys;
    return rows.map((row) => found.get(row[at]) ?? null);
  }

  /** Numbers of sets; the members of those that are new are noted. */
  private async setKeys(
    column: string,
    rows: readonly (readonly string[])[],
    at: number,
  ): Promise<DuckDBValue[]> {
    const values = new Set(rows.map((row) => row[at]));
    values.delete(NONE);
    const { keys, fresh } = await (this.sets.get(column) as InternedKeys).resolve(values);
    const members = fresh.flatMap((value) =>
      value
        .slice(1, -1)
        .split(',')
        .filter((member) => member !== '')
        .map((member) => ({ set: keys.get(value) as number, key: Number(member) })),
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

  private async singleKeys(
    column: string,
    rows: readonly (readonly string[])[],
    at: number,
  ): Promise<DuckDBValue[]> {
    let highest = 0;
    const values = rows.map((row) => {
      const key = row[at] === NONE ? 0 : Number(row[at]);
      if (key > highest) highest = key;
      return key;
    });
    const wide = await this.wideColumns();
    if (highest > NARROW_LIMIT && !wide.has(column)) {
      await rowsOf(this.connection, `alter table activity alter column ${column} type uinteger`);
      wide.add(column);
    }
    return values;
  }

  private async wideColumns(): Promise<Set<string>> {
    this.wide ??= await wideColumns(this.connection);
    return this.wide;
  }

  private async types(): Promise<DuckDBType[]> {
    const wide = await this.wideColumns();
    return [
      ...[BIGINT, BIGINT, UINTEGER, UINTEGER, UTINYINT, BOOLEAN, UINTEGER],
      ...this.columns.map(({ column, many }) => (many || wide.has(column) ? UINTEGER : USMALLINT)),
    ];
  }
}

async function wideColumns(connection: DuckDBConnection): Promise<Set<string>> {
  const rows = await rowsOf(
    connection,
    `select column_name from information_schema.columns where table_name = 'activity' and data_type = 'UINTEGER'`,
  );
  const names = rows.map(([name]) => String(name));
  return new Set(names.filter((name) => !FIXED.includes(name)));
}
