import { Transform, type TransformCallback } from 'node:stream';
import type { DatabaseBackup, TableFile } from '../../backup/manifest';
import type { Making } from '../../backup/schema-description';

const DAY_MS = 86_400_000;
/** A day as PostgreSQL, JSON and RFC 3339 write it, with or without a time behind it. */
const DAYS = /(?<![\d-])20\d\d-[01]\d-[0-3]\d(?!\d)/g;

/** Moves days. Whole days only: so the time of day, a zone and what is counted by days stay as they are. */
export class DayShift {
  private readonly known = new Map<string, string>();

  /** @param since days before it stay: they are no part of what was lived */
  constructor(
    readonly days: number,
    private readonly since: string,
  ) {}

  /** One day, `2026-11-30`. */
  day(day: string): string {
    const known = this.known.get(day);
    if (known !== undefined) return known;
    const time = Date.parse(`${day}T00:00:00Z`);
    const moved =
      day < this.since || Number.isNaN(time)
        ? day
        : new Date(time + this.days * DAY_MS).toISOString().slice(0, 10);
    this.known.set(day, moved);
    return moved;
  }

  /** All days of a text. */
  text(text: string): string {
    return text.replace(DAYS, (day) => this.day(day));
  }

  /** Lines that pass, with all their days moved. */
  lines(): Transform {
    let rest: Buffer = Buffer.alloc(0);
    // Every byte as a letter: days are plain letters, and whatever else there is comes out as it went in.
    const moved = (bytes: Buffer): Buffer => Buffer.from(this.text(bytes.toString('latin1')), 'latin1');
    return new Transform({
      transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
        const end = chunk.lastIndexOf(0x0a) + 1;
        const whole = Buffer.concat([rest, chunk.subarray(0, end)]);
        rest = end === 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk.subarray(end));
        done(null, end === 0 ? Buffer.alloc(0) : moved(whole));
      },
      flush(done: TransformCallback) {
        done(null, moved(rest));
      },
    });
  }

  /**
   * A database whose rows were moved: the months into which its tables are divided are those that its rows are in now.
   * Rows go into the divided table, which knows their month.
   */
  database(backup: DatabaseBackup): DatabaseBackup {
    const parts = new Map(backup.before.flatMap((making) => partOf(making)).map((part) => [part.name, part]));
    const months = this.months([...parts.values()].map(({ month }) => month));
    // Of each divided table the last month is the model; what it has, each month has.
    const models = new Map([...parts.values()].map((part) => [part.parent, part.month]));
    for (const { parent, month } of parts.values())
      if (month > (models.get(parent) ?? '')) models.set(parent, month);
    const remade = (makings: readonly Making[]): Making[] =>
      makings.flatMap((making) => {
        const part = [...parts.values()].find(({ name }) => mentions(making.sql, name));
        if (part === undefined) return [making];
        if (part.month !== models.get(part.parent)) return [];
        return months.map((month) => ofMonth(making, part.month, month));
      });
    return {
      ...backup,
      before: remade(backup.before),
      after: remade(backup.after),
      tables: backup.tables.map((table): TableFile => {
        const part = parts.get(table.name);
        return part === undefined ? table : { ...table, name: part.parent };
      }),
    };
  }

  /** The months that what was in these is in now, `2026-11`, without a gap. */
  private months(before: readonly string[]): string[] {
    const sorted = [...before].sort();
    const [first, last] = [sorted[0], sorted.at(-1)];
    if (first === undefined || last === undefined) return [];
    const end = new Date(Date.parse(`${next(last)}-01T00:00:00Z`) + (this.days - 1) * DAY_MS).toISOString();
    const found: string[] = [];
    let month = new Date(Date.parse(`${first}-01T00:00:00Z`) + this.days * DAY_MS).toISOString().slice(0, 7);
    for (; month <= end.slice(0, 7); month = next(month)) found.push(month);
    return found;
  }
}

/** A month's part of a divided table. */
interface Part {
  readonly name: string;
  readonly parent: string;
  readonly month: string;
}

function partOf({ sql }: Making): Part[] {
  const [, name = '', parent = '', month] =
    /^create table (\S+) partition of (\S+) FOR VALUES FROM \('(\d{4}-\d\d)-01 /.exec(sql) ?? [];
  return month === undefined ? [] : [{ name, parent, month }];
}

/** Whether a statement speaks of a table, by its whole name or by one that begins so. */
function mentions(sql: string, table: string): boolean {
  const name = table.split('.').at(-1) ?? table;
  return new RegExp(`(?<![a-z0-9_])${name}(?!\\d)`).test(sql);
}

/** The same statement for another month: its name, `_202611` or `_2026_11`, and its bounds. */
function ofMonth({ what, sql }: Making, from: string, to: string): Making {
  const moved = (text: string): string =>
    text
      .replaceAll(`${next(from)}-01 `, '<end> ')
      .replaceAll(`${from}-01 `, `${to}-01 `)
      .replaceAll('<end> ', `${next(to)}-01 `)
      .replaceAll(`_${from.replace('-', '')}`, `_${to.replace('-', '')}`)
      .replaceAll(`_${from.replace('-', '_')}`, `_${to.replace('-', '_')}`);
  return { what: moved(what), sql: moved(sql) };
}

/** The month after one, `2026-11`. */
function next(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
