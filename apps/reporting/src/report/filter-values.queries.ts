import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import {
  absentChoices,
  dimensionFilters,
  type Actor,
  type CustomFieldValuesView,
  type DimensionFilter,
  type FilterChoice,
  type FilterValueView,
  type ReportFilter,
  type ReportFilterView,
} from '@daybook/contracts';
import { FIELD_DIMENSION, readFieldMember } from '../store/model/dimension-names';
import type { Transact } from '../store/postgres/report-database';
import { groupBy } from './group-by';
import type { ReportSources } from './report-sources';
import { scopeOf } from './report-scope';
import { seenMembers } from './seen-members';

/** Values of one order custom field shown at most; the filter takes any. */
const FIELD_VALUES = 200;

interface Member {
  dimension: string;
  value: string;
  name: string | null;
  retired: boolean;
}

/** The filters with what they can be set to, for the panel. */
export class FilterValuesQueries {
  constructor(
    private readonly read: Transact,
    private readonly from: ReportSources,
  ) {}

  async list(actor: Actor): Promise<{ items: ReportFilterView[] }> {
    const isSeen = await seenMembers(this.from, actor);
    const { userIds, campaignIds } = scopeOf(actor, 'report.view');
    const seesAll = userIds === null && campaignIds === null && actor.campaignIds === null;
    return this.read(async (em) => {
      const dimensions = dimensionFilters(this.from.filters).map((filter) => filter.dimension.name);
      const members = (await occurring(em, dimensions)).filter(isSeen);
      const byDimension = groupBy(members, ({ dimension }) => dimension);
      const fields = seesAll ? await fieldValues(em) : [];
      return { items: this.from.filters.map((filter) => viewOf(filter, byDimension, fields)) };
    });
  }
}

function viewOf(
  filter: ReportFilter,
  members: ReadonlyMap<string, readonly Member[]>,
  fields: CustomFieldValuesView[],
): ReportFilterView {
  const { parameter, label, description, kind, control } = filter;
  const words = { parameter, label, description, kind, control };
  switch (filter.kind) {
    case 'ids':
    case 'codes':
      return { ...words, values: valuesOf(filter, members.get(filter.dimension.name) ?? []) };
    case 'switch':
      return { ...words, default: filter.default };
    case 'time':
      return filter.choices === undefined ? words : { ...words, values: filter.choices.map(known) };
    case 'customField':
      return { ...words, fields };
  }
}

/** The known choices in their order, else whatever occurs by name and then by id; last what asks for no value. */
function valuesOf(filter: DimensionFilter, members: readonly Member[]): FilterValueView[] {
  const absent = absentChoices(filter).map(known);
  if (filter.choices !== undefined) {
    const { membersOf = (value: string) => [value] } = filter.dimension;
    const values = new Set(members.map(({ value }) => value));
    const choices = filter.choices.map((choice) => ({
      ...known(choice),
      occurs: membersOf(choice.value).some((value) => values.has(value)),
    }));
    return [...choices, ...absent];
  }
  const occurring = members
    .map(({ value, name, retired }) => ({ value, label: name ?? value, retired, occurs: true }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en') || (a.value < b.value ? -1 : 1));
  return [...occurring, ...absent];
}

function known(choice: FilterChoice): FilterValueView {
  return { ...choice, retired: false, occurs: true };
}

function occurring(em: EntityManager, dimensions: readonly string[]): Promise<Member[]> {
  return rows<Member>(
    em,
    'select dimension, value, name, retired from dimension_member where occurs and dimension = any($1::text[])',
    [dimensions],
  );
}

/** Values with characters that PostgreSQL cannot take out of JSON are left to those who type them. */
async function fieldValues(em: EntityManager): Promise<CustomFieldValuesView[]> {
  const found = await rows<{ value: string }>(
    em,
    `select value from (
       select value, row_number() over (partition by value::json ->> 0 order by key) as nth
         from dimension_member where dimension = $1 and occurs and value !~ '\\\\u(0000|d[89a-f])') v
      where nth <= $2`,
    [FIELD_DIMENSION, FIELD_VALUES],
  );
  const pairs = groupBy(
    found.map(({ value }) => readFieldMember(value)),
    ({ fieldName }) => fieldName,
  );
  return [...pairs]
    .map(([name, pair]) => ({ name, values: pair.map(({ fieldValue }) => fieldValue).sort() }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
