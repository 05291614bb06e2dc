import { ownTimeZone } from '../../../i18n/formats';
import { valueOf, valuesOf, type SearchParameters } from '../../../lib/search-parameters';
import { isTimeZone } from '../../../lib/time-zone';
import type { paths } from '../../../api/snapshots/schema';

/** What the API takes as the report's filter. */
export type ReportFilter = Omit<
  NonNullable<paths['/reports/customer-service/details']['get']['parameters']['query']>,
  'limit' | 'cursor' | 'minPosition' | 'language'
>;

/** The filters with several values, by the names that the API and the address have for them. */
export const LISTS = [
  'campaignId',
  'campaignCategoryId',
  'productId',
  'callCenterId',
  'userId',
  'accessLevel',
  'currency',
  'country',
  'action',
] as const;
export type ListName = (typeof LISTS)[number];

/** The switches with what holds where the address says nothing. */
export const SWITCHES = { includeAgentNotes: true, hideSystemActions: false, agentNotesOnly: false } as const;
export type SwitchName = keyof typeof SWITCHES;

export const PRESETS = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_year',
] as const;
export type Preset = (typeof PRESETS)[number];

export const TABS = ['summary', 'users', 'details'] as const;
export type Tab = (typeof TABS)[number];

/** The report's address: every filter by the API's own name, the tab, and up to when the details are shown. */
export type ReportSearch = SearchParameters;

const CUSTOM_FIELD = /^customField\[(.+)\]$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

const isPreset = (value: string | undefined): value is Preset => PRESETS.some((one) => one === value);
const isTab = (value: string | undefined): value is Tab => TABS.some((one) => one === value);
const momentIn = (search: ReportSearch, name: string): string | undefined => {
  const value = valueOf(search, name)?.replace(' ', '+');
  return value !== undefined && MOMENT.test(value) ? value : undefined;
};

/** Reads an address; period and time zone always stand in it, so that a link shows a colleague the same report. */
export function readSearch(search: Readonly<Record<string, unknown>>): ReportSearch {
  const given = search as SearchParameters;
  const kept: ReportSearch = {};
  const [from, to] = [momentIn(given, 'from'), momentIn(given, 'to')];
  const preset = valueOf(given, 'preset');
  if (isPreset(preset)) kept['preset'] = preset;
  else if (from === undefined && to === undefined) kept['preset'] = 'last_7_days';
  else {
    if (from !== undefined) kept['from'] = from;
    if (to !== undefined) kept['to'] = to;
  }
  const zone = valueOf(given, 'timeZone');
  kept['timeZone'] = zone !== undefined && isTimeZone(zone) ? zone : ownTimeZone();
  for (const name of LISTS) keep(kept, name, valuesOf(given, name));
  for (const name of Object.keys(given)) if (CUSTOM_FIELD.test(name)) keep(kept, name, valuesOf(given, name));
  for (const [name, usual] of Object.entries(SWITCHES)) {
    const value = valueOf(given, name);
    if (value === String(!usual)) kept[name] = value;
  }
  const tab = valueOf(given, 'tab');
  if (isTab(tab) && tab !== 'summary') kept['tab'] = tab;
  const until = momentIn(given, 'until');
  if (until !== undefined) kept['until'] = until;
  return kept;
}

function keep(search: ReportSearch, name: string, values: readonly string[]): void {
  const [only, ...more] = [...new Set(values)];
  if (only !== undefined) search[name] = more.length === 0 ? only : [only, ...more];
}

/** The filter of an address, as the API takes it. */
export function filterOf(search: ReportSearch): ReportFilter {
  const filter: Record<string, unknown> = {};
  for (const name of ['preset', 'from', 'to', 'timeZone']) {
    const value = valueOf(search, name);
    if (value !== undefined) filter[name] = value;
  }
  for (const name of LISTS) {
    const values = valuesOf(search, name);
    if (values.length > 0) filter[name] = values;
  }
  for (const name of Object.keys(SWITCHES)) {
    const value = valueOf(search, name);
    if (value !== undefined) filter[name] = value === 'true';
  }
  const fields = customFieldsOf(search);
  if (Object.keys(fields).length > 0) filter['customField'] = fields;
  return filter;
}

/** The address of a filter, e.g. of a saved report. */
export function searchOf(filter: Readonly<Record<string, unknown>>): ReportSearch {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(filter)) {
    if (name === 'customField' && typeof value === 'object' && value !== null)
      for (const [field, values] of Object.entries(value))
        written[`customField[${field}]`] = values as unknown;
    else if (typeof value === 'boolean') written[name] = String(value);
    else if (value !== null) written[name] = value;
  }
  return readSearch(written);
}

/** The chosen values of each order custom field. */
export function customFieldsOf(search: ReportSearch): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(search).flatMap((name) => {
      const field = CUSTOM_FIELD.exec(name)?.[1];
      return field === undefined ? [] : [[field, valuesOf(search, name)]];
    }),
  );
}

export const tabOf = (search: ReportSearch): Tab => {
  const tab = valueOf(search, 'tab');
  return isTab(tab) ? tab : 'summary';
};

export const isOn = (search: ReportSearch, name: SwitchName): boolean =>
  (valueOf(search, name) ?? String(SWITCHES[name])) === 'true';

export const timeZoneOf = (search: ReportSearch): string => valueOf(search, 'timeZone') ?? ownTimeZone();

/** The names of the filters that narrow, period aside. */
export function narrowingOf(search: ReportSearch): string[] {
  const others = ['preset', 'from', 'to', 'timeZone', 'tab', 'until'];
  return Object.keys(search).filter((name) => !others.includes(name));
}

/** How long the steps of the chart are, so that there are neither too few nor too many. */
export function bucketOf(search: ReportSearch): 'hour' | 'day' | 'week' | 'month' {
  const days = daysOf(search);
  if (days <= 2) return 'hour';
  if (days <= 93) return 'day';
  return days <= 400 ? 'week' : 'month';
}

const DAYS: Record<Preset, number> = {
  today: 1,
  yesterday: 1,
  last_7_days: 7,
  last_30_days: 30,
  this_week: 7,
  last_week: 7,
  this_month: 31,
  last_month: 31,
  this_year: 366,
};

function daysOf(search: ReportSearch): number {
  const preset = valueOf(search, 'preset');
  if (isPreset(preset)) return DAYS[preset];
  const [from, to] = [valueOf(search, 'from'), valueOf(search, 'to')];
  if (from === undefined) return 10_000;
  return ((to === undefined ? Date.now() : Date.parse(to)) - Date.parse(from)) / 86_400_000;
}
