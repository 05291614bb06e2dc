import {
  DomainError,
  reportFilters,
  type Catalog,
  type CompletenessView,
  type ReportFilter,
} from '@daybook/contracts';
import type { Statement } from '@daybook/persistence';
import type { Completeness, Standing } from '../completeness/completeness.service';
import { whetherAsked } from '../store/asked';
import type { BreakdownStore } from '../store/breakdown-store';
import type { DetailStore } from '../store/detail-store';
import { filterColumns } from '../store/filter-columns';
import type { Lookup } from '../store/sql';
import type { ActivityFilter, ReadyPosition, SummaryStore } from '../store/summary-store';
import { FilterResolver } from './filter-resolver';
import { MemberKeys } from './member-keys';
import { periodBefore, resolvePeriod, type AskedPeriod, type BoundedPeriod, type Period } from './period';
import type { ReportScope } from './report-scope';

/** How long an answer is held back for a position that was demanded, and how often it is looked for. */
const POSITION_PATIENCE_MS = 2_000;
const POSITION_INTERVAL_MS = 20;

/** How long after a position that was the newest no more the newest is asked for first. */
const SOBER_MS = 1_000;

/** Under which the sources are injected. */
export const REPORT_SOURCES = Symbol('report sources');

/** What the report's answers are made from. */
export interface ReportSources {
  lookup: Lookup;
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
export type Footing = ReadyPosition | Standing;

/** What every answer of the report stands on: a position, a filter in the store's terms, and how complete it is. */
export class ReportFooting {
  /** A store that was found replaced before everybody knew it. */
  private gone = -Infinity;
  /** Until when nothing is hoped, because it was in vain a moment ago; milliseconds. */
  private soberUntil = 0;
  private readonly resolver: FilterResolver;
  private readonly keys: MemberKeys;

  constructor(private readonly from: ReportSources) {
    const filters = from.filters ?? reportFilters;
    this.resolver = new FilterResolver(filters, filterColumns(filters));
    this.keys = new MemberKeys(from.lookup);
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
   * What an answer that ends with `confirm` stands on. Where the store can answer at once at what was the newest position
   * a moment ago, that is hoped to be the newest still: whether it is, is asked at the end, with all else there is to
   * ask. Where rows keep coming in great numbers it never is, and is taken all the same.
   * @throws DomainError `reporting.position_not_reached`
   */
  async begin(demanded = 0): Promise<Footing> {
    const ready = this.from.store.ready();
    if (ready === null || ready.position < demanded || ready.store <= this.gone) return this.newest(demanded);
    if (!ready.flowing && performance.now() < this.soberUntil) return this.newest(demanded);
    this.keys.of(ready.store);
    return ready;
  }

  /**
   * The newest position, once it is what was demanded, and what is known to be missing there.
   * @throws DomainError `reporting.position_not_reached`
   */
  async newest(demanded = 0): Promise<Standing> {
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
    const standing = await this.from.completeness.at(this.from.lookup, position);
    this.keys.of(standing.store);
    return standing;
  }

  /**
   * Asked last of all of an answer for which PostgreSQL was asked: whether the store in which the answer began still is
   * the one that answers and, where that was only hoped, the position still the newest; and what is known to be missing.
   * @throws DomainError `reporting.position_gone`: the answer has to be rebuilt
   */
  async confirm(footing: Footing): Promise<CompletenessView> {
    const { from } = this;
    const { position, store } = footing;
    if ('completeness' in footing) {
      const [row] = await from.lookup<{ store: number }>(STORE);
      if (row?.store === store) return footing.completeness;
    } else {
      const now = await from.completeness.at(from.lookup, footing.flowing ? position : null).catch(ifGone);
      if (now?.store === store) {
        if (now.position === position) return now.completeness;
        this.soberUntil = performance.now() + SOBER_MS;
        throw new DomainError('reporting.position_gone');
      }
    }
    // The column store will hear of it in a moment; until then it is not taken at its word.
    this.gone = Math.max(this.gone, store);
    throw new DomainError('reporting.position_gone');
  }

  /**
   * Makes an answer and confirms beside it what it stands on: what the column store alone answers is of the store and the
   * position that are confirmed, whatever comes meanwhile. Only if PostgreSQL was asked for it, it is confirmed after it.
   * @throws DomainError `reporting.position_gone`: the answer has to be rebuilt
   */
  async confirmBeside<T>(
    footing: Footing,
    work: () => Promise<T>,
  ): Promise<{ answer: T; completeness: CompletenessView }> {
    const early = 'completeness' in footing ? null : this.confirm(footing);
    const [{ answer, asked }, confirmed] = await Promise.all([whetherAsked(work), early]);
    const completeness = asked || confirmed === null ? await this.confirm(footing) : confirmed;
    return { answer, completeness };
  }

  /** The first position of the store that answers now; those below it were of one that it has replaced. */
  async begins(): Promise<number> {
    const [row] = await this.from.lookup<{ begins: string }>(STORE);
    return Number(row?.begins);
  }
}

function ifGone(error: unknown): null {
  if (error instanceof DomainError && error.code === 'reporting.position_gone') return null;
  throw error;
}

const STORE: Statement = { name: 'report_store', text: 'select store, begins from report_position' };
