import Big from 'big.js';
import {
  catalog as knownCatalog,
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
import type { TypeAmount } from '../store/breakdown-store';
import type { ActivityFilter, TypeTotal } from '../store/summary-store';
import { toDetailView } from './detail-view';
import { moneyOfEach } from './money-sums';
import type { Period } from './period';
import { fingerprintOf, packCursor, unpackCursor } from './report-cursor';
import { ReportFooting, type Footing, type ReportSources } from './snapshots';
import { scopeOf } from './report-scope';

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
  private readonly footing: ReportFooting;

  constructor(private readonly from: ReportSources) {
    this.catalog = from.catalog ?? knownCatalog;
    this.footing = new ReportFooting(from);
  }

  async actions(query: ActionSummaryQuery, actor: Actor): Promise<ActionSummaryView> {
    return this.actionsAt(query, actor, await this.footing.begin(query.minPosition));
  }

  /** The Action Summary on what it stands on. @param period the one that is meant; by default as of now */
  async actionsAt(
    query: ActionSummaryQuery,
    actor: Actor,
    standing: Footing,
    period: Period = this.footing.period(query),
  ): Promise<ActionSummaryView> {
    const { position } = standing;
    const scope = scopeOf(actor, 'report.view');
    const previousPeriod = this.footing.previous(query);
    const { answer, completeness } = await this.footing.confirmBeside(standing, async () => {
      const filter = await this.footing.filter(query, period, scope);
      // All about one position, so that nothing is gained by asking one after the other.
      return Promise.all([
        this.from.store.actions(filter, position),
        this.from.breakdowns.amounts(filter, position),
        previousPeriod && this.from.store.actions({ ...filter, ...previousPeriod }, position),
        query.distinct === true ? this.distinct(filter, position) : undefined,
      ]);
    });
    const [totals, moved, before, distinct] = answer;
    const amounts = this.amountsByAction(moved);
    const previous = before && new Map(this.byAction(before).map(({ action, total }) => [action, total]));
    const rows = this.byAction(totals).filter(
      ({ action, total }) => total > 0 || (previous?.get(action) ?? 0) > 0 || query.includeZero === true,
    );
    return {
      items: rows.map((row) => ({
        ...row,
        ...this.moneyOf(row.action, amounts),
        ...(previous === null ? {} : { previous: previous.get(row.action) ?? 0 }),
        ...distinct?.(row.action),
      })),
      total: sum(totals),
      ...(before === null || previousPeriod === null ? {} : { previous: sum(before), previousPeriod }),
      ...distinct?.(EVERY_ACTION),
      completeness,
    };
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
  private async distinct(filter: ActivityFilter, position: number): Promise<(of: string) => DistinctCounts> {
    const groups = [
      { name: EVERY_ACTION, types: this.catalog.activities.map(({ key }) => key) },
      ...this.catalog.actions.map(({ key }) => ({ name: key, types: this.catalog.keysOf(key) })),
    ];
    const found = await this.from.store.distinct(filter, position, groups);
    const byName = new Map(found.map(({ name, customers, orders }) => [name, { customers, orders }]));
    return (name) => byName.get(name) ?? { customers: 0, orders: 0 };
  }

  async customFields(query: ReportQuery, actor: Actor): Promise<FieldSummaryView> {
    const standing = await this.footing.begin(query.minPosition);
    const filter = await this.footing.filter(
      query,
      this.footing.period(query),
      scopeOf(actor, 'report.view'),
    );
    const found = await this.from.store.customFields(filter, standing.position, FIELD_ROWS + 1);
    const completeness = await this.footing.confirm(standing);
    return {
      items: found
        .slice(0, FIELD_ROWS)
        .map(({ userId, ...row }) => ({ ...row, ...(userId === null ? {} : { userId }) })),
      truncated: found.length > FIELD_ROWS,
      completeness,
    };
  }

  async details(query: ReportDetailsQuery, actor: Actor): Promise<ReportDetailsView> {
    const { limit = DEFAULT_LIMIT, cursor, minPosition, ...asked } = query;
    const scope = scopeOf(actor, 'report.details');
    const fingerprint = fingerprintOf({ asked, scope });
    const last = cursor === undefined ? null : unpackCursor(cursor, fingerprint);
    const period = last?.period ?? this.footing.period(asked);
    const standing = await (last === null ? this.footing.begin(minPosition) : this.footing.at(last.position));
    const { position } = standing;
    const filter = await this.footing.filter(asked, period, scope);
    const total = last?.total ?? sum(await this.from.store.actions(filter, position));
    const rows = await this.from.details.page(filter, position, last?.after ?? null, limit + 1);
    const completeness = await this.footing.confirm(standing);
    const shown = rows.slice(0, limit);
    const end = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toDetailView(row, this.catalog)),
      ...(end === undefined
        ? {}
        : { nextCursor: packCursor({ filter: fingerprint, period, position, total, after: end.key }) }),
      total,
      completeness,
    };
  }

  async completeness(): Promise<CompletenessView> {
    return (await this.footing.newest()).completeness;
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

function sum(totals: readonly TypeTotal[]): number {
  return totals.reduce((all, { total }) => all + total, 0);
}
