import type { FilterColumn } from '../../model/filter-columns';
import { fingerprintOf, layoutStatements } from './column-layout';
import { DuckDbFile, rowsOf } from '../file/duckdb-file';
import { placeOf } from './followed-rows';
import { RowAppender } from './row-appender';
import { Rollups, type RollupSettings } from '../rollups/rollups';
import { whole } from '../file/whole';

/** Rows whose sums tell whether the file and PostgreSQL mean the same by the same numbers. */
const TAIL = 1_000;

/** The statement of those sums, which both understand. @param at the moment's microseconds in its words */
export function tailStatement(position: number, at: string): string {
  return `select cast(count(*) as varchar) as rows, cast(sum(${at}) as varchar) as moments,
                 cast(sum(id * type_key) as varchar) as types
            from activity where id > ${whole(position - TAIL)} and id <= ${whole(position)}`;
}

function momentsOf(rows: readonly (readonly string[])[]): number[] {
  return rows.map((row) => Number(row[placeOf('moment')]));
}

/** What a file is made for. */
export interface FileShape {
  path: string;
  columns: readonly FilterColumn[];
  rollups: RollupSettings;
}

/** The follower's file while it is open: what it holds and how it grows. */
export class FollowerFile {
  private readonly appender: RowAppender;
  /** The newest position at which it may be asked; null until it has caught up once. */
  published: number | null = null;
  /** Raised before rows are appended, and after: odd in between. */
  private appends = 0;

  private constructor(
    readonly file: DuckDbFile,
    columns: readonly FilterColumn[],
    readonly rollups: Rollups,
    readonly identity: string,
    /** The number up to which it holds every row. */
    public position: number,
  ) {
    this.appender = new RowAppender(file.writer, columns);
  }

  /** A whole file of these filters; null when it is of others, or was never finished. */
  static async open({ path, columns, rollups }: FileShape): Promise<FollowerFile | null> {
    const file = await DuckDbFile.open(path);
    try {
      const [row] = await rowsOf(
        file.writer,
        'select fingerprint, identity, position, complete from follower',
      );
      const [fingerprint, identity, position, complete] = row ?? [];
      if (complete === true && fingerprint === fingerprintOf(columns, rollups)) {
        const held = await Rollups.read(file.writer, columns, rollups);
        return new FollowerFile(file, columns, held, String(identity), Number(position));
      }
    } catch (error) {
      file.close();
      throw error;
    }
    file.close();
    return null;
  }

  /** A new file, empty and not finished. */
  static async make({ path, columns, rollups }: FileShape, identity: string): Promise<FollowerFile> {
    DuckDbFile.remove(path);
    const file = await DuckDbFile.open(path);
    try {
      for (const statement of layoutStatements(columns, rollups)) await rowsOf(file.writer, statement);
      await file.writer.run(`insert into follower values ($1, $2, 0, false)`, [
        fingerprintOf(columns, rollups),
        identity,
      ]);
      return new FollowerFile(file, columns, await Rollups.read(file.writer, columns, rollups), identity, 0);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /**
   * Appends rows and, together with them, notes the position to which they reach.
   * @param corrected rows that it has otherwise, as they are now
   */
  async append(
    rows: readonly (readonly string[])[],
    position: number,
    corrected: readonly (readonly string[])[] = [],
  ): Promise<void> {
    // Left odd by a failure: the file is rebuilt.
    this.appends += 1;
    await rowsOf(this.file.writer, 'begin');
    if (corrected.length > 0) {
      await this.appender.replace(corrected);
      await this.rollups.redo(momentsOf(corrected));
    }
    await this.appender.append(rows);
    await this.rollups.adjust(momentsOf(rows), `id > ${whole(this.position)} and id <= ${whole(position)}`);
    await rowsOf(this.file.writer, `update follower set position = ${whole(position)}`);
    await rowsOf(this.file.writer, 'commit');
    this.position = position;
    this.appends += 1;
  }

  /**
   * Whether it holds the rows up to a position and none after it: a number then, which is the same as long as that is
   * so; null else.
   */
  holdsJust(position: number): number | null {
    return this.position === position && this.appends % 2 === 0 ? this.appends : null;
  }

  /** Makes room for a column's large keys. */
  widen(column: string): Promise<void> {
    return this.appender.widen(column);
  }

  /** Declares a file that was rebuilt to hold every row up to a position. */
  async finish(position: number): Promise<void> {
    await rowsOf(this.file.writer, `update follower set position = ${whole(position)}, complete = true`);
    await rowsOf(this.file.writer, 'checkpoint');
    this.position = position;
  }

  /** Sums over the last rows. */
  async tail(): Promise<string> {
    const [row] = await rowsOf(this.file.writer, tailStatement(this.position, 'moment'));
    return JSON.stringify(row);
  }
}
