import {
  DomainError,
  reportFilters,
  type Catalog,
  type CompletenessView,
  type ReportFilter,
} from '@daybook/contracts';
import type { Statement } from '@daybook/persistence';
import type { Completeness, Standing } from '../completeness/completeness.service';
import type { BreakdownStore } from '../store/breakdown-store';
import type { DetailStore } from '../store/detail-store';
import { filterColumns } from '../store/filter-columns';
import type { Look } from '../store/sql';
import type { ActivityFilter, StorePosition, SummaryStore } from '../store/summary-store';
import { FilterResolver } from './filter-resolver';
import { MemberKeys } from './member-keys';
import { periodBefore, resolvePeriod, type AskedPeriod, type BoundedPeriod, type Period } from './period';
import type { ReportScope } from './report-scope';

/** How long an answer is held back for a position that was demanded, and how often it is looked for. */
const POSITION_PATIENCE_MS = 2_000;
const POSITION_INTERVAL_MS = 20;

/** Under which the sources are injected. */
export const REPORT_SOURCES = Symbol('report sources');

/** What the report's answers are made from. */
export interface ReportSources {
  look: Look;
  store: SummaryStore;
  breakdowns: BreakdownStore;
  details: DetailStore;
  completeness: Completeness;
  /** The time by which presets are resolved. */
  now: () => Date;
  catalog?: Catalog;
  filters?: readonly ReportFilter[];
}

/** What an answer stands on; how complete it is may still have to be asked for. */
export type Footing = StorePosition & Partial<Standing>;

/** What every answer of the report stands on: a position, a filter in the store's terms, and how complete it is. */
export class ReportFooting {
  /** A store that was found replaced before everybody knew it. */
  private gone = -Infinity;
  private readonly resolver: FilterResolver;
  private readonly keys: MemberKeys;

  constructor(private readonly from: ReportSources) {
    const filters = from.filters ?? reportFilters;
    this.resolver = new FilterResolver(filters, filterColumns(filters));
    this.keys = new MemberKeys(from.look);
  }

  filter(asked: object, period: Period, scope: ReportScope): Promise<ActivityFilter> {
    return this.resolver.resolve(this.keys, asked as Record<string, unknown>, period, scope);
  }

  /** @throws DomainError `reporting.range_invalid` */
  period(asked: AskedPeriod): Period {
    return resolvePeriod(asked, this.from.now());
  }

  /** The period before, where it is asked for. @throws DomainError `reporting.range_invalid` */
  previous(asked: AskedPeriod & { compare?: 'previous' }): BoundedPeriod | null {
    return asked.compare === undefined ? null : periodBefore(asked, this.from.now());
  }

  /**
   * The newest position, or one of a moment ago at which the store can answer at once; as soon as it is what was
   * demanded.
   * @throws DomainError `reporting.position_not_reached`
   */
  async newest(demanded = 0): Promise<Footing> {
    const ready = this.from.store.ready();
    if (ready !== null && ready.position >= demanded && ready.store > this.gone) {
      this.keys.of(ready.store);
      return ready;
    }
    const patience = Date.now() + POSITION_PATIENCE_MS;
    for (;;) {
      const newest = await this.at(null);
      const reached =
        newest.position < demanded ? null : await this.from.store.reached(newest.position, demanded);
      if (reached !== null) return reached === newest.position ? newest : this.at(reached);
      if (Date.now() > patience) throw new DomainError('reporting.position_not_reached', { retryAfter: 1 });
      await new Promise((resolve) => setTimeout(resolve, POSITION_INTERVAL_MS));
    }
  }

  /** What an answer at a position stands on. @throws DomainError `reporting.position_gone` */
  async at(position: number | null): Promise<Standing> {
    const standing = await this.from.completeness.at(this.from.look, position);
    this.keys.of(standing.store);
    return standing;
  }

  /**
   * Asked last of all: whether the store in which the answer began still is the one that answers; and what is known
   * to be missing, where that is not known yet.
   * @throws DomainError `reporting.position_gone`
   */
  async confirm({ position, store, completeness }: Footing): Promise<CompletenessView> {
    const { from } = this;
    try {
      const now =
        completeness === undefined
          ? await from.completeness.at(from.look, position)
          : { completeness, store: (await from.look<{ store: number }>(STORE))[0]?.store };
      if (now.store === store) return now.completeness;
      throw new DomainError('reporting.position_gone');
    } catch (error) {
      // The column store will hear of it in a moment; until then it is not taken at its word.
      if (error instanceof DomainError && error.code === 'reporting.position_gone')
        this.gone = Math.max(this.gone, store);
      throw error;
    }
  }

  /** The first position of the store that answers now; those below it were of one that it has replaced. */
  async begins(): Promise<number> {
    const [row] = await this.from.look<{ begins: string }>(STORE);
    return Number(row?.begins);
  }
}

const STORE: Statement = { name: 'report_store', text: 'select store, begins from report_position' };
