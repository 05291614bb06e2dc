import { actorKinds } from '../projector/activity-row';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember } from './fields';
import type { Sql } from './sql';
import type { FieldTotal } from './summary-store';

interface FieldRow {
  userId: string | null;
  username: string | null;
  kind: number | null;
  field: string;
  total: string;
}

/**
 * Names totals and puts the largest first, by name where they tie.
 * @param counted a statement with user_key, kind (of the actor where no user acted), field_key and total
 * @param values what is bound to it
 */
export async function fieldTotals(
  sql: Sql,
  counted: string,
  values: readonly unknown[],
  limit: number,
): Promise<FieldTotal[]> {
  const rows = await sql.rows<FieldRow>(
    `select u.value as "userId", u.name as username, t.kind, f.value as field, t.total
       from (${counted}) t
       join dimension_member f on f.dimension = '${FIELD_DIMENSION}' and f.key = t.field_key
       left join dimension_member u on u.dimension = '${ACTOR_DIMENSION}' and u.key = t.user_key
      order by t.total desc, u.name collate "C", f.value collate "C", u.value collate "C", t.kind
      limit $${values.length + 1}::integer`,
    [...values, limit],
  );
  return rows.map(({ userId, username, kind, field, total }) => ({
    userId,
    username: username ?? unnamed(kind),
    ...readFieldMember(field),
    total: Number(total),
  }));
}

/** A total by keys; a user of 0 stands for an actor of a kind. */
export interface CountedField {
  user: number;
  kind: number;
  field: number;
  total: number;
}

/** Names totals that were counted elsewhere, and orders them as `fieldTotals` does. */
export async function namedFieldTotals(
  sql: Sql,
  counted: readonly CountedField[],
  limit: number,
): Promise<FieldTotal[]> {
  const users = await members(
    sql,
    ACTOR_DIMENSION,
    counted.map(({ user }) => user),
  );
  const fields = await members(
    sql,
    FIELD_DIMENSION,
    counted.map(({ field }) => field),
  );
  // Few fields stand in thousands of rows: each is read once.
  const read = new Map([...fields.values()].map(({ key, value }) => [key, readFieldMember(value)]));
  const place = (of: ReadonlyMap<number, RankedMember>, key: number): number =>
    of.get(key)?.place ?? Infinity;
  return [...counted]
    .sort(
      (a, b) =>
        b.total - a.total ||
        order(users.get(a.user)?.namePlace ?? Infinity, users.get(b.user)?.namePlace ?? Infinity) ||
        order(place(fields, a.field), place(fields, b.field)) ||
        order(place(users, a.user), place(users, b.user)) ||
        a.kind - b.kind,
    )
    .slice(0, limit)
    .map(({ user, kind, field, total }) => {
      const member = users.get(user);
      return {
        userId: member?.value ?? null,
        username: member?.name ?? unnamed(kind),
        ...(read.get(field) as ReturnType<typeof readFieldMember>),
        total,
      };
    });
}

interface RankedMember {
  key: number;
  value: string;
  name: string | null;
  /** Where its value, and its name, stand among the others. */
  place: number;
  namePlace: number | null;
}

async function members(
  sql: Sql,
  dimension: string,
  keys: readonly number[],
): Promise<Map<number, RankedMember>> {
  const rows = await sql.rows<RankedMember>(
    `select key, value, name, (rank() over (order by value collate "C"))::integer as place,
            case when name is not null then (rank() over (order by name collate "C"))::integer end as "namePlace"
       from dimension_member where dimension = $1 and key = any($2::integer[])`,
    [dimension, [...new Set(keys)]],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function unnamed(kind: number | null): string {
  return kind === actorKinds.customer ? 'Customer' : 'System';
}
