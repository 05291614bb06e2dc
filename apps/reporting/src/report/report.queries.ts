import Big from 'big.js';
import {
  DEFAULT_LIMIT,
  type ActionSummaryQuery,
  type ActionSummaryView,
  type ActionTotalView,
  type Actor,
  type Catalog,
  type CompletenessView,
  type FieldSummaryView,
  type Money,
  type ReportDetailsQuery,
  type ReportDetailsView,
  type ReportQuery,
} from '@daybook/contracts';
import { sumOf, type StorePosition, type TypeAmount, type TypeTotal } from '../store/model/report-store';
import { allAnswers, mapAnswer, notAsked, type Answer } from '../store/model/answer';
import { toDetailView } from './detail-view';
import { moneyOfEach } from './money-sums';
import { toPeriodView, type Period } from './period';
import { fingerprintOf, packCursor, unpackCursor } from './report-cursor';
import type { ReportSources } from './report-sources';
import { scopeOf } from './report-scope';
import type { ActivityFilter } from '../store/model/activity-filter';

/** Rows of the custom-field summary at most. */
const FIELD_ROWS = 10_000;

/** Name of the group of all actions; no action is called so. */
const EVERY_ACTION = '';

interface DistinctCounts {
  customers: number;
  orders: number;
}

/** The report's answers. Each stands at one position: totals, rows and completeness are about the same actions. */
export class ReportQueries {
  private readonly catalog: Catalog;

  constructor(private readonly from: ReportSources) {
    this.catalog = from.catalog;
  }

  async actions(query: ActionSummaryQuery, actor: Actor): Promise<ActionSummaryView> {
    const period = this.from.period(query);
    return this.from.snapshots.answerBeside(query.minPosition, (at) =>
      this.actionsAt(query, actor, at, period),
    );
  }

  /** The Action Summary at a position. @param period the one that is meant */
  async actionsAt(
    query: ActionSummaryQuery,
    actor: Actor,
    at: StorePosition,
    period: Period,
  ): Promise<Answer<Omit<ActionSummaryView, 'completeness'>>> {
    const { store } = this.from;
    const previousPeriod = this.from.previous(query);
    const { value: filter, askedPostgres } = await this.from.filter(query, actor, 'report.view', at, period);
    // All about one position, so that nothing is gained by asking one after the other.
    const answers = await allAnswers(
      store.actions(filter, at.position),
      store.amounts(filter, at.position),
      previousPeriod === null ? notAsked(null) : store.actions({ ...filter, ...previousPeriod }, at.position),
      query.distinct === true ? this.distinct(filter, at.position) : notAsked(undefined),
    );
    const [totals, moved, before, distinct] = answers.value;
    const amounts = this.amountsByAction(moved);
    const previous = before && new Map(this.byAction(before).map(({ action, total }) => [action, total]));
    const shown = this.byAction(totals).filter(
      ({ action, total }) => total > 0 || (previous?.get(action) ?? 0) > 0 || query.includeZero === true,
    );
    const value = {
      items: shown.map((row) => ({
        ...row,
        ...this.moneyOf(row.action, amounts),
        ...(previous === null ? {} : { previous: previous.get(row.action) ?? 0 }),
        ...distinct?.(row.action),
      })),
      total: sumOf(totals),
      period: toPeriodView(period),
      ...(before === null || previousPeriod === null ? {} : { previous: sumOf(before), previousPeriod }),
      ...distinct?.(EVERY_ACTION),
    };
    return { value, askedPostgres: askedPostgres || answers.askedPostgres };
  }

  /** What each action moved, a sum a currency, in the order of the currencies. */
  private amountsByAction(amounts: readonly TypeAmount[]): Map<string, Money[]> {
    const sums = new Map<string, Map<string, Big>>();
    for (const { type, currency, amount } of amounts) {
      const action = this.catalog.findActivity(type)?.reportAction ?? '';
      const ofAction = sums.get(action) ?? new Map<string, Big>();
      ofAction.set(currency, (ofAction.get(currency) ?? new Big(0)).plus(amount));
      sums.set(action, ofAction);
    }
    return new Map([...sums].map(([action, ofAction]) => [action, moneyOfEach(ofAction)]));
  }

  private moneyOf(
    action: string,
    amounts: ReadonlyMap<string, Money[]>,
  ): Pick<ActionTotalView, 'amounts' | 'money'> {
    const direction = this.catalog.keysOf(action).map((key) => this.catalog.findActivity(key)?.money);
    const money = direction.find((one) => one !== undefined);
    return money === undefined ? {} : { money, amounts: amounts.get(action) ?? [] };
  }

  /** Looks up the different customers and orders of an action, or of all. */
  private async distinct(
    filter: ActivityFilter,
    position: number,
  ): Promise<Answer<(of: string) => DistinctCounts>> {
    const groups = [
      { name: EVERY_ACTION, types: this.catalog.activities.map(({ key }) => key) },
      ...this.catalog.actions.map(({ key }) => ({ name: key, types: this.catalog.keysOf(key) })),
    ];
    return mapAnswer(await this.from.store.distinct(filter, position, groups), (found) => {
      const byName = new Map(found.map(({ name, customers, orders }) => [name, { customers, orders }]));
      return (name) => byName.get(name) ?? { customers: 0, orders: 0 };
    });
  }

  async customFields(query: ReportQuery, actor: Actor): Promise<FieldSummaryView> {
    return this.from.snapshots.answer(query.minPosition, async (at) => {
      const { value: filter } = await this.from.filter(query, actor, 'report.view', at);
      const { value: found } = await this.from.store.customFields(filter, at.position, FIELD_ROWS + 1);
      return {
        items: found
          .slice(0, FIELD_ROWS)
          .map(({ userId, ...row }) => ({ ...row, ...(userId === null ? {} : { userId }) })),
        truncated: found.length > FIELD_ROWS,
        period: toPeriodView(filter),
      };
    });
  }

  async details(query: ReportDetailsQuery, actor: Actor): Promise<ReportDetailsView> {
    const { limit = DEFAULT_LIMIT, cursor, minPosition, language, ...asked } = query;
    const fingerprint = fingerprintOf({ asked, scope: scopeOf(actor, 'report.details') });
    const last = cursor === undefined ? null : unpackCursor(cursor, fingerprint);
    const period = last?.period ?? this.from.period(asked);
    const page = async (at: StorePosition): Promise<Omit<ReportDetailsView, 'completeness'>> => {
      const { store } = this.from;
      const { position } = at;
      const { value: filter } = await this.from.filter(asked, actor, 'report.details', at, period);
      const total = last?.total ?? sumOf((await store.actions(filter, position)).value);
      const found = await store.page(filter, position, last?.after ?? null, limit + 1);
      const shown = found.slice(0, limit);
      const end = found.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => toDetailView(row, this.catalog, language)),
        ...(end === undefined
          ? {}
          : { nextCursor: packCursor({ filter: fingerprint, period, position, total, after: end.key }) }),
        total,
        period: toPeriodView(period),
      };
    };
    const { snapshots } = this.from;
    return last === null ? snapshots.answer(minPosition, page) : snapshots.answerAt(last.position, page);
  }

  async completeness(): Promise<CompletenessView> {
    return (await this.from.snapshots.newest()).completeness;
  }

  private byAction(totals: readonly TypeTotal[]): { action: string; label: string; total: number }[] {
    const byType = new Map(totals.map(({ type, total }) => [type, total]));
    return this.catalog.actions.map(({ key, label }) => ({
      action: key,
      label,
      total: this.catalog.keysOf(key).reduce((all, type) => all + (byType.get(type) ?? 0), 0),
    }));
  }
}
