import type { DuckDBConnection } from '@duckdb/node-api';
import type { FilterColumn } from '../../model/filter-columns';
import { DayBlocks } from './day-blocks';
import { quoted, rowsOf } from '../file/duckdb-file';
import {
  dailyOf,
  DAY_US,
  rollupStatement,
  distinctNameOf,
  rollupNameOf,
  rollupsOf,
  type DistinctColumn,
  type Rollup,
} from './rollup-tables';
import { whole } from '../file/whole';

/** How days are rolled up. */
export interface RollupSettings {
  /** Days of a block. */
  days: number;
  /** Milliseconds after its end before a block is rolled up: most late rows have come by then. */
  lag: number;
  /** Rows that are rolled up in one go. */
  portion: number;
  /** Late rows after which a block is rolled up again: at least so many, and such a part of its rows. */
  redo: { rows: number; part: number };
  /** From so many rows in a block on, a rollup must have at most such a part of as many, or it is given up. */
  worth: { rows: number; part: number };
  /** Up to so many rows are read as fast as they are put together from rolled_up blocks, or single days, and what lies between. */
  few: { blocks: number; days: number };
}

/** What a question may use of rollups. */
export type UsableRollups = Pick<Rollups, 'of' | 'distinct'>;

/** For a question that is answered from the rows alone. */
export const NO_ROLLUPS: UsableRollups = { of: () => [], distinct: () => [] };

/** Blocks of days rather than days: half of the rows of a rollup, and no need to put days together later. */
export const ROLLUP_SETTINGS: RollupSettings = {
  days: 8,
  lag: 2 * 86_400_000,
  portion: 300_000,
  redo: { rows: 1_000, part: 0.25 },
  worth: { rows: 50_000, part: 0.35 },
  few: { blocks: 300_000, days: 10_000 },
};

/** What a rollup holds at a moment. */
export interface RolledUp {
  table: string;
  /** Blocks whose totals it has. */
  done: ReadonlySet<number>;
  blocks: DayBlocks;
  /** Up to how many rows are better read themselves. */
  few: number;
}

/**
 * Keeps the totals of blocks of days that are over. They always hold every row of a rolled-up block that the file
 * holds, late ones too: those are added in the transaction that appends them.
 */
export class Rollups {
  private readonly rollups: Map<string, Rollup>;
  /** Blocks that each rollup has. */
  private readonly done = new Map<string, Set<number>>();
  /** By the days of a block: one, and the pace's. */
  private readonly lengths: ReadonlyMap<number, DayBlocks>;
  /** Raised before a block is taken out of its rollup: what was planned before may have read after it. */
  generation = 0;

  private constructor(
    private readonly connection: DuckDBConnection,
    columns: readonly FilterColumn[],
    private readonly pace: RollupSettings,
  ) {
    this.rollups = new Map(rollupsOf(columns, pace.days).map((rollup) => [rollup.table, rollup]));
    this.lengths = new Map([1, pace.days].map((days) => [days, new DayBlocks(days)]));
  }

  /** What a file has rolled up. */
  static async read(
    connection: DuckDBConnection,
    columns: readonly FilterColumn[],
    pace: RollupSettings,
  ): Promise<Rollups> {
    const rollups = new Rollups(connection, columns, pace);
    for (const [dropped] of await rowsOf(connection, 'select rollup from dropped_rollup'))
      rollups.rollups.delete(String(dropped));
    await rollups.count();
    for (const [table, block, late] of await rowsOf(
      connection,
      'select rollup, block, late from rolled_up',
    )) {
      rollups.doneOf(String(table)).add(Number(block));
      const known = rollups.blocksOf(rollups.rollups.get(String(table)) as Rollup).late;
      known.set(Number(block), Math.max(Number(late), known.get(Number(block)) ?? 0));
    }
    return rollups;
  }

  /** The rollups that answer questions about some columns, that of the longest blocks first. */
  of(columns: Iterable<string>): RolledUp[] {
    const table = rollupNameOf(columns);
    const { few } = this.pace;
    return [this.stateOf(table, few.blocks), this.stateOf(dailyOf(table), few.days)].flat();
  }

  /** The rollup that has the keys of a column. */
  distinct(column: DistinctColumn): RolledUp[] {
    return this.stateOf(distinctNameOf(column), this.pace.few.blocks);
  }

  private stateOf(table: string, few: number): RolledUp[] {
    const rollup = this.rollups.get(table);
    if (rollup === undefined) return [];
    return [{ table, few, done: this.doneOf(table), blocks: this.blocksOf(rollup) }];
  }

  /** Counts every row anew, after many were appended at once. */
  async count(): Promise<void> {
    for (const blocks of this.lengths.values()) blocks.rows.clear();
    const found = await rowsOf(
      this.connection,
      `select moment // ${whole(DAY_US)}, count(*) from activity where moment >= ${whole(DAY_US)} group by 1`,
    );
    for (const [day, rows] of found)
      for (const blocks of this.lengths.values()) blocks.add(blocks.of(Number(day) * DAY_US), Number(rows));
  }

  /** Whether everything is rolled up that should be. @param now milliseconds since 1970 */
  isDone(now: number): boolean {
    return this.next(now) === null;
  }

  /** Rolls up a portion, in a transaction of its own. @returns whether there was anything to roll up */
  async rollUp(now: number, portion = this.pace.portion): Promise<boolean> {
    const due = this.next(now);
    if (due === null) return false;
    const { rollup, from } = due;
    const done = this.doneOf(rollup.table);
    const blocks = this.blocksOf(rollup);
    const last = blocks.lastAt(now - this.pace.lag);
    let [until, rows] = [from, 0];
    do rows += blocks.rows.get(until++) ?? 0;
    while (until <= last && !done.has(until) && rows + (blocks.rows.get(until) ?? 0) <= portion);
    await this.write(rollup, from, until);
    for (let block = from; block < until; block++) done.add(block);
    return true;
  }

  private async write(rollup: Rollup, from: number, until: number): Promise<void> {
    const within = this.blocksOf(rollup).within(from, until);
    await rowsOf(this.connection, 'begin');
    await rowsOf(this.connection, `insert into ${rollup.table} ${rollupStatement(rollup, within)}`);
    await rowsOf(
      this.connection,
      `insert into rolled_up select '${rollup.table}', unnest(range(${whole(from)}, ${whole(until)})), 0`,
    );
    if (await this.isWorthless(rollup, from, until)) {
      await rowsOf(this.connection, `delete from rolled_up where rollup = '${rollup.table}'`);
      await rowsOf(this.connection, `insert into dropped_rollup values ('${rollup.table}')`);
      this.generation += 1;
      this.rollups.delete(rollup.table);
      await rowsOf(this.connection, `truncate ${rollup.table}`);
    }
    await rowsOf(this.connection, 'commit');
  }

  /** Two columns together may have nearly as many totals as there are rows: then the rows are as good. */
  private async isWorthless(rollup: Rollup, from: number, until: number): Promise<boolean> {
    if (rollup.columns.length < 2) return false;
    const rows = this.blocksOf(rollup).between(from, until);
    if (rows < this.pace.worth.rows) return false;
    const [row] = await rowsOf(
      this.connection,
      `select count(*) from ${rollup.table} where block >= ${whole(from)} and block < ${whole(until)}`,
    );
    return Number(row?.[0]) > rows * this.pace.worth.part;
  }

  /**
   * Takes appended rows into the totals of blocks that are rolled up already; inside the transaction that appends them.
   * @param moments of the rows
   * @param where the condition that finds them
   */
  async adjust(moments: readonly number[], where: string): Promise<void> {
    const fresh = new Map([...this.lengths.values()].map((blocks) => [blocks, new Map<number, number>()]));
    for (const [blocks, counts] of fresh) {
      for (const moment of moments) {
        const block = blocks.of(moment);
        counts.set(block, (counts.get(block) ?? 0) + 1);
      }
      for (const [block, rows] of counts) blocks.add(block, rows);
    }
    const hits = [...this.rollups.values()].flatMap((rollup) => {
      const blocks = this.blocksOf(rollup);
      const done = this.doneOf(rollup.table);
      const late = [...(fresh.get(blocks)?.keys() ?? [])].filter((block) => done.has(block));
      return late.length === 0 ? [] : [{ rollup, blocks, late }];
    });
    if (hits.length === 0) return;
    // Looked for once: every rollup would look for the same few rows among millions.
    await rowsOf(
      this.connection,
      `create or replace temp table late_row as select * from activity where ${where}`,
    );
    for (const { rollup, blocks, late } of hits) {
      const within = late.map((block) => blocks.within(block, block + 1)).join(' or ');
      await rowsOf(
        this.connection,
        `insert into ${rollup.table} ${rollupStatement(rollup, within, 'late_row')}`,
      );
    }
    await rowsOf(this.connection, 'drop table late_row');
    for (const [blocks, counts] of fresh) {
      const late = hits.filter((hit) => hit.blocks === blocks).flatMap((hit) => hit.late);
      for (const block of new Set(late)) await this.countLate(blocks, block, counts.get(block) ?? 0);
    }
  }

  private async countLate(blocks: DayBlocks, block: number, rows: number): Promise<void> {
    const late = (blocks.late.get(block) ?? 0) + rows;
    const { redo } = this.pace;
    if (late <= redo.rows || late <= redo.part * (blocks.rows.get(block) ?? 0)) {
      blocks.late.set(block, late);
      const tables = this.tablesOf(blocks).map(({ table }) => quoted(table));
      const where = `block = ${whole(block)} and rollup in (${tables.join(', ')})`;
      await rowsOf(this.connection, `update rolled_up set late = ${whole(late)} where ${where}`);
      return;
    }
    // So many pieces of totals are slower than one.
    await this.forget(blocks, block);
  }

  /**
   * Lets the blocks be rolled up again in which rows were replaced; inside the transaction that replaces them.
   * @param moments of the rows
   */
  async redo(moments: readonly number[]): Promise<void> {
    for (const blocks of this.lengths.values())
      for (const block of new Set(moments.map((moment) => blocks.of(moment))))
        await this.forget(blocks, block);
  }

  /** Lets a block be rolled up again. */
  private async forget(blocks: DayBlocks, block: number): Promise<void> {
    blocks.late.delete(block);
    // At once in all of them: a question planned from here on counts on none.
    const held = this.tablesOf(blocks).filter(({ table }) => this.doneOf(table).delete(block));
    this.generation += 1;
    for (const { table } of held) {
      await rowsOf(this.connection, `delete from ${table} where block = ${whole(block)}`);
      await rowsOf(
        this.connection,
        `delete from rolled_up where block = ${whole(block)} and rollup = ${quoted(table)}`,
      );
    }
  }

  private tablesOf(blocks: DayBlocks): Rollup[] {
    return [...this.rollups.values()].filter((rollup) => this.blocksOf(rollup) === blocks);
  }

  /** The first block that is due, of the first rollup that lacks one. */
  private next(now: number): { rollup: Rollup; from: number } | null {
    for (const rollup of this.rollups.values()) {
      const blocks = this.blocksOf(rollup);
      const done = this.doneOf(rollup.table);
      const last = blocks.lastAt(now - this.pace.lag);
      for (let block = blocks.oldest; block <= last; block++)
        if (!done.has(block)) return { rollup, from: block };
    }
    return null;
  }

  private blocksOf({ days }: Rollup): DayBlocks {
    return this.lengths.get(days) as DayBlocks;
  }

  private doneOf(table: string): Set<number> {
    let done = this.done.get(table);
    if (done === undefined) this.done.set(table, (done = new Set()));
    return done;
  }
}
