import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { rows, type Statement } from '@daybook/persistence';
import type { ActivityRow } from './activity-row';
import type { DimensionKeys, WantedMembers } from './dimensions';
import { ACTOR_DIMENSION, FIELD_DIMENSION } from '../model/dimension-names';
import type { FilterColumn } from '../model/filter-columns';

/** Writes activities with two statements a batch, whatever columns the filters have. */
export class ActivityWriter {
  private readonly insertActivities: Statement;

  constructor(private readonly columns: readonly FilterColumn[]) {
    this.insertActivities = statementOf(columns);
  }

  /** The members whose keys `write` needs. */
  want(rows: readonly ActivityRow[], wanted: WantedMembers): void {
    for (const row of rows) {
      for (const member of row.fieldsSet) wanted.add(FIELD_DIMENSION, member, true);
      this.columns.forEach(({ dimension }, at) => {
        for (const value of row.values[at] ?? [])
          wanted.add(dimension, value, true, dimension === ACTOR_DIMENSION ? row.actorName : null);
      });
    }
  }

  /** Writes rows, numbered in their order up to `position`. Their members were resolved and their partitions are there. */
  async write(
    em: EntityManager,
    activities: readonly ActivityRow[],
    keys: DimensionKeys,
    position: number,
  ): Promise<void> {
    if (activities.length === 0) return;
    const first = position - activities.length + 1;
    const ids = array(activities.map((_, at) => first + at));
    const times = array(activities.map((row) => quoted(row.occurredAt)));
    const customers = array(activities.map((row) => quoted(row.customerId)));
    await rows(em, this.insertActivities, [
      ids,
      times,
      customers,
      array(activities.map((row) => quoted(row.recordedAt))),
      array(activities.map((row) => (row.orderId === null ? 'null' : quoted(row.orderId)))),
      array(activities.map((row) => row.actorKind)),
      array(activities.map((row) => (row.isNote ? 't' : 'f'))),
      array(activities.map((row) => severalKeys(keys, FIELD_DIMENSION, row.fieldsSet))),
      array(activities.map((row) => row.moved?.amount ?? 'null')),
      array(activities.map((row) => row.moved?.currency ?? 'null')),
      ...this.columns.map((column, at) =>
        array(activities.map((row) => cellOf(keys, column, row.values[at] ?? []))),
      ),
    ]);
    await rows(em, INSERT_BODIES, [
      ids,
      times,
      customers,
      lines(activities, 'event'),
      lines(activities, 'personal'),
    ]);
  }
}

/** The keys of a column's values as an element of an array: `null`, a key, or the text of an array of keys. */
export function cellOf(keys: DimensionKeys, column: FilterColumn, values: readonly string[]): string {
  return column.many ? severalKeys(keys, column.dimension, values) : oneKey(keys, column.dimension, values);
}

function oneKey(keys: DimensionKeys, dimension: string, values: readonly string[]): string {
  const [value] = values;
  return value === undefined ? 'null' : String(keys.of(dimension, value));
}

/** Several keys as the text of an array, sorted and each once. */
function severalKeys(keys: DimensionKeys, dimension: string, values: readonly string[]): string {
  if (values.length === 0) return 'null';
  const found = new Set(values.map((value) => keys.of(dimension, value)));
  return `"{${[...found].sort((a, b) => a - b).join(',')}}"`;
}

/** An array as PostgreSQL reads it; texts among its elements come quoted. */
export function array(elements: readonly (string | number)[]): string {
  return `{${elements.join(',')}}`;
}

/** A text as an element of such an array. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

function statementOf(columns: readonly FilterColumn[]): Statement {
  const text = insertStatement(columns);
  // Another set of filters is another statement.
  return { name: `report_activities_${createHash('md5').update(text).digest('hex').slice(0, 12)}`, text };
}

function insertStatement(columns: readonly FilterColumn[]): string {
  const names = columns.map((c) => c.column);
  const typed = columns.map((c, at) => `$${11 + at}::${c.many ? 'text' : 'integer'}[]`);
  const read = columns.map((c) => (c.many ? `a.${c.column}::integer[]` : `a.${c.column}`));
  return `
    insert into activity (${[...fixed, ...names].join(', ')})
    select ${[...fixed.map((c) => (c === 'fields_set' ? `a.${c}::integer[]` : `a.${c}`)), ...read].join(', ')}
      from unnest($1::bigint[], $2::timestamptz[], $3::uuid[], $4::timestamptz[], $5::uuid[],
                  $6::smallint[], $7::boolean[], $8::text[], $9::numeric[], $10::text[]${typed.map((t) => `, ${t}`).join('')})
             as a (${[...fixed, ...names].join(', ')})`;
}

const fixed = [
  'id',
  'occurred_at',
  'customer_id',
  'recorded_at',
  'order_id',
  'actor_kind',
  'is_note',
  'fields_set',
  'amount',
  'amount_currency',
];

// Bodies come as lines: an array of them would have to be escaped, which costs more than to store them.
const INSERT_BODIES: Statement = {
  name: 'report_bodies',
  text: `
  insert into activity_body (id, occurred_at, customer_id, event, personal)
  select id, occurred_at, customer_id, event::json, personal::json
    from rows from (unnest($1::bigint[]), unnest($2::timestamptz[]), unnest($3::uuid[]),
                    string_to_table($4, E'\\n'), string_to_table($5, E'\\n'))
           as b (id, occurred_at, customer_id, event, personal)`,
};

/** One JSON text a line; JSON itself holds no line breaks. */
function lines(rows: readonly ActivityRow[], part: 'event' | 'personal'): string {
  return rows.map((row) => row[part]).join('\n');
}
