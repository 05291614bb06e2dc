import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ZERO_ID } from '@daybook/contracts';
import type { FilterColumn } from '../../model/filter-columns';
import { manyColumns, NARROW_LIMIT } from './column-layout';
import { quoted, rowsOf } from '../file/duckdb-file';
import { copyStatement, FOLLOWED } from './followed-rows';
import type { FollowerFile } from './follower-file';
import { whole } from '../file/whole';

/** Rows whose totals are worked out at once: as many as fit into memory when sorted. */
const PORTION = 20_000_000;

/**
 * Fills an empty file with every row up to a position, month by month: PostgreSQL writes one out while DuckDB takes
 * in the one before. Rows go through a file between them, because DuckDB reads text many times faster than this
 * process could hand it over.
 */
export class BulkLoad {
  constructor(
    private readonly client: Client,
    private readonly opened: FollowerFile,
    private readonly columns: readonly FilterColumn[],
    private readonly signal: AbortSignal,
  ) {}

  /** @param now milliseconds since 1970 @returns how many rows there were */
  async run(position: number, now: number): Promise<number> {
    const months = await this.months(position);
    let rows = 0;
    let before: Promise<number> = Promise.resolve(0);
    try {
      for (const [nth, month] of months.entries()) {
        const part = this.opened.file.parts[nth % 2];
        await this.copyOut(month, position, part);
        rows += await before;
        before = this.takeIn(part);
        // Waited for in the next round; until then it must not count as nobody's failure.
        before.catch(() => undefined);
      }
      rows += await before;
    } finally {
      await before.catch(() => undefined);
      for (const part of this.opened.file.parts) await rm(part, { force: true });
    }
    const { rollups } = this.opened;
    await rollups.count();
    while (await rollups.rollUp(now, PORTION)) this.signal.throwIfAborted();
    await this.opened.finish(position);
    return rows;
  }

  /** The months of UTC that have rows, as half-open ranges. */
  private async months(position: number): Promise<{ from: string; to: string }[]> {
    const { rows } = await this.client.query<{ from: string; to: string }>(
      `select m::text as from, (m + interval '1 month')::text as to
         from generate_series(
                (select date_trunc('month', min(occurred_at) at time zone 'UTC') from activity),
                (select max(occurred_at) at time zone 'UTC' from activity), interval '1 month') m
        where exists (select from activity
                       where occurred_at >= m at time zone 'UTC'
                         and occurred_at < (m + interval '1 month') at time zone 'UTC'
                         and id <= $1::bigint)`,
      [position],
    );
    return rows;
  }

  private async copyOut(
    { from, to }: { from: string; to: string },
    position: number,
    part: string,
  ): Promise<void> {
    const where = `id <= ${whole(position)} and occurred_at >= '${from}+00' and occurred_at < '${to}+00'`;
    const rows = this.client.query(copyTo(copyStatement(this.columns, where)));
    await pipeline(rows, createWriteStream(part), { signal: this.signal });
  }

  private async takeIn(part: string): Promise<number> {
    const fields = [
      ...FOLLOWED.map(({ name, type }) => `'${name}': '${type}'`),
      ...this.columns.map(({ column, many }) => `'${column}': '${many ? 'varchar' : 'uinteger'}'`),
    ];
    await this.ask(
      `create or replace temp table part as
       select * from read_csv(${quoted(part)}, header = false, delim = '\t', quote = '', escape = '',
                              nullstr = '\\N', columns = {${fields.join(', ')}})`,
    );
    for (const { column, many } of this.columns) if (!many) await this.makeRoom(column);
    await this.intern('customer', 'customer', `customer <> '${ZERO_ID}'`);
    await this.intern('"order"', 'order_id', 'true');
    await this.intern('currency', 'currency', 'true');
    for (const column of manyColumns(this.columns)) await this.internSets(column);
    const [row] = await this.ask(this.insertRows());
    await this.insertFields();
    await this.ask('drop table part');
    return Number(row?.[0]);
  }

  private async makeRoom(column: string): Promise<void> {
    const [row] = await this.ask(`select coalesce(max(${column}), 0) from part`);
    if (Number(row?.[0]) > NARROW_LIMIT) await this.opened.widen(column);
  }

  /** Gives numbers to values that have none yet. @returns the highest number before them */
  private async intern(table: string, column: string, where: string): Promise<number> {
    const [row] = await this.ask(`select coalesce(max(key), 0) from ${table}`);
    const highest = Number(row?.[0]);
    await this.ask(
      `insert into ${table} (value, key)
       select value, ${whole(highest)} + row_number() over (order by value)
         from (select distinct ${column} as value from part where ${column} is not null and ${where}) p
        where not exists (select 1 from ${table} t where t.value = p.value)`,
    );
    return highest;
  }

  private async internSets(column: string): Promise<void> {
    const highest = await this.intern(`${column}_set`, column, 'true');
    await this.ask(
      `insert into ${column}_member (set_key, key)
       select key as set_key, unnest(${keysOf('value')}) as member
         from ${column}_set where key > ${whole(highest)} and value <> '{}' order by member, set_key`,
    );
  }

  private insertRows(): string {
    const sets = manyColumns(this.columns);
    const filters = this.columns.map(({ column, many }) =>
      many ? `coalesce(${column}_set.key, 0)` : `coalesce(p.${column}, 0)`,
    );
    return `
      insert into activity
      select p.id, p.moment, c.key, o.key, p.actor_kind, p.is_note = 1,
             coalesce(m.key, 0), coalesce(p.amount, 0), ${filters.join(', ')}
        from part p
        left join customer c on c.value = p.customer
        left join "order" o on o.value = p.order_id
        left join currency m on m.value = p.currency
        ${sets.map((column) => `left join ${column}_set on ${column}_set.value = p.${column}`).join('\n')}
       order by p.moment, p.id`;
  }

  private async insertFields(): Promise<void> {
    await this.ask(
      `insert into field_set
       select a.*, f.field_key, if(a.user_key = 0, -(a.actor_kind::integer), a.user_key::integer)
         from activity a
         join (select id, unnest(${keysOf('fields_set')}) as field_key
                 from part where fields_set is not null and fields_set <> '{}') f on f.id = a.id
        where a.moment between (select min(moment) from part) and (select max(moment) from part)
        order by a.moment, a.id`,
    );
  }

  private async ask(statement: string): Promise<unknown[][]> {
    this.signal.throwIfAborted();
    return rowsOf(this.opened.file.writer, statement);
  }
}

/** The keys of a set that PostgreSQL wrote as `{1,2}`. */
function keysOf(set: string): string {
  return `string_split(${set}[2:-2], ',')::uinteger[]`;
}
