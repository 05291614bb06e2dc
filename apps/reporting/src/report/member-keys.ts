import type { Statement } from '@daybook/persistence';
import { fromPostgres, type Answer } from '../store/model/answer';
import type { Lookup } from '../store/postgres/report-database';

/** Keys remembered at most; beyond that all are forgotten. */
const REMEMBERED = 50_000;

/** A member as a filter names it. */
export interface WantedMember {
  dimension: string;
  value: string;
}

/**
 * The keys of members, remembered: a member keeps its key as long as its store is there. One that nobody has heard
 * of may be heard of any moment, and is looked for each time.
 */
export class MemberKeys {
  private store = 0;
  private readonly known = new Map<string, number>();

  constructor(private readonly lookup: Lookup) {}

  /** Forgets everything where another store has taken the place of the one that was known. */
  of(store: number): void {
    if (store <= this.store) return;
    this.store = store;
    this.known.clear();
  }

  /** The keys of members in their order; undefined for those that no row can have. */
  async find(wanted: readonly WantedMember[]): Promise<Answer<(number | undefined)[]>> {
    const found = wanted.map((member) => this.known.get(nameOf(member)));
    const missing = wanted.flatMap((member, at) => (found[at] === undefined ? [{ ...member, at }] : []));
    if (missing.length === 0) return { value: found, askedPostgres: false };
    const rows = await this.lookup<{ store: number; at: number | null; key: number }>(KEYS, [
      missing.map(({ at }) => at),
      missing.map(({ dimension }) => dimension),
      missing.map(({ value }) => value),
    ]);
    const store = rows[0]?.store ?? 0;
    this.of(store);
    if (this.known.size + rows.length > REMEMBERED) this.known.clear();
    for (const { at, key } of rows) {
      if (at === null) continue;
      found[at] = key;
      if (store === this.store) this.known.set(nameOf(wanted[at]), key);
    }
    return fromPostgres(found);
  }
}

function nameOf({ dimension, value }: WantedMember): string {
  return `${dimension} ${value}`;
}

const KEYS: Statement = {
  name: 'report_member_keys',
  text: `
    select p.store, m.at, m.key
      from report_position p
      left join (
        select wanted.at, d.key
          from unnest($1::integer[], $2::text[], $3::text[]) as wanted (at, dimension, value)
          join dimension_member d using (dimension, value)
      ) m on true`,
};
