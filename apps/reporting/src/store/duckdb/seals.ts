import type { DuckDBConnection } from '@duckdb/node-api';
import type { FilterColumn } from '../filter-columns';
import { rowsOf } from './duckdb.file';
import { whole } from './followed-rows';
import { rollupNameOf, rollupsOf, totalsStatement, type Rollup } from './rollups';

const DAY_US = 86_400_000_000;

/** How days are sealed. */
export interface SealingPace {
  /** Days of a block. */
  days: number;
  /** Milliseconds after its end before a block is sealed: most late rows have come by then. */
  lag: number;
  /** Rows that are sealed in one go. */
  portion: number;
  /** Late rows after which a block is sealed afresh: at least so many, and such a part of its rows. */
  worn: { rows: number; part: number };
  /** From so many rows in a block on, a rollup must have at most such a part of as many, or it is given up. */
  worth: { rows: number; part: number };
  /** Up to so many rows are read as fast as they are put together from sealed blocks and what lies between. */
  few: number;
}

/** Blocks of days rather than days: half of the rows of a rollup, and no need to put days together later. */
export const SEALING: SealingPace = {
  days: 16,
  lag: 2 * 86_400_000,
  portion: 300_000,
  worn: { rows: 1_000, part: 0.25 },
  worth: { rows: 50_000, part: 0.35 },
  few: 1_000_000,
};

/** What a rollup holds at a moment. */
export interface Sealed {
  table: string;
  /** Blocks whose totals it has, and how long one is in microseconds. */
  blocks: ReadonlySet<number>;
  blockUs: number;
  /** Rows of each block that has any, and up to how many are better read themselves. */
  rows: ReadonlyMap<number, number>;
  few: number;
}

/**
 * Keeps the totals of blocks of days that are over. They always hold every row of a sealed block that the file
 * holds, late ones too: those are added in the transaction that appends them.
 */
export class Seals {
  private readonly rollups: Map<string, Rollup>;
  /** Sealed blocks of each rollup. */
  private readonly sealed = new Map<string, Set<number>>();
  /** Rows and, of them, late ones, of each block that has any. */
  private readonly rows = new Map<number, number>();
  private readonly late = new Map<number, number>();
  private oldest = Infinity;
  /** Raised before a seal is broken: what was planned before may have read after it. */
  generation = 0;

  private constructor(
    private readonly connection: DuckDBConnection,
    columns: readonly FilterColumn[],
    private readonly pace: SealingPace,
  ) {
    this.rollups = new Map(rollupsOf(columns).map((rollup) => [rollup.table, rollup]));
  }

  /** What a file has sealed. */
  static async read(
    connection: DuckDBConnection,
    columns: readonly FilterColumn[],
    pace: SealingPace,
  ): Promise<Seals> {
    const seals = new Seals(connection, columns, pace);
    for (const [dropped] of await rowsOf(connection, 'select rollup from dropped_rollup'))
      seals.rollups.delete(String(dropped));
    await seals.count();
    for (const [rollup, block, late] of await rowsOf(connection, 'select rollup, block, late from sealed')) {
      seals.blocksOf(String(rollup)).add(Number(block));
      seals.late.set(Number(block), Math.max(Number(late), seals.late.get(Number(block)) ?? 0));
    }
    return seals;
  }

  /** The rollup that answers questions about some columns; null where there is none. */
  of(columns: Iterable<string>): Sealed | null {
    const table = rollupNameOf(columns);
    if (!this.rollups.has(table)) return null;
    return {
      table,
      blocks: this.blocksOf(table),
      blockUs: this.blockUs,
      rows: this.rows,
      few: this.pace.few,
    };
  }

  /** Counts every row anew, after many were appended at once. */
  async count(): Promise<void> {
    this.rows.clear();
    const found = await rowsOf(
      this.connection,
      `select moment // ${whole(this.blockUs)}, count(*) from activity where moment >= ${whole(this.blockUs)} group by 1`,
    );
    for (const [block, rows] of found) this.add(Number(block), Number(rows));
  }

  /** Whether everything is sealed that should be. @param now milliseconds since 1970 */
  isDone(now: number): boolean {
    return this.next(now) === null;
  }

  /** Seals a portion, in a transaction of its own. @returns whether there was anything to seal */
  async seal(now: number, portion = this.pace.portion): Promise<boolean> {
    const due = this.next(now);
    if (due === null) return false;
    const { rollup, from } = due;
    let [until, rows] = [from, 0];
    const blocks = this.blocksOf(rollup.table);
    const last = this.lastBlock(now);
    do rows += this.rows.get(until++) ?? 0;
    while (until <= last && !blocks.has(until) && rows + (this.rows.get(until) ?? 0) <= portion);
    await this.write(rollup, from, until);
    for (let block = from; block < until; block++) blocks.add(block);
    return true;
  }

  private async write(rollup: Rollup, from: number, until: number): Promise<void> {
    const within = this.withinBlocks(from, until);
    await rowsOf(this.connection, 'begin');
    await rowsOf(
      this.connection,
      `insert into ${rollup.table} ${totalsStatement(rollup, this.blockUs, within)}`,
    );
    await rowsOf(
      this.connection,
      `insert into sealed select '${rollup.table}', unnest(range(${whole(from)}, ${whole(until)})), 0`,
    );
    if (await this.isWorthless(rollup, from, until)) {
      await rowsOf(this.connection, `delete from sealed where rollup = '${rollup.table}'`);
      await rowsOf(this.connection, `insert into dropped_rollup values ('${rollup.table}')`);
      this.generation += 1;
      this.rollups.delete(rollup.table);
      await rowsOf(this.connection, `truncate ${rollup.table}`);
    }
    await rowsOf(this.connection, 'commit');
  }

  /** Two columns together may have nearly as many totals as there are rows: then the rows are as good. */
  private async isWorthless({ table, columns }: Rollup, from: number, until: number): Promise<boolean> {
    if (columns.length < 2) return false;
    let rows = 0;
    for (let block = from; block < until; block++) rows += this.rows.get(block) ?? 0;
    if (rows < this.pace.worth.rows) return false;
    const [row] = await rowsOf(
      this.connection,
      `select count(*) from ${table} where block >= ${whole(from)} and block < ${whole(until)}`,
    );
    return Number(row?.[0]) > rows * this.pace.worth.part;
  }

  /**
   * Takes appended rows into the totals of blocks that are sealed already; inside the transaction that appends them.
   * @param moments of the rows
   * @param where the condition that finds them
   */
  async adjust(moments: Iterable<number>, where: string): Promise<void> {
    const fresh = new Map<number, number>();
    for (const moment of moments) {
      const block = Math.floor(moment / this.blockUs);
      fresh.set(block, (fresh.get(block) ?? 0) + 1);
    }
    for (const [block, rows] of fresh) this.add(block, rows);
    const hits = [...this.rollups.values()].flatMap((rollup) => {
      const blocks = this.blocksOf(rollup.table);
      const late = [...fresh.keys()].filter((block) => blocks.has(block));
      return late.length === 0 ? [] : [{ rollup, late }];
    });
    if (hits.length === 0) return;
    // Looked for once: every rollup would look for the same few rows among millions.
    await rowsOf(
      this.connection,
      `create or replace temp table late_row as select * from activity where ${where}`,
    );
    for (const { rollup, late } of hits) {
      const within = late.map((block) => this.withinBlocks(block, block + 1)).join(' or ');
      await rowsOf(
        this.connection,
        `insert into ${rollup.table} ${totalsStatement(rollup, this.blockUs, within, 'late_row')}`,
      );
    }
    await rowsOf(this.connection, 'drop table late_row');
    for (const block of new Set(hits.flatMap(({ late }) => late)))
      await this.wear(block, fresh.get(block) ?? 0);
  }

  /** The condition that finds the rows of some blocks. */
  private withinBlocks(from: number, until: number): string {
    return `(moment >= ${whole(from * this.blockUs)} and moment < ${whole(until * this.blockUs)})`;
  }

  private async wear(block: number, rows: number): Promise<void> {
    const late = (this.late.get(block) ?? 0) + rows;
    const { worn } = this.pace;
    if (late <= worn.rows || late <= worn.part * (this.rows.get(block) ?? 0)) {
      this.late.set(block, late);
      await rowsOf(this.connection, `update sealed set late = ${whole(late)} where block = ${whole(block)}`);
      return;
    }
    // So many pieces of totals are slower than one: the block is sealed afresh.
    this.generation += 1;
    this.late.delete(block);
    for (const { table } of this.rollups.values()) {
      if (!this.blocksOf(table).delete(block)) continue;
      await rowsOf(this.connection, `delete from ${table} where block = ${whole(block)}`);
    }
    await rowsOf(this.connection, `delete from sealed where block = ${whole(block)}`);
  }

  /** The first block that is due, of the first rollup that lacks one. */
  private next(now: number): { rollup: Rollup; from: number } | null {
    const last = this.lastBlock(now);
    for (const rollup of this.rollups.values()) {
      const blocks = this.blocksOf(rollup.table);
      for (let block = this.oldest; block <= last; block++)
        if (!blocks.has(block)) return { rollup, from: block };
    }
    return null;
  }

  private lastBlock(now: number): number {
    return Math.floor(((now - this.pace.lag) * 1_000) / this.blockUs) - 1;
  }

  private add(block: number, rows: number): void {
    // Moments before the second block round towards it: they are never sealed.
    if (block < 1) return;
    this.rows.set(block, (this.rows.get(block) ?? 0) + rows);
    this.oldest = Math.min(this.oldest, block);
  }

  private blocksOf(table: string): Set<number> {
    let blocks = this.sealed.get(table);
    if (blocks === undefined) this.sealed.set(table, (blocks = new Set()));
    return blocks;
  }

  private get blockUs(): number {
    return this.pace.days * DAY_US;
  }
}
