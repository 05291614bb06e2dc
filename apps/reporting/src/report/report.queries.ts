import {
  catalog as knownCatalog,
  DEFAULT_LIMIT,
  DomainError,
  reportFilters,
  type ActionSummaryQuery,
  type ActionSummaryView,
  type Actor,
  type Catalog,
  type CompletenessView,
  type FieldSummaryView,
  type ReportDetailsQuery,
  type ReportDetailsView,
  type ReportFilter,
  type ReportQuery,
} from '@daybook/contracts';
import type { Completeness } from '../completeness/completeness.service';
import { detailRows } from '../store/detail-rows';
import { filterColumns } from '../store/filter-columns';
import type { Transact } from '../store/sql';
import type { ActivityFilter, SummaryStore, TypeTotal } from '../store/summary-store';
import { toDetailView } from './detail-view';
import { FilterResolver } from './filter-resolver';
import { resolvePeriod, type Period } from './period';
import { fingerprintOf, packCursor, unpackCursor } from './report-cursor';
import { scopeOf, type ReportScope } from './report-scope';

/** Rows of the custom-field summary at most. */
const FIELD_ROWS = 10_000;
/** How long an answer is held back for a position that was demanded, and how often it is looked for. */
const POSITION_PATIENCE_MS = 2_000;
const POSITION_INTERVAL_MS = 20;

/** Name of the group of all actions; no action is called so. */
const EVERY_ACTION = '';

interface DistinctCounts {
  customers: number;
  orders: number;
}

/** What the report's answers are made from. */
export interface ReportSources {
  read: Transact;
  store: SummaryStore;
  completeness: Completeness;
  /** The time by which presets are resolved. */
  now: () => Date;
  catalog?: Catalog;
  filters?: readonly ReportFilter[];
}

/** The report's answers. Each stands at one position: totals, rows and completeness are about the same actions. */
export class ReportQueries {
  private readonly resolver: FilterResolver;
  private readonly catalog: Catalog;

  constructor(private readonly from: ReportSources) {
    const filters = from.filters ?? reportFilters;
    this.resolver = new FilterResolver(filters, filterColumns(filters));
    this.catalog = from.catalog ?? knownCatalog;
  }

  async actions(query: ActionSummaryQuery, actor: Actor): Promise<ActionSummaryView> {
    const position = await this.position(query.minPosition);
    const filter = await this.filter(query, this.period(query), scopeOf(actor, 'report.view'));
    const totals = await this.from.store.actions(filter, position);
    const rows = this.byAction(totals).filter(({ total }) => total > 0 || query.includeZero === true);
    const distinct = query.distinct === true ? await this.distinct(filter, position) : undefined;
    return {
      items: rows.map((row) => ({ ...row, ...distinct?.(row.action) })),
      total: sum(totals),
      ...distinct?.(EVERY_ACTION),
      completeness: await this.completeAt(position),
    };
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
    const position = await this.position(query.minPosition);
    const filter = await this.filter(query, this.period(query), scopeOf(actor, 'report.view'));
    const found = await this.from.store.customFields(filter, position, FIELD_ROWS + 1);
    return {
      items: found
        .slice(0, FIELD_ROWS)
        .map(({ userId, ...row }) => ({ ...row, ...(userId === null ? {} : { userId }) })),
      truncated: found.length > FIELD_ROWS,
      completeness: await this.completeAt(position),
    };
  }

  async details(query: ReportDetailsQuery, actor: Actor): Promise<ReportDetailsView> {
    const { limit = DEFAULT_LIMIT, cursor, minPosition, ...asked } = query;
    const scope = scopeOf(actor, 'report.details');
    const fingerprint = fingerprintOf({ asked, scope });
    const last = cursor === undefined ? null : unpackCursor(cursor, fingerprint);
    const period = last?.period ?? this.period(asked);
    const position = last?.position ?? (await this.position(minPosition));
    const filter = await this.filter(asked, period, scope);
    const total = last?.total ?? sum(await this.from.store.actions(filter, position));
    const rows = await this.from.read((sql) =>
      detailRows(sql, filter, position, last?.after ?? null, limit + 1),
    );
    const shown = rows.slice(0, limit);
    const end = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => toDetailView(row, this.catalog)),
      ...(end === undefined
        ? {}
        : { nextCursor: packCursor({ filter: fingerprint, period, position, total, after: end.key }) }),
      total,
      completeness: await this.completeAt(position),
    };
  }

  async completeness(): Promise<CompletenessView> {
    return this.completeAt(await this.from.store.position());
  }

  private byAction(totals: readonly TypeTotal[]): { action: string; label: string; total: number }[] {
    const byType = new Map(totals.map(({ type, total }) => [type, total]));
    return this.catalog.actions.map(({ key, label }) => ({
      action: key,
      label,
      total: this.catalog.keysOf(key).reduce((all, type) => all + (byType.get(type) ?? 0), 0),
    }));
  }

  private filter(asked: object, period: Period, scope: ReportScope): Promise<ActivityFilter> {
    return this.from.read((sql) =>
      this.resolver.resolve(sql, asked as Record<string, unknown>, period, scope),
    );
  }

  private period(query: Pick<ReportQuery, 'from' | 'to' | 'preset' | 'timeZone'>): Period {
    return resolvePeriod(query, this.from.now());
  }

  private completeAt(position: number): Promise<CompletenessView> {
    return this.from.read((sql) => this.from.completeness.at(sql, position));
  }

  /** The newest position, once it is what was demanded. @throws DomainError `reporting.position_not_reached` */
  private async position(demanded = 0): Promise<number> {
    const patience = Date.now() + POSITION_PATIENCE_MS;
    for (;;) {
      const position = await this.from.store.position();
      if (position >= demanded) return position;
      if (Date.now() > patience) throw new DomainError('reporting.position_not_reached', { retryAfter: 1 });
      await new Promise((resolve) => setTimeout(resolve, POSITION_INTERVAL_MS));
    }
  }
}

function sum(totals: readonly TypeTotal[]): number {
  return totals.reduce((all, { total }) => all + total, 0);
}
