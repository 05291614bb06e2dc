import { actorKinds } from '../projector/activity-row';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember } from './fields';
import type { Statement } from '@daybook/persistence';
import { orderOf } from './order-of';
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

/** Totals by keys, column by column. */
export interface CountedFields {
  /** The user's key, or the negative kind of whatever else acted. */
  actors: readonly number[];
  fields: readonly number[];
  totals: readonly number[];
}

/** Names totals that were counted elsewhere, and orders them as `fieldTotals` does. */
export async function namedFieldTotals(
  look: Look,
  { actors, fields, totals }: CountedFields,
  limit: number,
): Promise<FieldTotal[]> {
  const [actorKeys, fieldKeys] = [[...new Set(actors)], [...new Set(fields)]];
  const members = await look<ReadMember>(READ_MEMBERS, [actorKeys.filter((key) => key > 0), fieldKeys]);
  const users = members.filter(({ dimension }) => dimension === ACTOR_DIMENSION);
  const values = members.filter(({ dimension }) => dimension === FIELD_DIMENSION);

  const names = placesOf(users.flatMap(({ name }) => name ?? []));
  const ids = placesOf(users.map(({ value }) => value));
  const fieldPlaces = placesOf(values.map(({ value }) => value));
  const userByKey = new Map(users.map((user) => [user.key, user]));
  const actorByKey = new Map(
    actorKeys.map((key) => {
      const { value = null, name = null } = userByKey.get(key) ?? {};
      return [
        key,
        {
          userId: value,
          username: name ?? unnamed(-key),
          // Without a name after all that have one.
          namePlace: name === null ? names.size : (names.get(name) as number),
          place: value === null ? ids.size - key : (ids.get(value) as number),
        },
      ];
    }),
  );
  const fieldByKey = new Map(
    values.map(({ key, value }) => [
      key,
      { ...readFieldMember(value), place: fieldPlaces.get(value) as number },
    ]),
  );

  // Every row has its actor and its field in them.
  const actorOf = (row: number) =>
    actorByKey.get(actors[row]) as NonNullable<ReturnType<typeof actorByKey.get>>;
  const fieldOf = (row: number) =>
    fieldByKey.get(fields[row]) as NonNullable<ReturnType<typeof fieldByKey.get>>;
  const most = totals.reduce((largest, total) => Math.max(largest, total), 0);
  const order = orderOf(totals.length, [
    { size: most + 1, place: (row) => most - totals[row] },
    { size: names.size + 1, place: (row) => actorOf(row).namePlace },
    { size: fieldPlaces.size, place: (row) => fieldOf(row).place },
    { size: ids.size + KINDS, place: (row) => actorOf(row).place },
  ]);
  return order.slice(0, limit).map((row) => {
    const { userId, username } = actorOf(row);
    const { fieldName, fieldValue } = fieldOf(row);
    return { userId, username, fieldName, fieldValue, total: totals[row] };
  });
}

/** Kinds of actors are smaller. */
const KINDS = Math.max(...Object.values(actorKinds)) + 1;

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
