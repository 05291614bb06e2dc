import { actorKinds } from '../postgres/activity-row';
import type {
  BreakdownStore,
  GroupColumn,
  MemberTotal,
  QuarterTotal,
  TypeAmount,
  UserTypeTotal,
} from '../breakdown-store';
import { ACTOR_DIMENSION } from '../dimension-names';
import type { ActivityFilter, TypeTotal } from '../summary-store';
import type { DuckDbReader } from './duckdb-reader';
import { conditionsOf } from './filter-conditions';
import type { BoundList } from './file/duckdb-file';
import { whole } from './follower/followed-rows';
import { isLong, totalsQuestion, type Question } from './totals-sql';

const QUARTER_US = 900_000_000;
/** Quarters between the year 0 and 1970, and some: whole division rounds towards 0. */
const EARLY = 100_000_000;
const EARLY_US = BigInt(EARLY) * BigInt(QUARTER_US);

/** Totals in parts from the column store. Throws whatever stands in the way of an answer. */
export class DuckDbBreakdownStore implements BreakdownStore {
  constructor(private readonly reader: DuckDbReader) {}

  async quarters(filter: ActivityFilter, position: number): Promise<QuarterTotal[]> {
    const rows = await this.reader.rows(position, (_rollups, upTo) =>
      scan(
        filter,
        upTo,
        (where) => `
          select cast((a.moment + ${EARLY_US}) // ${QUARTER_US} as integer) as quarter, count(*)
            from activity a where ${where} group by 1 order by 1`,
      ),
    );
    return rows.map(([quarter, total]) => ({
      start: (Number(quarter) - EARLY) * (QUARTER_US / 1_000),
      total: Number(total),
    }));
  }

  async members(filter: ActivityFilter, position: number, by: GroupColumn): Promise<MemberTotal[]> {
    const rows = await this.reader.rows(position, (rollups, upTo) =>
      totalsQuestion(rollups, filter, upTo, {
        groups: [by.column],
        ...(by.many ? { several: by.column } : {}),
      }),
    );
    const totals = rows.map(([key, total]) => ({ key: Number(key), total: Number(total) }));
    const keys = totals.map(({ key }) => key).filter((key) => key > 0);
    const members = await this.reader.membersOf(by.dimension, keys);
    return totals.map(({ key, total }) => {
      const { value = null, name = null } = members.get(key) ?? {};
      return { value, name, total };
    });
  }

  async amounts(filter: ActivityFilter, position: number): Promise<TypeAmount[]> {
    const totals = await this.reader.totals(filter, position);
    return totals.flatMap(({ type, currency, amount }) =>
      currency === null ? [] : [{ type, currency, amount: decimalOf(amount) }],
    );
  }

  async added(filter: ActivityFilter, after: number, position: number): Promise<TypeTotal[]> {
    const { result, file } = await this.reader.ask(position, (_rollups, upTo) =>
      scan(
        filter,
        upTo,
        (where) => `
          select a.type_key, count(*) from activity a where a.id > ${whole(after)} and ${where} group by 1`,
      ),
    );
    const rows = result.rows;
    const types = await this.reader.typesOf(
      file,
      rows.map(([key]) => Number(key)),
    );
    return rows.map(([key, total]) => ({ type: types.get(Number(key)) as string, total: Number(total) }));
  }

  async users(filter: ActivityFilter, position: number): Promise<UserTypeTotal[]> {
    const { result, file } = await this.reader.ask(position, (rollups, upTo) =>
      totalsQuestion(rollups, filter, upTo, {
        groups: ['user_key', 'type_key', 'currency'],
        amounts: true,
        where: `a.user_key <> 0 and a.actor_kind = ${actorKinds.user}`,
      }),
    );
    const rows = result.rows;
    const types = await this.reader.typesOf(
      file,
      rows.map(([, type]) => Number(type)),
    );
    const users = await this.reader.membersOf(
      ACTOR_DIMENSION,
      rows.map(([user]) => Number(user)),
    );
    const currencies = await this.reader.currenciesOf(
      file,
      rows.map(([, , currency]) => Number(currency)),
    );
    return rows.map(([userKey, type, currencyKey, total, amount]) => {
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
    });
  }
}

/** A question that only the rows themselves answer. */
function scan(filter: ActivityFilter, position: number, statement: (where: string) => string): Question {
  const bound: BoundList[] = [];
  return { statement: statement(conditionsOf(filter, position, bound)), bound, long: isLong(filter) };
}

/** Ten-thousandths as an exact decimal of four places, as PostgreSQL writes them. */
function decimalOf(tenThousandths: bigint): string {
  const digits = String(tenThousandths).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
