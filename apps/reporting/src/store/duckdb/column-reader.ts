import type { DuckDBValue } from '@duckdb/node-api';
import { TYPE_DIMENSION } from '../fields';
import type { Transact } from '../sql';
import { Unanswerable } from './duckdb-filter.sql';
import type { DuckDbFollower } from './follower';
import { Lanes } from './lanes';
import type { ActivityFilter } from '../summary-store';
import type { Seals } from './seals';
import { totalsQuestion, type Question } from './totals.sql';

/** A question is cut off after this long, waiting included: an answer has more than one, and its caller waits for 10 s. */
const READ_LIMIT_MS = 6_000;
const LONG_LANES = 2;
const SHORT_LANES = 6;
/** Seals are broken rarely; a question that meets this many breaks is left to PostgreSQL. */
const TRIES = 5;

/** What a member of a dimension is and what it is called now. */
export interface Member {
  key: number;
  value: string;
  name: string | null;
}

/** Totals of a type and a currency; a currency of 0 stands for none. */
export interface MovedTotal {
  type: string;
  currency: number;
  total: number;
  /** In ten-thousandths. */
  amount: bigint;
}

/** Asks the followed file, and PostgreSQL for names. */
export class ColumnReader {
  private readonly long = new Lanes(LONG_LANES);
  private readonly short = new Lanes(SHORT_LANES);
  private readonly asked = new WeakMap<ActivityFilter, { position: number; totals: Promise<MovedTotal[]> }>();
  private types = { identity: '', byKey: new Map<number, string>() };

  constructor(
    private readonly follower: DuckDbFollower,
    readonly names: Transact,
  ) {}

  /** Rows of a question that is put with what is sealed at that moment. @throws Unanswerable, DomainError `reporting.took_too_long` */
  async rows(position: number, question: (seals: Seals) => Question): Promise<DuckDBValue[][]> {
    const until = Date.now() + READ_LIMIT_MS;
    for (let tries = 0; tries < TRIES; tries++) {
      const { serving } = this.follower;
      if (serving === null || serving.position < position) throw new Unanswerable('it is not that far');
      const { file, seals } = serving;
      const { long } = question(seals);
      const lanes = long ? this.long : this.short;
      const answer = await lanes.run(until - Date.now(), async (leftMs) => {
        const { generation } = seals;
        const { statement, bound } = question(seals);
        const rows = await file.read(statement, bound, leftMs);
        // A seal that was broken meanwhile may have been counted on.
        return seals.generation === generation ? rows : null;
      });
      if (answer !== null) return answer;
    }
    throw new Unanswerable('too many seals are broken at the moment');
  }

  /** Totals by type and currency. Who asks for totals asks for amounts too, of the same filter: one statement answers both. */
  totals(filter: ActivityFilter, position: number): Promise<MovedTotal[]> {
    const before = this.asked.get(filter);
    if (before?.position === position) return before.totals;
    const totals = this.askTotals(filter, position);
    this.asked.set(filter, { position, totals });
    // A failure is not remembered: the next one may be answered.
    totals.catch(() => this.asked.delete(filter));
    return totals;
  }

  private async askTotals(filter: ActivityFilter, position: number): Promise<MovedTotal[]> {
    const rows = await this.rows(position, (seals) =>
      totalsQuestion(seals, filter, position, { groups: ['type_key', 'currency'], amounts: true }),
    );
    const types = await this.typesOf(rows.map(([key]) => Number(key)));
    return rows.map(([key, currency, total, amount]) => ({
      type: types.get(Number(key)) as string,
      currency: Number(currency),
      total: Number(total),
      amount: amount as bigint,
    }));
  }

  /** Types of activity by their keys. */
  async typesOf(keys: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const identity = this.follower.serving?.identity ?? '';
    if (this.types.identity !== identity || keys.some((key) => !this.types.byKey.has(key))) {
      const members = await this.membersOf(TYPE_DIMENSION, keys);
      const known = this.types.identity === identity ? this.types.byKey : new Map<number, string>();
      for (const { key, value } of members.values()) known.set(key, value);
      this.types = { identity, byKey: known };
    }
    return this.types.byKey;
  }

  /** Members of a dimension by their keys, as they are called now. */
  async membersOf(dimension: string, keys: readonly number[]): Promise<ReadonlyMap<number, Member>> {
    if (keys.length === 0) return new Map();
    const members = await this.names((sql) =>
      sql.rows<Member>(
        'select key, value, name from dimension_member where dimension = $1 and key = any($2::integer[])',
        [dimension, [...new Set(keys)]],
      ),
    );
    return new Map(members.map((member) => [member.key, member]));
  }
}
