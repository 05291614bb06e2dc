import type { DuckDBValue } from '@duckdb/node-api';
import type { Statement } from '@daybook/persistence';
import type { ActivityFilter } from '../model/activity-filter';
import { mapAnswer, type Answer } from '../model/answer';
import { TYPE_DIMENSION } from '../model/dimension-names';
import type { Lookup } from '../postgres/report-database';
import { ConcurrencyLimit } from './concurrency-limit';
import type { BoundList, DuckDbFile, ReadResult } from './file/duckdb-file';
import { Unanswerable } from './filter-conditions';
import type { DuckDbFollower, Serving } from './follower/duckdb-follower';
import { NO_ROLLUPS, type UsableRollups } from './rollups/rollups';
import { totalsQuestion, type Question } from './totals-sql';

/** A question is cut off after this long, waiting included: an answer has more than one, and its caller waits for 10 s. */
const READ_LIMIT_MS = 6_000;
/** The same for a page of rows, which is one question. */
const PAGE_LIMIT_MS = 8_000;
/** Questions put at once: about long periods and others, and pages, each of which uses all threads there are. */
const LONG_ONES = 2;
const SHORT_ONES = 6;
const PAGES = 2;
/** Blocks are rarely taken out of rollups; a question that meets this many such moments asks the rows alone. */
const TRIES = 3;

/** What a member of a dimension is and what it is called now. */
export interface Member {
  key: number;
  value: string;
  name: string | null;
}

/** Totals of a type and a currency, or none. */
export interface MovedTotal {
  type: string;
  currency: string | null;
  total: number;
  /** In ten-thousandths. */
  amount: bigint;
}

/** A question with what is rolled up, about rows up to a position; infinite where the file holds none after it. */
type Asking = (rollups: UsableRollups, upTo: number) => Question;

interface Result {
  result: ReadResult;
  file: DuckDbFile;
}

/** Asks the followed file, and PostgreSQL for names. */
export class DuckDbReader {
  private readonly long = new ConcurrencyLimit(LONG_ONES);
  private readonly short = new ConcurrencyLimit(SHORT_ONES);
  private readonly pages = new ConcurrencyLimit(PAGES);
  private readonly asked = new WeakMap<
    ActivityFilter,
    { position: number; totals: Promise<Answer<MovedTotal[]>> }
  >();
  private readonly currencies = new WeakMap<DuckDbFile, ReadonlyMap<number, string>>();
  /** A file is of one store, in which keys never change their meaning. */
  private readonly types = new WeakMap<DuckDbFile, Map<number, string>>();

  constructor(
    private readonly follower: Pick<DuckDbFollower, 'serving'>,
    readonly lookup: Lookup,
  ) {}

  /** The rows of `ask`. */
  async rows(position: number, question: Asking): Promise<DuckDBValue[][]> {
    return (await this.ask(position, question)).result.rows;
  }

  /** The rows of `ask`, column by column. */
  async columns(position: number, question: Asking): Promise<DuckDBValue[][]> {
    return (await this.ask(position, question)).result.columns;
  }

  /**
   * Result of a question that is put with what is rolled up at that moment, and the file that they are of: numbers of its
   * own mean something there only. Where the file holds nothing after the position, the question is about all it holds,
   * and is put again where that has changed meanwhile; the last time to the rows up to the position, which stay.
   * @throws Unanswerable, DomainError `reporting.took_too_long`
   */
  async ask(position: number, question: Asking): Promise<Result> {
    const until = Date.now() + READ_LIMIT_MS;
    for (let tries = 0; ; tries++) {
      const { file, rollups, holdsJust } = this.serving(position);
      const usable = tries < TRIES ? rollups : NO_ROLLUPS;
      const { long } = question(usable, position);
      const limit = long ? this.long : this.short;
      const answer = await limit.run(until - Date.now(), async (leftMs) => {
        const { generation } = rollups;
        const just = tries === 0 ? holdsJust(position) : null;
        const { statement, bound } = question(usable, just === null ? position : Infinity);
        const result = await file.read(statement, bound, leftMs);
        // A block taken out of its rollup meanwhile may have been counted on, and so may that no row would come.
        const lasted = rollups.generation === generation && (just === null || holdsJust(position) === just);
        return lasted || usable === NO_ROLLUPS ? result : null;
      });
      if (answer !== null) return { result: answer, file };
    }
  }

  /** The rows of a page's statement. @throws Unanswerable, DomainError `reporting.took_too_long` */
  async page(position: number, statement: string, bound: readonly BoundList[]): Promise<DuckDBValue[][]> {
    const { file } = this.serving(position);
    const result = await this.pages.run(PAGE_LIMIT_MS, (leftMs) => file.read(statement, bound, leftMs));
    return result.rows;
  }

  private serving(position: number): Serving {
    const { serving } = this.follower;
    if (serving === null || serving.position < position) throw new Unanswerable('it is not that far');
    return serving;
  }

  /** Totals by type and currency. Who asks for totals asks for amounts too, of the same filter: one statement answers both. */
  totals(filter: ActivityFilter, position: number): Promise<Answer<MovedTotal[]>> {
    const before = this.asked.get(filter);
    if (before?.position === position) return before.totals;
    const totals = this.askTotals(filter, position);
    this.asked.set(filter, { position, totals });
    // A failure is not remembered: the next one may be answered.
    totals.catch(() => this.asked.delete(filter));
    return totals;
  }

  private async askTotals(filter: ActivityFilter, position: number): Promise<Answer<MovedTotal[]>> {
    const { result, file } = await this.ask(position, (rollups, upTo) =>
      totalsQuestion(rollups, filter, upTo, { groups: ['type_key', 'currency'], amounts: true }),
    );
    const rows = result.rows;
    const types = await this.typesOf(
      file,
      rows.map(([key]) => Number(key)),
    );
    const currencies = await this.currenciesOf(
      file,
      rows.map(([, key]) => Number(key)),
    );
    return mapAnswer(types, (names) =>
      rows.map(([key, currency, total, amount]) => ({
        type: names.get(Number(key)) as string,
        currency: currencies.get(Number(currency)) ?? null,
        total: Number(total),
        amount: amount as bigint,
      })),
    );
  }

  /** Currencies by the numbers that a file has given them; 0 has none. */
  async currenciesOf(file: DuckDbFile, keys: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const known = this.currencies.get(file);
    if (known !== undefined && keys.every((key) => key === 0 || known.has(key))) return known;
    const result = await file.read('select key, value from currency', [], READ_LIMIT_MS);
    const read = new Map(result.rows.map(([key, value]) => [Number(key), String(value)]));
    this.currencies.set(file, read);
    return read;
  }

  /** Types of activity by their keys in the store that a file is of. */
  async typesOf(file: DuckDbFile, keys: readonly number[]): Promise<Answer<ReadonlyMap<number, string>>> {
    const known = this.types.get(file) ?? new Map<number, string>();
    this.types.set(file, known);
    const unknown = keys.filter((key) => !known.has(key));
    return mapAnswer(await this.membersOf(TYPE_DIMENSION, unknown), (members) => {
      for (const { key, value } of members.values()) known.set(key, value);
      return known;
    });
  }

  /** Members of a dimension by their keys, as they are called now. */
  async membersOf(dimension: string, keys: readonly number[]): Promise<Answer<ReadonlyMap<number, Member>>> {
    if (keys.length === 0) return { value: new Map(), askedPostgres: false };
    const members = await this.lookup<Member>(MEMBERS, [dimension, [...new Set(keys)]]);
    return { value: new Map(members.map((member) => [member.key, member])), askedPostgres: true };
  }
}

const MEMBERS: Statement = {
  name: 'report_members',
  text: 'select key, value, name from dimension_member where dimension = $1 and key = any($2::integer[])',
};
