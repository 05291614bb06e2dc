import {
  type ClassOf,
  type FieldDecorator,
  type FieldOptions,
  Flag,
  Id,
  Line,
  ListOf,
  Moment,
  OneOf,
  OrWords,
  TextsMap,
  TimeZone,
} from '../fields';
import {
  absentChoices,
  type CustomFieldFilter,
  type DimensionFilter,
  type ReportFilter,
  type SwitchFilter,
  type TimeFilter,
} from './define';
import { reportFilters } from './filters';

/** The most values one parameter takes. */
const MOST_VALUES = 200;

type ValueOf<Filter extends ReportFilter> = Filter extends SwitchFilter
  ? boolean
  : Filter extends TimeFilter
    ? string
    : Filter extends CustomFieldFilter
      ? Record<string, string[]>
      : string[];

/** The parameters of a list of filters, as a query holds them. */
export type FilterValues<Filters extends readonly ReportFilter[]> = {
  [Filter in Filters[number] as Filter['parameter']]?: ValueOf<Filter>;
};

/** The asked filters of a report, by parameter. */
export type ReportFilterValues = FilterValues<typeof reportFilters>;

/** Makes the class that validates and documents the parameters of a list of filters. */
export function filterQueryClass<const Filters extends readonly ReportFilter[]>(
  filters: Filters,
  name: string,
): ClassOf<FilterValues<Filters>> {
  class FilterQuery {}
  Object.defineProperty(FilterQuery, 'name', { value: name });
  for (const filter of filters) {
    fieldOf(filter)(FilterQuery.prototype, filter.parameter);
  }
  return FilterQuery;
}

/** The parameters of the Customer Service Report's calls; their inputs extend it. */
export const ReportFilterQuery = filterQueryClass(reportFilters, 'ReportFilterQuery');

function fieldOf(filter: ReportFilter): FieldDecorator {
  const said = { optional: true, title: filter.label, description: filter.description };
  // One value of a repeatable parameter may come in as itself, not as a list of one.
  const several = { ...said, max: MOST_VALUES, orOne: true };
  switch (filter.kind) {
    case 'ids':
    case 'codes':
      return ListOf(valueField(filter), several);
    case 'switch':
      return Flag({ ...said, default: filter.default });
    case 'time':
      return timeField(filter, said);
    case 'customField':
      return TextsMap(MOST_VALUES, said);
  }
}

/** One value of a dimension, or what asks for those that have none. */
function valueField(filter: DimensionFilter): FieldDecorator {
  const absent = absentChoices(filter).map(({ value }) => value);
  if (filter.choices !== undefined) return OneOf([...filter.choices.map(({ value }) => value), ...absent]);
  const value = filter.kind === 'ids' ? Id() : (filter.code?.() ?? Line({ max: 200 }));
  return absent.length === 0 ? value : OrWords(absent, value);
}

function timeField({ control, choices = [] }: TimeFilter, said: FieldOptions): FieldDecorator {
  if (control === 'time-zone') return TimeZone(said);
  if (control === 'date-time') return Moment(said);
  return OneOf(
    choices.map((choice) => choice.value),
    said,
  );
}
