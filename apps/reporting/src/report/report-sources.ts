import {
  catalog as knownCatalog,
  reportFilters,
  type Actor,
  type AccessRow,
  type Catalog,
  type ReportFilter,
} from '@daybook/contracts';
import type { Completeness } from '../completeness/completeness.service';
import type { ActivityFilter } from '../store/model/activity-filter';
import type { Answer } from '../store/model/answer';
import { filterColumns } from '../store/model/filter-columns';
import type { ReportStore, StorePosition } from '../store/model/report-store';
import type { Lookup } from '../store/postgres/report-database';
import { FilterResolver } from './filter-resolver';
import { MemberKeys } from './member-keys';
import { periodBefore, resolvePeriod, type AskedPeriod, type BoundedPeriod, type Period } from './period';
import { scopeOf } from './report-scope';
import { Snapshots } from './snapshots';

/** What the report's sources are put together from. */
export interface ReportSourcesInput {
  lookup: Lookup;
  store: ReportStore;
  completeness: Completeness;
  /** The time by which presets are resolved. */
  now: () => Date;
  catalog?: Catalog;
  filters?: readonly ReportFilter[];
}

/** What the report's answers are made from: a store, snapshots of it, and what a caller's filter means there. */
export class ReportSources {
  readonly store: ReportStore;
  readonly snapshots: Snapshots;
  readonly catalog: Catalog;
  readonly filters: readonly ReportFilter[];
  readonly lookup: Lookup;
  private readonly resolver: FilterResolver;
  private readonly keys: MemberKeys;
  private readonly now: () => Date;

  constructor({
    lookup,
    store,
    completeness,
    now,
    catalog = knownCatalog,
    filters = reportFilters,
  }: ReportSourcesInput) {
    this.lookup = lookup;
    this.store = store;
    this.snapshots = new Snapshots(lookup, store, completeness);
    this.catalog = catalog;
    this.filters = filters;
    this.resolver = new FilterResolver(filters, filterColumns(filters), catalog);
    this.keys = new MemberKeys(lookup);
    this.now = now;
  }

  /** What is asked for in the store's terms, of all that an actor may see. @param period by default as of now */
  filter(
    asked: AskedPeriod,
    actor: Actor,
    access: AccessRow,
    { store }: StorePosition,
    period: Period = this.period(asked),
  ): Promise<Answer<ActivityFilter>> {
    this.keys.of(store);
    return this.resolver.resolve(this.keys, { ...asked }, period, scopeOf(actor, access));
  }

  /** @throws DomainError `reporting.range_invalid` */
  period(asked: AskedPeriod): Period {
    return resolvePeriod(asked, this.now());
  }

  /** The period before, where it is asked for. @throws DomainError `reporting.range_invalid` */
  previous(asked: AskedPeriod & { compare?: 'previous' }): BoundedPeriod | null {
    return asked.compare === undefined ? null : periodBefore(asked, this.now());
  }
}
