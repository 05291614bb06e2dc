import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DuckDBInstance,
  LIST,
  UINTEGER,
  VARCHAR,
  listValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBListType,
  type DuckDBListValue,
  type DuckDBMaterializedResult,
  type DuckDBValue,
} from '@duckdb/node-api';
import { DomainError } from '@daybook/contracts';

/** How often it is looked whether a file was removed. */
const LOOK_EVERY_MS = 20;
const SETTINGS = {
  memory_limit: '400MB',
  threads: '2',
  // Groups of two or three small keys are counted in an array, not in a hash table: half the time.
  perfect_ht_threshold: '16',
  // Written back once this much was appended; what was not is in the log beside the file.
  checkpoint_threshold: '64MB',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};

/** A list bound to a statement. */
export interface BoundList {
  value: DuckDBListValue;
  type: DuckDBListType;
}

/** Whole numbers to bind as `$n::uinteger[]`. */
export function numbers(list: readonly number[]): BoundList {
  return { value: listValue(list), type: LIST(UINTEGER) };
}

/** Texts to bind as `$n::varchar[]`. */
export function texts(list: readonly string[]): BoundList {
  return { value: listValue(list), type: LIST(VARCHAR) };
}

/** Rows of a statement on one connection. */
export async function rowsOf(
  connection: DuckDBConnection,
  sql: string,
  bound: readonly BoundList[] = [],
): Promise<DuckDBValue[][]> {
  return (await resultOf(connection, sql, bound)).rows;
}

async function resultOf(
  connection: DuckDBConnection,
  sql: string,
  bound: readonly BoundList[],
): Promise<ReadResult> {
  // Prepared anew each time: a prepared statement shared by concurrent calls answers wrongly.
  const values = bound.map(({ value }) => value);
  const types = bound.map(({ type }) => type);
  return new ReadResult(
    await (bound.length === 0 ? connection.run(sql) : connection.run(sql, values, types)),
  );
}

/** A result that is there as a whole, to be taken by rows or, where there are thousands of them, by columns. */
export class ReadResult {
  private readonly chunks: DuckDBDataChunk[];

  /** Its chunks are in memory already: asking for each in another thread would take longer than most questions do. */
  constructor(result: DuckDBMaterializedResult) {
    this.chunks = Array.from({ length: result.chunkCount }, (_, at) => result.getChunk(at));
  }

  get rows(): DuckDBValue[][] {
    const rows: DuckDBValue[][] = [];
    for (const chunk of this.chunks) chunk.appendToRows(rows);
    return rows;
  }

  /** Empty where there is no row. */
  get columns(): DuckDBValue[][] {
    const columns: DuckDBValue[][] = [];
    for (const chunk of this.chunks) chunk.appendToColumns(columns);
    return columns;
  }
}

/** One DuckDB file, opened by this process alone. */
export class DuckDbFile {
  private readonly idle: DuckDBConnection[] = [];
  private readonly busy = new Set<DuckDBConnection>();
  private closing = false;
  private there = true;
  private lookedAt = 0;

  private constructor(
    private readonly path: string,
    private readonly instance: DuckDBInstance,
    /** The one connection that writes. */
    readonly writer: DuckDBConnection,
    private readonly inode: bigint,
  ) {}

  /** Opens a file, or makes an empty one. @throws Error when it is damaged or another process has it open */
  static async open(path: string): Promise<DuckDbFile> {
    mkdirSync(dirname(path), { recursive: true });
    const instance = await DuckDBInstance.create(path, SETTINGS);
    try {
      const writer = await instance.connect();
      await writer.run(`set allowed_paths = [${partsOf(path).map(quoted).join(', ')}]`);
      await writer.run('set enable_external_access = false');
      await writer.run('set lock_configuration = true');
      return new DuckDbFile(path, instance, writer, inodeOf(path) as bigint);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Removes a file and what belongs to it. */
  static remove(path: string): void {
    for (const part of [path, `${path}.wal`, `${path}.tmp`, ...partsOf(path)])
      rmSync(part, { recursive: true, force: true });
  }

  /** The only other files that it may read: what it is filled with passes through them. */
  get parts(): string[] {
    return partsOf(this.path);
  }

  /** Whether the path still led to the file that is open, a moment ago: what is open stays whole without its name. */
  get isThere(): boolean {
    const now = performance.now();
    if (now - this.lookedAt > LOOK_EVERY_MS) {
      this.lookedAt = now;
      this.there = inodeOf(this.path) === this.inode;
    }
    return this.there;
  }

  /**
   * Reads on a connection of its own, within a time limit.
   * @throws DomainError `reporting.took_too_long`
   */
  async read(sql: string, bound: readonly BoundList[], limitMs: number): Promise<ReadResult> {
    if (this.closing) throw new Error('the file is being closed');
    const connection = this.idle.pop() ?? (await this.instance.connect());
    this.busy.add(connection);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      connection.interrupt();
    }, limitMs);
    try {
      return await resultOf(connection, sql, bound);
    } catch (error) {
      if (!late) throw error;
      throw new DomainError('reporting.took_too_long', {
        detail: 'Ask for a shorter period or fewer values.',
      });
    } finally {
      clearTimeout(timer);
      this.busy.delete(connection);
      this.idle.push(connection);
      if (this.closing) this.closeIdle();
    }
  }

  /** Cuts off what is being read and closes; the file is free once that has ended. */
  close(): void {
    this.closing = true;
    for (const connection of this.busy) connection.interrupt();
    this.writer.closeSync();
    this.closeIdle();
  }

  private closeIdle(): void {
    for (const connection of this.idle.splice(0)) connection.closeSync();
    if (this.busy.size === 0) this.instance.closeSync();
  }
}

/** A text as a statement writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function partsOf(path: string): string[] {
  return [`${path}.part0`, `${path}.part1`];
}

function inodeOf(path: string): bigint | null {
  return existsSync(path) ? statSync(path, { bigint: true }).ino : null;
}
