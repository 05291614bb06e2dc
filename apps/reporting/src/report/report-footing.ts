import {
  DomainError,
  reportFilters,
  type Catalog,
  type CompletenessView,
  type ReportFilter,
} from '@daybook/contracts';
import type { Completeness } from '../completeness/completeness.service';
import type { BreakdownStore } from '../store/breakdown-store';
import type { DetailStore } from '../store/detail-store';
import { filterColumns } from '../store/filter-columns';
import type { Transact } from '../store/sql';
import type { ActivityFilter, SummaryStore } from '../store/summary-store';
import { FilterResolver } from './filter-resolver';
import { periodBefore, resolvePeriod, type AskedPeriod, type BoundedPeriod, type Period } from './period';
import type { ReportScope } from './report-scope';

/** How long an answer is held back for a position that was demanded, and how often it is looked for. */
const POSITION_PATIENCE_MS = 2_000;
const POSITION_INTERVAL_MS = 20;

/** Under which the sources are injected. */
export const REPORT_SOURCES = Symbol('report sources');

/** What the report's answers are made from. */
export interface ReportSources {
  read: Transact;
  store: SummaryStore;
  breakdowns: BreakdownStore;
  details: DetailStore;
  completeness: Completeness;
  /** The time by which presets are resolved. */
  now: () => Date;
  catalog?: Catalog;
  filters?: readonly ReportFilter[];
}

/** What every answer of the report stands on: a position, a filter in the store's terms, and how complete it is. */
export class ReportFooting {
  private readonly resolver: FilterResolver;

  constructor(private readonly from: ReportSources) {
    const filters = from.filters ?? reportFilters;
    this.resolver = new FilterResolver(filters, filterColumns(filters));
  }

  filter(asked: object, period: Period, scope: ReportScope): Promise<ActivityFilter> {
    return this.from.read((sql) =>
      this.resolver.resolve(sql, asked as Record<string, unknown>, period, scope),
    );
  }

  /** @throws DomainError `reporting.range_invalid` */
  period(asked: AskedPeriod): Period {
    return resolvePeriod(asked, this.from.now());
  }

  /** The period before, where it is asked for. @throws DomainError `reporting.range_invalid` */
  previous(asked: AskedPeriod & { compare?: 'previous' }): BoundedPeriod | null {
    return asked.compare === undefined ? null : periodBefore(asked, this.from.now());
  }

  completeAt(position: number): Promise<CompletenessView> {
    return this.from.read((sql) => this.from.completeness.at(sql, position));
  }

  /** The first position of the store that answers now; those below it were of one that it has replaced. */
  async begins(): Promise<number> {
    const [row] = await this.from.read((sql) =>
      sql.rows<{ begins: string }>('select begins from report_position'),
    );
    return Number(row?.begins);
  }

  /** The newest position, once it is what was demanded. @throws DomainError `reporting.position_not_reached` */
  async position(demanded = 0): Promise<number> {
    const patience = Date.now() + POSITION_PATIENCE_MS;
    for (;;) {
      const position = await this.from.store.position(demanded);
      if (position >= demanded) return position;
      if (Date.now() > patience) throw new DomainError('reporting.position_not_reached', { retryAfter: 1 });
      await new Promise((resolve) => setTimeout(resolve, POSITION_INTERVAL_MS));
    }
  }
}
