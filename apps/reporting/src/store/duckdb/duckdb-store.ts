import type { Statement } from '@daybook/persistence';
import type { ActivityFilter } from '../model/activity-filter';
import { fromPostgres, mapAnswer, type Answer } from '../model/answer';
import type { RowKey } from '../model/detail-row';
import { ACTOR_DIMENSION, TYPE_DIMENSION } from '../model/dimension-names';
import type {
  DistinctTotal,
  FieldTotal,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  TotalsStore,
  TypeAmount,
  TypeGroup,
  TypeTotal,
  UserTypeTotal,
} from '../model/report-store';
import { actorKinds } from '../model/stored-event';
import { distinctQuestion } from './distinct-sql';
import type { DuckDbReader } from './duckdb-reader';
import { numbers, texts, type BoundList } from './file/duckdb-file';
import { whole } from './file/whole';
import { conditionsOf } from './filter-conditions';
import { namedFieldTotals } from './named-field-totals';
import type { DistinctColumn } from './rollups/rollup-tables';
import { isLong, totalsQuestion, type Question } from './totals-sql';

const QUARTER_US = 900_000_000;
/** Quarters between the year 0 and 1970, and some: whole division rounds towards 0. */
const EARLY = 100_000_000;
const EARLY_US = BigInt(EARLY) * BigInt(QUARTER_US);

/** The report's totals, and the keys of its rows, from the column store. Throws whatever stands in the way of an answer. */
export class DuckDbStore implements TotalsStore {
  constructor(private readonly reader: DuckDbReader) {}

  async actions(filter: ActivityFilter, position: number): Promise<Answer<TypeTotal[]>> {
    return mapAnswer(await this.reader.totals(filter, position), (found) => {
      const totals = new Map<string, number>();
      for (const { type, total } of found) totals.set(type, (totals.get(type) ?? 0) + total);
      return [...totals].map(([type, total]) => ({ type, total }));
    });
  }

  async amounts(filter: ActivityFilter, position: number): Promise<Answer<TypeAmount[]>> {
    return mapAnswer(await this.reader.totals(filter, position), (totals) =>
      totals.flatMap(({ type, currency, amount }) =>
        currency === null ? [] : [{ type, currency, amount: decimalOf(amount) }],
      ),
    );
  }

  async distinct(
    filter: ActivityFilter,
    position: number,
    groups: readonly TypeGroup[],
  ): Promise<Answer<DistinctTotal[]>> {
    const pairs = groups.flatMap(({ name, types }) => types.map((type) => ({ name, type })));
    const known = await this.reader.lookup<{ name: string; key: number }>(GROUP_KEYS, [
      pairs.map(({ name }) => name),
      pairs.map(({ type }) => type),
    ]);
    const wanted = [texts(known.map(({ name }) => name)), numbers(known.map(({ key }) => key))];
    const highest = await this.highestKeys(position);
    const rows = await this.reader.rows(position, (rollups, upTo) =>
      distinctQuestion(rollups, filter, upTo, wanted, highest),
    );
    return fromPostgres(
      rows.map(([name, customers, orders]) => ({
        name: String(name),
        customers: Number(customers),
        orders: Number(orders),
      })),
    );
  }

  async customFields(filter: ActivityFilter, position: number, limit: number): Promise<Answer<FieldTotal[]>> {
    const columns = await this.reader.columns(position, (_rollups, upTo) => {
      const bound: BoundList[] = [];
      return { statement: fieldsCounted(conditionsOf(filter, upTo, bound), limit), bound, long: false };
    });
    // Integers and doubles: they come as numbers.
    const [actors = [], fields = [], totals = []] = columns as number[][];
    return fromPostgres(await namedFieldTotals(this.reader.lookup, { actors, fields, totals }, limit));
  }

  async quarters(filter: ActivityFilter, position: number): Promise<Answer<QuarterTotal[]>> {
    const rows = await this.reader.rows(position, (_rollups, upTo) =>
      scan(
        filter,
        upTo,
        (where) => `
          select cast((a.moment + ${EARLY_US}) // ${QUARTER_US} as integer) as quarter, count(*)
            from activity a where ${where} group by 1 order by 1`,
      ),
    );
    const value = rows.map(([quarter, total]) => ({
      start: (Number(quarter) - EARLY) * (QUARTER_US / 1_000),
      total: Number(total),
    }));
    return { value, askedPostgres: false };
  }

  async members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<Answer<MemberTotal[]>> {
    const rows = await this.reader.rows(position, (rollups, upTo) =>
      totalsQuestion(rollups, filter, upTo, {
        groups: [by.column],
        ...(by.many ? { several: by.column } : {}),
      }),
    );
    const totals = rows.map(([key, total]) => ({ key: Number(key), total: Number(total) }));
    const keys = totals.map(({ key }) => key).filter((key) => key > 0);
    return mapAnswer(await this.reader.membersOf(by.dimension, keys), (members) =>
      totals.map(({ key, total }) => {
        const { value = null, name = null } = members.get(key) ?? {};
        return { value, name, total };
      }),
    );
  }

  async added(filter: ActivityFilter, after: number, position: number): Promise<Answer<TypeTotal[]>> {
    const { result, file } = await this.reader.ask(position, (_rollups, upTo) =>
      scan(
        filter,
        upTo,
        (where) => `
          select a.type_key, count(*) from activity a where a.id > ${whole(after)} and ${where} group by 1`,
      ),
    );
    const totals = result.rows.map(([key, total]) => ({ key: Number(key), total: Number(total) }));
    const types = await this.reader.typesOf(
      file,
      totals.map(({ key }) => key),
    );
    return mapAnswer(types, (names) =>
      totals.map(({ key, total }) => ({ type: names.get(key) as string, total })),
    );
  }

  async users(filter: ActivityFilter, position: number): Promise<Answer<UserTypeTotal[]>> {
    const { result, file } = await this.reader.ask(position, (rollups, upTo) =>
      totalsQuestion(rollups, filter, upTo, {
        groups: ['user_key', 'type_key', 'currency'],
        amounts: true,
        where: `a.user_key <> 0 and a.actor_kind = ${actorKinds.user}`,
      }),
    );
    const { rows } = result;
    const keysOf = (column: number): number[] => rows.map((row) => Number(row[column]));
    const { value: types } = await this.reader.typesOf(file, keysOf(1));
    const { value: users } = await this.reader.membersOf(ACTOR_DIMENSION, keysOf(0));
    const currencies = await this.reader.currenciesOf(file, keysOf(2));
    return fromPostgres(
      rows.map(([userKey, type, currencyKey, total, amount]) => {
        const user = users.get(Number(userKey));
        const currency = currencies.get(Number(currencyKey)) ?? null;
        return {
          userId: user?.value as string,
          username: (user?.name ?? user?.value) as string,
          type: types.get(Number(type)) as string,
          total: Number(total),
          currency,
          amount: currency === null ? null : decimalOf(amount as bigint),
        };
      }),
    );
  }

  /** The keys of at most `limit` rows, newest first, after a key. */
  async rowKeys(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<RowKey[]> {
    const bound: BoundList[] = [];
    const conditions = [conditionsOf(filter, position, bound)];
    if (after !== null) {
      const [moment, id] = [String(BigInt(after.occurredAt)), whole(after.id)];
      // The first follows from the second, but only by it whole blocks are left out.
      conditions.push(`a.moment <= ${moment}`, `(a.moment < ${moment} or a.id < ${id})`);
    }
    const rows = await this.reader.page(
      position,
      `select a.moment, a.id from activity a where ${conditions.join(' and ')}
        order by a.moment desc, a.id desc limit ${whole(limit)}`,
      bound,
    );
    return rows.map(([moment, id]) => ({ occurredAt: String(moment), id: Number(id) }));
  }

  /** The largest keys, and one more. */
  private async highestKeys(position: number): Promise<Record<DistinctColumn, number>> {
    const rows = await this.reader.rows(position, () => ({
      statement: `select (select coalesce(max(key), 0) from customer), (select coalesce(max(key), 0) from "order")`,
      bound: [],
      long: false,
    }));
    const [customers = 0, orders = 0] = (rows[0] ?? []).map((key) => Number(key) + 1);
    return { customer_key: customers, order_key: orders };
  }
}

const GROUP_KEYS: Statement = {
  name: 'report_group_keys',
  text: `select w.name, m.key from unnest($1::text[], $2::text[]) as w (name, type)
           join dimension_member m on m.dimension = '${TYPE_DIMENSION}' and m.value = w.type`,
};

/** A question that only the rows themselves answer. */
function scan(filter: ActivityFilter, position: number, statement: (where: string) => string): Question {
  const bound: BoundList[] = [];
  return { statement: statement(conditionsOf(filter, position, bound)), bound, long: isLong(filter) };
}

/** Totals by actor and field: the largest, with all that tie with the last of them, whose names decide between them. */
function fieldsCounted(where: string, limit: number): string {
  return `
    with counted as materialized (
      select a.actor, a.field_key, count(*) as total from field_set a where ${where} group by all
    ), reached as (
      select total, sum(count(*)) over (order by total desc) as rows from counted group by total
    )
    select actor, field_key, total::double from counted
     where total >= coalesce((select max(total) from reached where rows >= ${whole(limit)}), 0)`;
}

/** Ten-thousandths as an exact decimal of four places, as PostgreSQL writes them. */
function decimalOf(tenThousandths: bigint): string {
  const digits = String(tenThousandths).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
