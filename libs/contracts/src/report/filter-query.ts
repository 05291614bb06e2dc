import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsTimeZone,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../moment';
import { IsTextsMap, textsMapSchema } from './texts-map';
import type { ClassOf } from '../paging';
import type { CustomFieldFilter, DimensionFilter, ReportFilter, SwitchFilter, TimeFilter } from './define';
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
    for (const decorate of [...rulesOf(filter), IsOptional(), describe(filter)]) {
      decorate(FilterQuery.prototype, filter.parameter);
    }
  }
  return FilterQuery;
}

// One value of a repeatable parameter comes in as itself, not as a list of one.
const severalValues = [
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value)),
  IsArray(),
  ArrayMaxSize(MOST_VALUES),
];

/** The parameters of the Customer Service Report's calls; their inputs extend it. */
export const ReportFilterQuery = filterQueryClass(reportFilters, 'ReportFilterQuery');

function describe(filter: ReportFilter): PropertyDecorator {
  return JSONSchema({
    title: filter.label,
    description: filter.description,
    ...(filter.kind === 'switch' ? { default: filter.default } : {}),
    ...(filter.kind === 'customField' ? textsMapSchema(MOST_VALUES) : {}),
  }) as PropertyDecorator;
}

function rulesOf(filter: ReportFilter): PropertyDecorator[] {
  switch (filter.kind) {
    case 'ids':
      return [...severalValues, IsUUID(undefined, { each: true })];
    case 'codes':
      return [...severalValues, ...codeRules(filter)];
    case 'switch':
      return [IsBoolean()];
    case 'time':
      return timeRules(filter);
    case 'customField':
      return [Transform(({ value }) => eachAsList(value)), IsTextsMap(MOST_VALUES)];
  }
}

function codeRules(filter: DimensionFilter): PropertyDecorator[] {
  if (filter.choices)
    return [
      IsIn(
        filter.choices.map((choice) => choice.value),
        { each: true },
      ),
    ];
  if (filter.pattern) return [Matches(new RegExp(filter.pattern), { each: true })];
  return [MaxLength(200, { each: true })];
}

function timeRules(filter: TimeFilter): PropertyDecorator[] {
  if (filter.control === 'preset') return [IsIn((filter.choices ?? []).map((choice) => choice.value))];
  if (filter.control === 'time-zone') return [IsTimeZone()];
  return [IsMoment()];
}

function eachAsList(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, Array.isArray(one) ? one : [one]]),
  );
}
