import { actorKinds } from '../projector/activity-row';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember } from './fields';
import type { Statement } from '@daybook/persistence';
import type { Look, Sql } from './sql';
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
  look: Look,
  counted: readonly CountedField[],
  limit: number,
): Promise<FieldTotal[]> {
  const members = await look<ReadMember>(READ_MEMBERS, [
    [...new Set(counted.map(({ user }) => user))],
    [...new Set(counted.map(({ field }) => field))],
  ]);
  const [users, fields] = [ACTOR_DIMENSION, FIELD_DIMENSION].map((dimension) =>
    rankedByKey(members.filter((member) => member.dimension === dimension)),
  );
  const read = new Map(
    [...fields.values()].map((field) => [field.key, { ...field, ...readFieldMember(field.value) }]),
  );
  // Thousands tie: what decides between them is put together once for each, not in every comparison.
  const ranked = counted.map(({ user, kind, field, total }) => {
    const member = users.get(user);
    const known = read.get(field);
    const first = (member?.namePlace ?? UNNAMED) * UNNAMED + (known?.place ?? UNNAMED);
    return { total, first, then: (member?.place ?? UNNAMED) * 8 + kind, member, kind, known };
  });
  ranked.sort((a, b) => b.total - a.total || a.first - b.first || a.then - b.then);
  return ranked.slice(0, limit).map(({ total, member, kind, known }) => ({
    userId: member?.value ?? null,
    username: member?.name ?? unnamed(kind),
    fieldName: known?.fieldName as string,
    fieldValue: known?.fieldValue as string,
    total,
  }));
}

/** A place after all others; two of them side by side are a whole number still. */
const UNNAMED = 2 ** 26;

interface ReadMember {
  dimension: string;
  key: number;
  value: string;
  name: string | null;
}

const READ_MEMBERS: Statement = {
  name: 'report_field_members',
  text: `select dimension, key, value, name from dimension_member
          where (dimension = '${ACTOR_DIMENSION}' and key = any($1::integer[]))
             or (dimension = '${FIELD_DIMENSION}' and key = any($2::integer[]))`,
};

interface RankedMember extends ReadMember {
  /** Where its value, and its name, stand among the others. */
  place: number;
  namePlace: number;
}

function rankedByKey(members: readonly ReadMember[]): Map<number, RankedMember> {
  const places = placesOf(members.map(({ value }) => value));
  const names = placesOf(members.flatMap(({ name }) => name ?? []));
  return new Map(
    members.map((member) => [
      member.key,
      {
        ...member,
        place: places.get(member.value) as number,
        namePlace: member.name === null ? UNNAMED : (names.get(member.name) as number),
      },
    ]),
  );
}

/** Where each of some texts stands among them in PostgreSQL's collation "C": that of the bytes of UTF-8. */
function placesOf(texts: readonly string[]): Map<string, number> {
  const different = [...new Set(texts)];
  // Only where a character takes two code units do these stand otherwise than the bytes.
  if (different.some((text) => /[\ud800-\udfff]/.test(text)))
    different.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  else different.sort();
  return new Map(different.map((text, place) => [text, place]));
}

function unnamed(kind: number | null): string {
  return kind === actorKinds.customer ? 'Customer' : 'System';
}
