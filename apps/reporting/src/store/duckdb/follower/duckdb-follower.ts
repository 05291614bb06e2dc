import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { FilterColumn } from '../../model/filter-columns';
import type { ReadyPosition } from '../../model/report-store';
import { BulkLoad } from './bulk-load';
import { correctedRows, followedRows, readSource, type Source } from './followed-rows';
import { ArrivalRate } from './arrival-rate';
import { FollowerFile, tailStatement, type FileShape } from './follower-file';
import { PollRest } from './poll-rest';
import { ROLLUP_SETTINGS, type RollupSettings } from '../rollups/rollups';

/** After a failure; doubled each time up to the longest. */
const RETRY_MS = 250;
const LONGEST_RETRY_MS = 30_000;
/** Numbers followed in one transaction. */
const SLICE = 20_000;

/** Rows a second from which on they are taken for a stream that does not end. */
const STREAMING = 500;

/** What of a logger is used. */
export interface FollowerLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: unknown, ...rest: unknown[]): void;
}

/** A file that may be asked up to a position. */
export interface Serving extends Pick<FollowerFile, 'file' | 'rollups' | 'holdsJust'> {
  position: number;
}

/** Where a follower reads and writes. */
export interface FollowerSettings {
  path: string;
  databaseUrl: string;
  columns: readonly FilterColumn[];
  logger: FollowerLog;
  /** The time by which days are over. */
  now: () => Date;
  rollups?: RollupSettings;
}

/**
 * Keeps a DuckDB file in step with PostgreSQL's committed rows, and makes it anew whenever it is missing, damaged,
 * of other filters, or of another database.
 */
export class DuckDbFollower {
  private stop = new AbortController();
  private client: Client | null = null;
  private opened: FollowerFile | null = null;
  /** Whether PostgreSQL and the file were compared since either was opened. */
  private trusted = false;
  /** What PostgreSQL was asked for when what is published was the newest, and when that was. */
  private last = { store: 0, at: 0 };
  private readonly arrivals = new ArrivalRate();
  private damage: unknown = null;
  private loop: Promise<void> = Promise.resolve();
  private failures = 0;
  private readonly polling = new PollRest();
  private readonly waiting = new Set<() => void>();

  private readonly shape: FileShape;

  constructor(private readonly settings: FollowerSettings) {
    this.shape = {
      path: settings.path,
      columns: settings.columns,
      rollups: settings.rollups ?? ROLLUP_SETTINGS,
    };
  }

  /** Follows until it is closed. Not before the filters' columns are filled. */
  start(): void {
    this.stop = new AbortController();
    this.loop = this.run();
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.polling.end();
    await this.loop;
    await this.disconnect();
    this.shut();
  }

  /** The file, and the newest position at which it may be asked; null while PostgreSQL must answer. */
  get serving(): Serving | null {
    if (this.opened === null || !this.trusted || this.damage !== null || !this.opened.file.isThere)
      return null;
    const { opened } = this;
    const { file, rollups, published } = opened;
    return published === null
      ? null
      : { file, rollups, position: published, holdsJust: (position) => opened.holdsJust(position) };
  }

  /**
   * Where it may be asked, and of which store, if not longer ago than a limit that was the newest position; null else.
   * @param limitMs milliseconds
   * @returns also whether so many rows are coming that it will hardly be the newest again
   */
  fresh(limitMs: number): ReadyPosition | null {
    const { serving } = this;
    this.polling.busy();
    if (serving === null || Date.now() - this.last.at > limitMs) return null;
    return {
      position: serving.position,
      store: this.last.store,
      streaming: this.arrivals.perSecond > STREAMING,
    };
  }

  /** Whether the days that are over are rolled up. */
  get rolledUp(): boolean {
    return this.opened?.rollups.isDone(+this.settings.now()) ?? false;
  }

  /** Waits, not longer than a limit, until it has a position; it looks at once for what it lacks. */
  async catchUp(position: number, limitMs: number): Promise<void> {
    const until = Date.now() + limitMs;
    for (let left = limitMs; left > 0; left = until - Date.now()) {
      const { serving } = this;
      if (serving === null || serving.position >= position) return;
      this.wake();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(reported, left);
        const { waiting } = this;
        function reported(): void {
          clearTimeout(timer);
          waiting.delete(reported);
          resolve();
        }
        waiting.add(reported);
      });
    }
  }

  /** Something was committed: there may be rows. */
  nudge(): void {
    this.polling.busy();
    if (this.polling.isDue) this.wake();
  }

  /** Cuts the rest before the next look short; after a failure that is put off on purpose. */
  wake(): void {
    if (this.failures === 0) this.polling.end();
  }

  /** Somebody could not read the file: it is rebuilt unless it only asked for too much. */
  suspect(error: unknown): void {
    this.settings.logger.warn('the column store could not answer; PostgreSQL does', error);
    if (!/out of memory/i.test(String(error))) this.damage ??= error;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      let wait: number;
      try {
        const more = await this.step();
        this.failures = 0;
        wait = more ? 0 : this.polling.ms;
      } catch (error) {
        this.trusted = false;
        await this.disconnect();
        if (this.stop.signal.aborted) return;
        wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.failures++);
        this.settings.logger.warn('the column store cannot follow for now; PostgreSQL answers', error);
      }
      for (const reported of this.waiting) reported();
      if (!this.stop.signal.aborted) await this.polling.rest(wait);
    }
  }

  /** @returns whether there is more to do at once */
  private async step(): Promise<boolean> {
    const client = await this.connected();
    const askedAt = Date.now();
    const source = await readSource(client);
    const opened = (await this.current()) ?? (await this.rebuild(client, source));
    if (!(await this.agrees(client, opened, source))) {
      this.settings.logger.info('the column store is of another database and is rebuilt');
      await this.rebuild(client, source);
      return true;
    }
    await this.follow(client, opened, source.position);
    this.trusted = true;
    if (opened.published === source.position) this.last = { store: source.store, at: askedAt };
    return this.inFile(() => opened.rollups.rollUp(+this.settings.now()));
  }

  /** The file, if what lies at the path can be used. */
  private async current(): Promise<FollowerFile | null> {
    if (this.damage !== null) {
      this.shut();
      return null;
    }
    if (this.opened !== null && this.opened.file.isThere) return this.opened;
    this.shut();
    if (!existsSync(this.settings.path)) return null;
    try {
      this.opened = await FollowerFile.open(this.shape);
    } catch (error) {
      // Somebody else's file is not to be removed under him.
      if (/could not set lock/i.test(String(error))) throw error;
      this.settings.logger.warn('the column store cannot be read and is rebuilt', error);
    }
    return this.opened;
  }

  private async agrees(client: Client, opened: FollowerFile, source: Source): Promise<boolean> {
    if (opened.identity !== source.identity || opened.position > source.position) return false;
    if (this.trusted) return true;
    const { rows } = await client.query<Record<string, string>>(
      tailStatement(opened.position, '(extract(epoch from occurred_at) * 1000000)::bigint'),
    );
    const [row] = rows;
    return (await this.inFile(() => opened.tail())) === JSON.stringify([row?.rows, row?.moments, row?.types]);
  }

  private async follow(client: Client, opened: FollowerFile, position: number): Promise<void> {
    while (opened.position < position && !this.stop.signal.aborted) {
      const until = Math.min(position, opened.position + SLICE);
      const rows: string[][] = [];
      const range = { after: opened.position, until };
      const corrected = await correctedRows(client, this.settings.columns, range);
      for await (const part of followedRows(client, this.settings.columns, range)) {
        for (const row of part) rows.push(row);
      }
      await this.inFile(() => opened.append(rows, until, corrected));
      this.arrivals.add(rows.length);
    }
    // Not in between: only where a batch ends is it known what is complete.
    if (opened.position === position) opened.published = position;
  }

  private async rebuild(client: Client, { identity, position }: Source): Promise<FollowerFile> {
    const began = Date.now();
    this.shut();
    this.damage = null;
    const made = await FollowerFile.make(this.shape, identity);
    let rows: number;
    try {
      const fill = new BulkLoad(client, made, this.settings.columns, this.stop.signal);
      rows = await fill.run(position, +this.settings.now());
    } finally {
      // Opened afresh, it does not go on with all the memory that making it took.
      made.file.close();
    }
    const opened = await FollowerFile.open(this.shape);
    if (opened === null) throw new Error('the column store that was made is not whole');
    this.opened = opened;
    this.settings.logger.info('the column store was rebuilt', { rows, ms: Date.now() - began });
    return opened;
  }

  /** What fails in the file rather than in PostgreSQL is damage: a transaction cut short leaves it in an unknown state. */
  private async inFile<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.damage ??= error;
      throw error;
    }
  }

  private shut(): void {
    this.trusted = false;
    this.opened?.file.close();
    this.opened = null;
  }

  private async connected(): Promise<Client> {
    if (this.client !== null) return this.client;
    const client = new Client({
      connectionString: this.settings.databaseUrl,
      application_name: 'reporting column store',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', () => (this.trusted = false));
    await client.connect();
    this.trusted = false;
    this.client = client;
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = null;
    if (client === null) return;
    // A COPY that was left would have to be read to its end first; the process need not wait for that.
    await Promise.race([client.end().catch(() => undefined), pause(500)]);
  }
}
