import { DateTime } from 'luxon';
import Big from 'big.js';
import {
  agentMeasures,
  catalog as knownCatalog,
  DomainError,
  extentOf,
  filterOfBreakdown,
  reportFilters,
  type Actor,
  type AgentMeasureKey,
  type AgentRowView,
  type AgentsView,
  type BreakdownQuery,
  type BreakdownRowView,
  type BreakdownView,
  type Catalog,
  type DimensionFilter,
  type ReportQuery,
  type SeriesPartView,
  type SeriesQuery,
  type SeriesView,
} from '@daybook/contracts';
import type { MemberTotal, UserTypeTotal } from '../store/breakdown-store';
import { ACTOR_DIMENSION } from '../store/dimension-names';
import { columnOf } from '../store/filter-columns';
import type { ActivityFilter } from '../store/summary-store';
import { stepsOf } from './buckets';
import { groupBy } from './group-by';
import { moneyOfEach } from './money-sums';
import { ReportFooting, type ReportSources } from './snapshots';
import { scopeOf } from './report-scope';

const DEFAULT_ROWS = 1_000;
const QUARTER_MS = 900_000;

/** The report's totals in parts: over time, by one dimension, by user. */
export class BreakdownQueries {
  private readonly catalog: Catalog;
  private readonly footing: ReportFooting;

  constructor(private readonly from: ReportSources) {
    this.catalog = from.catalog ?? knownCatalog;
    this.footing = new ReportFooting(from);
  }

  async series(query: SeriesQuery, actor: Actor): Promise<SeriesView> {
    const previousPeriod = this.footing.previous(query);
    const standing = await this.footing.begin(query.minPosition);
    const { position } = standing;
    const scope = scopeOf(actor, 'report.view');
    const filter = await this.footing.filter(query, this.footing.period(query), scope);
    const steps = await this.steps(filter, position, query);
    const previous = previousPeriod && (await this.steps({ ...filter, ...previousPeriod }, position, query));
    const completeness = await this.footing.confirm(standing);
    return {
      ...steps,
      ...(previous === null || previousPeriod === null ? {} : { previous, previousPeriod }),
      completeness,
    };
  }

  /** Counted by quarters of an hour of UTC, which every zone's hours, days and months consist of. */
  private async steps(
    filter: ActivityFilter,
    position: number,
    { bucket, timeZone: zone = 'UTC' }: SeriesQuery,
  ): Promise<SeriesPartView> {
    const at = (moment: string | null): DateTime | null =>
      moment === null ? null : DateTime.fromISO(moment, { zone });
    // Both ends known: too many steps are refused before anything is counted.
    const [from, to] = [at(filter.from), at(filter.to)];
    const known = from === null || to === null ? null : stepsOf(bucket, from, to);
    const quarters = await this.from.breakdowns.quarters(filter, position);
    const [first, last] = [quarters[0], quarters.at(-1)];
    const steps =
      known ??
      (first === undefined || last === undefined
        ? []
        : stepsOf(
            bucket,
            from ?? DateTime.fromMillis(first.start, { zone }).startOf(bucket),
            to ?? DateTime.fromMillis(last.start + QUARTER_MS, { zone }),
          ));
    const totals = steps.map(() => 0);
    let step = 0;
    for (const { start, total } of quarters) {
      while (step + 1 < steps.length && start >= +steps[step + 1].start) step += 1;
      totals[step] += total;
    }
    return {
      items: steps.map(({ start, end }, nth) => ({
        start: start.toISO() as string,
        end: end.toISO() as string,
        total: totals[nth],
      })),
      total: totals.reduce((all, total) => all + total, 0),
    };
  }

  async by(query: BreakdownQuery, actor: Actor): Promise<BreakdownView> {
    const by = filterOfBreakdown(query.dimension, this.from.filters ?? reportFilters);
    if (by === undefined)
      throw new DomainError('request.malformed', { detail: 'There is no such dimension.' });
    // Whoever gets totals only learns nothing of people.
    if (by.dimension.name === ACTOR_DIMENSION && extentOf(actor, 'report.details') === 'no') {
      throw new DomainError('request.forbidden', { detail: 'Only who may see the Details counts by user.' });
    }
    const previousPeriod = this.footing.previous(query);
    const standing = await this.footing.begin(query.minPosition);
    const { position } = standing;
    const filter = await this.footing.filter(
      query,
      this.footing.period(query),
      scopeOf(actor, 'report.view'),
    );
    const before = previousPeriod && { ...filter, ...previousPeriod };
    const rows = mergeRows(
      await this.rowsBy(by, filter, position),
      before && (await this.rowsBy(by, before, position)),
    );
    const limit = query.limit ?? DEFAULT_ROWS;
    const total = await this.total(filter, position);
    const previous = before && (await this.total(before, position));
    const completeness = await this.footing.confirm(standing);
    return {
      items: rows.slice(0, limit),
      truncated: rows.length > limit,
      total,
      ...(previous === null || previousPeriod === null ? {} : { previous, previousPeriod }),
      completeness,
    };
  }

  private async rowsBy(
    by: DimensionFilter,
    filter: ActivityFilter,
    position: number,
  ): Promise<BreakdownRowView[]> {
    const found = await this.from.breakdowns.members(filter, position, columnOf(by.dimension));
    const members = by.dimension.membersOf === undefined ? found : this.asActions(found);
    const labels = new Map((by.choices ?? []).map(({ value, label }) => [value, label]));
    return members.map(({ value, name, total }) =>
      value === null
        ? { label: `No ${by.label}`, total }
        : { value, label: labels.get(value) ?? name ?? value, total },
    );
  }

  private asActions(members: readonly MemberTotal[]): MemberTotal[] {
    const byAction = groupBy(members, ({ value }) =>
      value === null ? null : (this.catalog.findActivity(value)?.reportAction ?? null),
    );
    return [...byAction].map(([value, types]) => ({
      value,
      name: null,
      total: types.reduce((all, { total }) => all + total, 0),
    }));
  }

  private async total(filter: ActivityFilter, position: number): Promise<number> {
    const totals = await this.from.store.actions(filter, position);
    return totals.reduce((all, { total }) => all + total, 0);
  }

  async agents(query: ReportQuery, actor: Actor): Promise<AgentsView> {
    const standing = await this.footing.begin(query.minPosition);
    const scope = scopeOf(actor, 'report.details');
    const filter = await this.footing.filter(query, this.footing.period(query), scope);
    const rows = await this.from.breakdowns.users(filter, standing.position);
    const completeness = await this.footing.confirm(standing);
    const users = groupBy(rows, ({ userId }) => userId);
    const items = [...users.values()].map(agentRow);
    return {
      items: items.sort((a, b) => b.total - a.total || (a.username < b.username ? -1 : 1)),
      completeness,
    };
  }
}

/** Largest first; those that only the period before has stand last. */
function mergeRows(
  rows: readonly BreakdownRowView[],
  before: readonly BreakdownRowView[] | null,
): BreakdownRowView[] {
  const previous = new Map(before?.map((row) => [row.value, row.total]));
  const present = new Set(rows.map(({ value }) => value));
  const gone = (before ?? []).filter(({ value }) => !present.has(value)).map((row) => ({ ...row, total: 0 }));
  return [...rows, ...gone]
    .map((row) => (before === null ? row : { ...row, previous: previous.get(row.value) ?? 0 }))
    .sort(
      (a, b) =>
        b.total - a.total ||
        (b.previous ?? 0) - (a.previous ?? 0) ||
        a.label.localeCompare(b.label, 'en') ||
        ((a.value ?? '') < (b.value ?? '') ? -1 : 1),
    );
}

function agentRow(rows: readonly UserTypeTotal[]): AgentRowView {
  const [{ userId, username }] = rows as [UserTypeTotal];
  const counts = Object.fromEntries(
    agentMeasures.map(({ key, types }) => [key, count(rows.filter(({ type }) => includes(types, type)))]),
  ) as Record<AgentMeasureKey, number>;
  const refunded = new Map<string, Big>();
  for (const { type, currency, amount } of rows) {
    if (currency === null || amount === null || !includes(REFUNDS.types, type)) continue;
    refunded.set(currency, (refunded.get(currency) ?? new Big(0)).plus(amount));
  }
  return { userId, username, ...counts, refunded: moneyOfEach(refunded), total: count(rows) };
}

const REFUNDS = agentMeasures.filter(({ key }) => key === 'refunds')[0];

function count(rows: readonly UserTypeTotal[]): number {
  return rows.reduce((all, { total }) => all + total, 0);
}

function includes(types: readonly string[], type: string): boolean {
  return types.includes(type);
}
