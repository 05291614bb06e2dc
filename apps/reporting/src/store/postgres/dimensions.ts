import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { Transact } from './report-database';

/** Members kept in memory at most; beyond that all are forgotten and looked up again when they come. */
const CACHE_LIMIT = 500_000;

interface Known {
  key: number;
  occurs: boolean;
}

/** A new name of a member, from its owner's event. */
export interface MemberName {
  dimension: string;
  value: string;
  name: string | null;
  retired: boolean;
  epoch: number;
  sequence: number;
}

/**
 * The small keys that stand for users, campaigns, products… in the activity table. A key once given
 * never changes. Keys are given in transactions of their own: a batch that is rolled back leaves its
 * members behind, unused, and what is remembered here is always committed.
 */
export class Dimensions {
  private readonly known = new Map<string, Known>();

  constructor(private readonly transact: Transact) {}

  /** The keys of a batch's members, given to those that had none. */
  async resolve(wanted: WantedMembers): Promise<DimensionKeys> {
    if (this.known.size > CACHE_LIMIT) this.known.clear();
    const keys = new Map<string, number>();
    const missing: WantedMember[] = [];
    for (const member of wanted.all()) {
      const id = idOf(member.dimension, member.value);
      const known = this.known.get(id);
      if (known === undefined || (member.occurs && !known.occurs)) missing.push(member);
      else keys.set(id, known.key);
    }
    if (missing.length > 0) {
      for (const { dimension, value, key } of await this.learn(missing))
        keys.set(idOf(dimension, value), key);
    }
    return new DimensionKeys(keys);
  }

  private async learn(missing: readonly WantedMember[]): Promise<Member[]> {
    const values = [missing.map((m) => m.dimension), missing.map((m) => m.value)];
    const occurring = missing.filter((m) => m.occurs);
    const found = await this.transact(async (em) => {
      const members = await rows<Member>(em, FIND, values);
      const used = new Set(members.filter((m) => m.occurs).map((m) => idOf(m.dimension, m.value)));
      if (members.length === missing.length && occurring.every((m) => used.has(idOf(m.dimension, m.value)))) {
        return members;
      }
      // One batch at a time writes here; otherwise two could choose the same new keys.
      await rows(em, `select pg_advisory_xact_lock(hashtextextended('daybook.reporting.dimensions', 0))`);
      await rows(em, ADD, [...values, missing.map((m) => m.name)]);
      await rows(em, MARK, [occurring.map((m) => m.dimension), occurring.map((m) => m.value)]);
      return rows<Member>(em, FIND, values);
    });
    for (const { dimension, value, key, occurs } of found)
      this.known.set(idOf(dimension, value), { key, occurs });
    return found;
  }
}

/** Keys of the members of one batch. */
export class DimensionKeys {
  constructor(private readonly keys: ReadonlyMap<string, number>) {}

  of(dimension: string, value: string): number {
    const key = this.keys.get(idOf(dimension, value));
    if (key === undefined) throw new Error(`${dimension} ${value} was not resolved`);
    return key;
  }
}

/** A member a batch needs. */
export interface WantedMember {
  dimension: string;
  value: string;
  /** Whether an activity uses it, or a name alone came. */
  occurs: boolean;
  /** What it is called until its owner tells; null when nobody said. */
  name: string | null;
}

/** The members a batch needs, each once. */
export class WantedMembers {
  private readonly members = new Map<string, WantedMember>();

  add(dimension: string, value: string, occurs: boolean, name: string | null = null): void {
    const id = idOf(dimension, value);
    const known = this.members.get(id);
    if (known === undefined) this.members.set(id, { dimension, value, occurs, name });
    else {
      known.occurs ||= occurs;
      known.name ??= name;
    }
  }

  all(): WantedMember[] {
    return [...this.members.values()];
  }
}

interface Member {
  dimension: string;
  value: string;
  key: number;
  occurs: boolean;
}

function idOf(dimension: string, value: string): string {
  return `${dimension}\n${value}`;
}

/** Takes names over; of several of one member the latest by epoch and sequence stands, in whatever order they come. */
export async function rename(em: EntityManager, names: readonly MemberName[]): Promise<void> {
  const latest = new Map<string, MemberName>();
  for (const name of names) {
    const at = idOf(name.dimension, name.value);
    const other = latest.get(at);
    if (other === undefined || isLater(name, other)) latest.set(at, name);
  }
  if (latest.size === 0) return;
  const list = [...latest.values()];
  await rows(em, RENAME, [
    list.map((n) => n.dimension),
    list.map((n) => n.value),
    list.map((n) => n.name),
    list.map((n) => n.retired),
    list.map((n) => n.epoch),
    list.map((n) => n.sequence),
  ]);
}

/** Whether a comes after b in their producer's journal. */
export function isLater(
  a: { epoch: number; sequence: number },
  b: { epoch: number; sequence: number },
): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.sequence > b.sequence);
}

const FIND = `
  select m.dimension, m.value, m.key, m.occurs
    from unnest($1::text[], $2::text[]) as wanted (dimension, value)
    join dimension_member m using (dimension, value)`;

const ADD = `
  insert into dimension_member (dimension, value, name, key)
  select wanted.dimension, wanted.value, wanted.name,
         coalesce((select max(key) from dimension_member m where m.dimension = wanted.dimension), 0)
           + row_number() over (partition by wanted.dimension)
    from unnest($1::text[], $2::text[], $3::text[]) as wanted (dimension, value, name)
   where not exists (select from dimension_member m
                      where m.dimension = wanted.dimension and m.value = wanted.value)`;

const MARK = `
  update dimension_member m set occurs = true
    from unnest($1::text[], $2::text[]) as wanted (dimension, value)
   where m.dimension = wanted.dimension and m.value = wanted.value and not m.occurs`;

const RENAME = `
  update dimension_member m
     set name = coming.name, retired = coming.retired,
         name_epoch = coming.epoch, name_sequence = coming.sequence
    from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::bigint[], $6::bigint[])
           as coming (dimension, value, name, retired, epoch, sequence)
   where m.dimension = coming.dimension and m.value = coming.value
     and (m.name_epoch is null or (m.name_epoch, m.name_sequence) < (coming.epoch, coming.sequence))`;
