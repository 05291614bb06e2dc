import type { Statement } from '@daybook/persistence';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember } from '../model/dimension-names';
import type { FieldTotal } from '../model/report-store';
import { nameOfKind } from '../model/stored-event';
import type { Lookup } from '../postgres/report-database';
import { radixOrder } from './radix-order';

/** Totals by keys, column by column. */
export interface CountedFields {
  /** The user's key, or the negative kind of whatever else acted. */
  actors: readonly number[];
  fields: readonly number[];
  totals: readonly number[];
}

/** Names totals that were counted elsewhere, and orders them as PostgreSQL does. */
export async function namedFieldTotals(
  lookup: Lookup,
  { actors, fields, totals }: CountedFields,
  limit: number,
): Promise<FieldTotal[]> {
  const [actorKeys, fieldKeys] = [[...new Set(actors)], [...new Set(fields)]];
  const members = await lookup<ReadMember>(READ_MEMBERS, [actorKeys.filter((key) => key > 0), fieldKeys]);
  const found = (dimension: string): ReadMember[] =>
    members.filter((member) => member.dimension === dimension);
  const actorByKey = placedActors(actorKeys, found(ACTOR_DIMENSION));
  const fieldByKey = placedFields(found(FIELD_DIMENSION));

  // Every row has its actor and its field in them.
  const actorOf = (row: number) => actorByKey.get(actors[row]) as PlacedActor;
  const fieldOf = (row: number) => fieldByKey.get(fields[row]) as PlacedField;
  const [total, name, field, namesake] = Array.from({ length: 4 }, () => new Float64Array(totals.length));
  const most = totals.reduce((largest, one) => Math.max(largest, one), 0);
  for (let row = 0; row < totals.length; row++) {
    const actor = actorOf(row);
    total[row] = most - totals[row];
    name[row] = actor.namePlace;
    field[row] = fieldOf(row).place;
    namesake[row] = actor.place;
  }
  const order = radixOrder(totals.length, [total, name, field, namesake]);
  return Array.from(order.subarray(0, limit), (row) => {
    const { userId, username } = actorOf(row);
    const { fieldName, fieldValue } = fieldOf(row);
    return { userId, username, fieldName, fieldValue, total: totals[row] };
  });
}

/** Whoever acted, and where it stands among all who did. */
interface PlacedActor {
  userId: string | null;
  username: string;
  /** Its name's; those without one come last. */
  namePlace: number;
  /** Its own among those of the same name: by their ids, and after them by their kinds. */
  place: number;
}

/** @param keys those of users, and the negative kinds of others */
function placedActors(keys: readonly number[], users: readonly ReadMember[]): Map<number, PlacedActor> {
  const userByKey = new Map(users.map((user) => [user.key, user]));
  const names = placesOf(users.flatMap(({ name }) => name ?? []));
  const ids = placesOf(users.map(({ value }) => value));
  const rankOf = (key: number): number => ids.get(userByKey.get(key)?.value ?? '') ?? ids.size - key;
  const namesakes = new Map<number, number>();
  const placed = new Map<number, PlacedActor>();
  for (const key of [...keys].sort((a, b) => rankOf(a) - rankOf(b))) {
    const { value: userId = null, name = null } = userByKey.get(key) ?? {};
    const namePlace = name === null ? names.size : (names.get(name) as number);
    const place = namesakes.get(namePlace) ?? 0;
    namesakes.set(namePlace, place + 1);
    placed.set(key, { userId, username: name ?? nameOfKind(-key), namePlace, place });
  }
  return placed;
}

type PlacedField = ReturnType<typeof readFieldMember> & { place: number };

function placedFields(values: readonly ReadMember[]): Map<number, PlacedField> {
  const places = placesOf(values.map(({ value }) => value));
  return new Map(
    values.map(({ key, value }) => [key, { ...readFieldMember(value), place: places.get(value) as number }]),
  );
}

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
