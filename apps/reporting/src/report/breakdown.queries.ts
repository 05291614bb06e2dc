import { DateTime } from 'luxon';
import Big from 'big.js';
import {
  absentChoices,
  agentMeasures,
  DomainError,
  extentOf,
  filterOfBreakdown,
  type Actor,
  type AgentMeasureKey,
  type AgentRowView,
  type AgentsView,
  type BreakdownQuery,
  type BreakdownRowView,
  type BreakdownView,
  type DimensionFilter,
  type ReportQuery,
  type SeriesPartView,
  type SeriesQuery,
  type SeriesView,
} from '@daybook/contracts';
import { ACTOR_DIMENSION } from '../store/model/dimension-names';
import { columnOf } from '../store/model/filter-columns';
import { sumOf } from '../store/model/report-store';
import { stepsOf } from './buckets';
import { groupBy } from './group-by';
import { moneyOfEach } from './money-sums';
import { toPeriodView } from './period';
import type { ReportSources } from './report-sources';
import type { MemberTotal, UserTypeTotal } from '../store/model/report-store';
import type { ActivityFilter } from '../store/model/activity-filter';

const DEFAULT_ROWS = 1_000;
const QUARTER_MS = 900_000;

/** The report's totals in parts: over time, by one dimension, by user. */
export class BreakdownQueries {
  constructor(private readonly from: ReportSources) {}

  async series(query: SeriesQuery, actor: Actor): Promise<SeriesView> {
    const previousPeriod = this.from.previous(query);
    return this.from.snapshots.answer(query.minPosition, async (at) => {
      const { value: filter } = await this.from.filter(query, actor, 'report.view', at);
      const steps = { ...(await this.steps(filter, at.position, query)), period: toPeriodView(filter) };
      if (previousPeriod === null) return steps;
      const previous = await this.steps({ ...filter, ...previousPeriod }, at.position, query);
      return { ...steps, previous, previousPeriod };
    });
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
    const { value: quarters } = await this.from.store.quarters(filter, position);
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
      total: sumOf(quarters),
    };
  }

  async by(query: BreakdownQuery, actor: Actor): Promise<BreakdownView> {
    const by = filterOfBreakdown(query.dimension, this.from.filters);
    if (by === undefined)
      throw new DomainError('request.malformed', { detail: 'There is no such dimension.' });
    // Whoever gets totals only learns nothing of people.
    if (by.dimension.name === ACTOR_DIMENSION && extentOf(actor, 'report.details') === 'no') {
      throw new DomainError('request.forbidden', { detail: 'Only who may see the Details counts by user.' });
    }
    const previousPeriod = this.from.previous(query);
    const limit = query.limit ?? DEFAULT_ROWS;
    return this.from.snapshots.answer(query.minPosition, async (at) => {
      const { value: filter } = await this.from.filter(query, actor, 'report.view', at);
      const before = previousPeriod && { ...filter, ...previousPeriod };
      const rows = mergeRows(
        await this.rowsBy(by, filter, at.position),
        before && (await this.rowsBy(by, before, at.position)),
      );
      return {
        items: rows.slice(0, limit),
        truncated: rows.length > limit,
        total: await this.total(filter, at.position),
        period: toPeriodView(filter),
        ...(before === null || previousPeriod === null
          ? {}
          : { previous: await this.total(before, at.position), previousPeriod }),
      };
    });
  }

  private async rowsBy(
    by: DimensionFilter,
    filter: ActivityFilter,
    position: number,
  ): Promise<BreakdownRowView[]> {
    const { value: found } = await this.from.store.members(filter, position, columnOf(by.dimension));
    const members = by.dimension.membersOf === undefined ? found : this.asActions(found);
    const labels = new Map((by.choices ?? []).map(({ value, label }) => [value, label]));
    return members.map(({ value, name, total }) =>
      value === null
        ? { ...absentChoices(by)[0], label: `No ${by.label}`, total }
        : { value, label: labels.get(value) ?? name ?? value, total },
    );
  }

  private asActions(members: readonly MemberTotal[]): MemberTotal[] {
    const byAction = groupBy(members, ({ value }) =>
      value === null ? null : (this.from.catalog.findActivity(value)?.reportAction ?? null),
    );
    return [...byAction].map(([value, types]) => ({ value, name: null, total: sumOf(types) }));
  }

  private async total(filter: ActivityFilter, position: number): Promise<number> {
    return sumOf((await this.from.store.actions(filter, position)).value);
  }

  async agents(query: ReportQuery, actor: Actor): Promise<AgentsView> {
    return this.from.snapshots.answer(query.minPosition, async (at) => {
      const { value: filter } = await this.from.filter(query, actor, 'report.details', at);
      const { value: rows } = await this.from.store.users(filter, at.position);
      const items = [...groupBy(rows, ({ userId }) => userId).values()].map(agentRow);
      items.sort((a, b) => b.total - a.total || (a.username < b.username ? -1 : 1));
      return { items, period: toPeriodView(filter) };
    });
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
    agentMeasures.map(({ key, types }) => [key, sumOf(rows.filter(({ type }) => includes(types, type)))]),
  ) as Record<AgentMeasureKey, number>;
  const refunded = new Map<string, Big>();
  for (const { type, currency, amount } of rows) {
    if (currency === null || amount === null || !includes(REFUNDS.types, type)) continue;
    refunded.set(currency, (refunded.get(currency) ?? new Big(0)).plus(amount));
  }
  return { userId, username, ...counts, refunded: moneyOfEach(refunded), total: sumOf(rows) };
}

const REFUNDS = agentMeasures.filter(({ key }) => key === 'refunds')[0];

function includes(types: readonly string[], type: string): boolean {
  return types.includes(type);
}
