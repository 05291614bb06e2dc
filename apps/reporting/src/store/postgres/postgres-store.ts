import { ZERO_ID } from '@daybook/contracts';
import { Bound, rows } from '@daybook/persistence';
import type { ActivityFilter } from '../model/activity-filter';
import { fromPostgres, mapAnswer, type Answer } from '../model/answer';
import type { DetailRow, RowKey } from '../model/detail-row';
import { ACTOR_DIMENSION, FIELD_DIMENSION, readFieldMember, TYPE_DIMENSION } from '../model/dimension-names';
import type {
  DistinctTotal,
  FieldTotal,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  ReportStore,
  TypeAmount,
  TypeGroup,
  TypeTotal,
  UserTypeTotal,
} from '../model/report-store';
import { actorKinds, nameOfKind } from '../model/stored-event';
import { detailParts } from './detail-parts';
import { detailRow, keyOf, rowsOfFilter, type StoredRow } from './detail-rows';
import { conditionsOf } from './filter-conditions';
import type { Transact } from './report-database';

const QUARTER_S = 900;

/** A statement about the rows that meet some conditions; what else it binds, it adds. */
type StatementText = (conditions: string, bound: Bound) => string;

/** A row of totals: node-postgres gives counts as texts. */
type Counted<T> = Omit<T, 'total'> & { total: string };

/** The report straight from the activity table. */
export class PostgresStore implements ReportStore {
  constructor(private readonly read: Transact) {}

  ready(): null {
    return null;
  }

  reached(newest: number): Promise<number> {
    return Promise.resolve(newest);
  }

  actions(filter: ActivityFilter, position: number): Promise<Answer<TypeTotal[]>> {
    return this.added(filter, 0, position);
  }

  added(filter: ActivityFilter, after: number, position: number): Promise<Answer<TypeTotal[]>> {
    return this.totals(
      filter,
      position,
      (conditions, bound) => `
        select m.value as type, t.total
          from (select a.type_key as key, count(*) as total from activity a
                 where ${after === 0 ? '' : `a.id > ${bound.add(after)}::bigint and `}${conditions} group by 1) t
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.key`,
    );
  }

  amounts(filter: ActivityFilter, position: number): Promise<Answer<TypeAmount[]>> {
    return this.ask(
      filter,
      position,
      (conditions) => `
        select m.value as type, t.currency, t.amount
          from (select a.type_key as key, a.amount_currency as currency, sum(a.amount)::text as amount
                  from activity a where a.amount is not null and ${conditions} group by 1, 2) t
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.key`,
    );
  }

  distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<Answer<DistinctTotal[]>> {
    const pairs = groups.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    return this.ask(filter, position, (conditions, bound) => {
      const names = bound.add(pairs.map(({ name }) => name));
      const types = bound.add(pairs.map(({ type }) => type));
      return `
        select g.name, count(distinct a.order_id)::int as orders,
               (count(distinct a.customer_id) filter (where a.customer_id <> '${ZERO_ID}'))::int as customers
          from (select wanted.name, m.key
                  from unnest(${names}::text[], ${types}::text[]) as wanted (name, type)
                  join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.value = wanted.type) g
          join activity a on a.type_key = g.key
         where ${conditions}
         group by g.name`;
    });
  }

  /** Largest first, by name where they tie. */
  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<Answer<FieldTotal[]>> {
    const found = await this.totals<FieldRow>(
      filter,
      position,
      (conditions, bound) => `
        select u.value as "userId", u.name as username, t.kind, f.value as field, t.total
          from (select a.user_key, case when a.user_key is null then a.actor_kind end as kind,
                       field_key, count(*) as total
                  from activity a, unnest(a.fields_set) as field_key
                 where a.fields_set is not null and ${conditions}
                 group by 1, 2, 3) t
          join dimension_member f on f.dimension = '${FIELD_DIMENSION}' and f.key = t.field_key
          left join dimension_member u on u.dimension = '${ACTOR_DIMENSION}' and u.key = t.user_key
         order by t.total desc, u.name collate "C", f.value collate "C", u.value collate "C", t.kind
         limit ${bound.add(limit)}::integer`,
    );
    return mapAnswer(found, (totals) =>
      totals.map(({ userId, username, kind, field, total }) => ({
        userId,
        username: username ?? nameOfKind(kind),
        ...readFieldMember(field),
        total,
      })),
    );
  }

  async quarters(filter: ActivityFilter, position: number): Promise<Answer<QuarterTotal[]>> {
    const found = await this.totals<{ quarter: string; total: number }>(
      filter,
      position,
      (conditions) => `
        select floor(extract(epoch from a.occurred_at) / ${QUARTER_S})::bigint as quarter, count(*) as total
          from activity a where ${conditions} group by 1 order by 1`,
    );
    return mapAnswer(found, (totals) =>
      totals.map(({ quarter, total }) => ({ start: Number(quarter) * QUARTER_S * 1000, total })),
    );
  }

  members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<Answer<MemberTotal[]>> {
    const source = by.many ? `activity a left join lateral unnest(a.${by.column}) k on true` : 'activity a';
    return this.totals(
      filter,
      position,
      (conditions, bound) => `
        select m.value, m.name, t.total
          from (select ${by.many ? 'k' : `a.${by.column}`} as key, count(*) as total
                  from ${source} where ${conditions} group by 1) t
          left join dimension_member m on m.dimension = ${bound.add(by.dimension)} and m.key = t.key`,
    );
  }

  users(filter: ActivityFilter, position: number): Promise<Answer<UserTypeTotal[]>> {
    return this.totals(
      filter,
      position,
      (conditions) => `
        select u.value as "userId", coalesce(u.name, u.value) as username, m.value as type,
               t.total, t.currency, t.amount
          from (select a.user_key, a.type_key, a.amount_currency as currency,
                       count(*) as total, sum(a.amount)::text as amount
                  from activity a
                 where a.actor_kind = ${actorKinds.user} and a.user_key is not null and ${conditions}
                 group by 1, 2, 3) t
          join dimension_member u on u.dimension = '${ACTOR_DIMENSION}' and u.key = t.user_key
          join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.key = t.type_key`,
    );
  }

  async page(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<DetailRow[]> {
    return (await this.stored(filter, position, after, limit)).map(detailRow);
  }

  parts(filter: ActivityFilter, position: number, size: number): AsyncGenerator<DetailRow[], void> {
    return detailParts(this.statements(filter, position, size));
  }

  /** The rows of `parts` as they are stored, those of a statement at once. */
  async *statements(
    filter: ActivityFilter,
    position: number,
    size: number,
  ): AsyncGenerator<StoredRow[], void> {
    let last: StoredRow | undefined;
    do {
      const stored = await this.stored(filter, position, last === undefined ? null : keyOf(last), size);
      if (stored.length > 0) yield stored;
      last = stored.length < size ? undefined : stored.at(-1);
    } while (last !== undefined);
  }

  private stored(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<StoredRow[]> {
    return this.read((em) => rowsOfFilter(em, filter, position, after, limit));
  }

  private async totals<Row extends { total: number }>(
    filter: ActivityFilter,
    position: number,
    text: StatementText,
  ): Promise<Answer<Row[]>> {
    const found = await this.ask<Counted<Row>>(filter, position, text);
    return mapAnswer(found, (counted) => counted.map((row) => ({ ...row, total: Number(row.total) }) as Row));
  }

  private async ask<Row>(
    filter: ActivityFilter,
    position: number,
    text: StatementText,
  ): Promise<Answer<Row[]>> {
    const bound = new Bound();
    const statement = text(conditionsOf(filter, position, bound), bound);
    return fromPostgres(await this.read((em) => rows<Row>(em, statement, bound.values)));
  }
}

interface FieldRow {
  userId: string | null;
  username: string | null;
  kind: number | null;
  field: string;
  total: number;
}
