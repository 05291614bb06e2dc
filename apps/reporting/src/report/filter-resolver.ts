import {
  absentChoices,
  catalog as knownCatalog,
  dimensionFilters,
  NO_VALUE,
  rowsKept,
  type Catalog,
  type CustomFieldFilter,
  type DimensionFilter,
  type ReportFilter,
} from '@daybook/contracts';
import {
  ACTOR_DIMENSION,
  CAMPAIGN_DIMENSION,
  fieldMember,
  TYPE_DIMENSION,
} from '../store/model/dimension-names';
import { columnOf, fieldColumn, type FilterColumn } from '../store/model/filter-columns';
import { mapAnswer, type Answer } from '../store/model/answer';
import type { MemberKeys } from './member-keys';
import type { Period } from './period';
import type { ReportScope } from './report-scope';
import type { ActivityFilter, ColumnCondition } from '../store/model/activity-filter';
import { actorKinds } from '../store/model/stored-event';

/** The values asked for, by parameter. */
export type AskedValues = Readonly<Record<string, unknown>>;

interface Condition {
  column: FilterColumn;
  members: readonly string[];
  keyless?: ColumnCondition['keyless'];
  except?: true;
}

/** Turns asked filters into the store's terms, whatever filters the list holds. */
export class FilterResolver {
  private readonly noteTypes: readonly string[];

  constructor(
    private readonly filters: readonly ReportFilter[],
    private readonly columns: readonly FilterColumn[],
    catalog: Catalog = knownCatalog,
  ) {
    this.noteTypes = catalog.activities.filter(({ note }) => note === true).map(({ key }) => key);
  }

  async resolve(
    known: MemberKeys,
    asked: AskedValues,
    period: Period,
    scope: ReportScope,
  ): Promise<Answer<ActivityFilter>> {
    const { notes, usersOnly } = rowsKept(asked);
    const conditions: Condition[] = [
      ...dimensionFilters(this.filters).flatMap((filter) => dimensionCondition(filter, asked)),
      ...this.filters.flatMap((filter) =>
        filter.kind === 'customField' ? fieldConditions(filter, asked) : [],
      ),
      ...this.scopeConditions(scope),
      // Notes that no person typed, such as an API key's, are notes all the same.
      ...(notes === 'without'
        ? [{ column: this.column(TYPE_DIMENSION), members: this.noteTypes, except: true as const }]
        : []),
    ];
    return mapAnswer(await keysOf(known, conditions), (keys) => ({
      ...period,
      conditions: conditions.map(({ column, members, keyless, except }, at) => ({
        column: column.column,
        many: column.many,
        keys: members.length === 0 ? [] : (keys[at] ?? []),
        paged: column.paged,
        ...(keyless === undefined ? {} : { keyless }),
        ...(except === undefined ? {} : { except }),
      })),
      notes,
      usersOnly,
    }));
  }

  private scopeConditions({ userIds, campaignIds }: ReportScope): Condition[] {
    return [
      ...(userIds === null ? [] : [{ column: this.column(ACTOR_DIMENSION), members: userIds }]),
      ...(campaignIds === null ? [] : [{ column: this.column(CAMPAIGN_DIMENSION), members: campaignIds }]),
    ];
  }

  private column(dimension: string): FilterColumn {
    const found = this.columns.find((column) => column.dimension === dimension);
    if (found === undefined) throw new Error(`The report has no filter by ${dimension}, and scopes need it`);
    return found;
  }
}

function dimensionCondition(filter: DimensionFilter, asked: AskedValues): Condition[] {
  const values = asked[filter.parameter] as readonly string[] | undefined;
  if (values === undefined) return [];
  const { membersOf = (value: string) => [value] } = filter.dimension;
  const absent = new Set(absentChoices(filter).map(({ value }) => value));
  const members = values.filter((value) => !absent.has(value)).flatMap((value) => [...membersOf(value)]);
  const keyless = keylessOf(values.filter((value) => absent.has(value)));
  return [{ column: columnOf(filter.dimension), members, ...(keyless === undefined ? {} : { keyless }) }];
}

/** Rows without a value that are asked for: `none` are all of them, `system` those that the system did. */
function keylessOf(asked: readonly string[]): ColumnCondition['keyless'] {
  if (asked.length === 0) return undefined;
  return asked.includes(NO_VALUE) ? 'all' : actorKinds.system;
}

/** Values of one field are alternatives; different fields must all fit. */
function fieldConditions(filter: CustomFieldFilter, asked: AskedValues): Condition[] {
  const fields = asked[filter.parameter] as Readonly<Record<string, readonly string[]>> | undefined;
  return Object.entries(fields ?? {}).map(([name, values]) => ({
    column: fieldColumn(filter),
    members: values.map((value) => fieldMember(name, value)),
  }));
}

/** The keys of each condition's members. A member nobody has heard of has none: no row can have it. */
async function keysOf(known: MemberKeys, conditions: readonly Condition[]): Promise<Answer<number[][]>> {
  const wanted = conditions.flatMap(({ column, members }, at) =>
    members.map((value) => ({ at, value, dimension: column.dimension })),
  );
  return mapAnswer(await known.find(wanted), (found) => {
    const keys: number[][] = conditions.map(() => []);
    for (const [nth, { at }] of wanted.entries()) {
      const key = found[nth];
      if (key !== undefined) keys[at]?.push(key);
    }
    return keys;
  });
}
