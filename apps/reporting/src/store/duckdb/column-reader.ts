import type { DuckDBValue } from '@duckdb/node-api';
import { TYPE_DIMENSION } from '../fields';
import type { Transact } from '../sql';
import { Unanswerable } from './duckdb-filter.sql';
import type { DuckDbFollower } from './follower';
import { Lanes } from './lanes';
import type { Seals } from './seals';
import type { Question } from './totals.sql';

/** A reading statement is cut off after this long. */
const READ_LIMIT_MS = 8_000;
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

/** Asks the followed file, and PostgreSQL for names. */
export class ColumnReader {
  private readonly long = new Lanes(LONG_LANES);
  private readonly short = new Lanes(SHORT_LANES);
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
