import { absentChoices, dimensionFilters, reportFilters, type ReportFilter } from '@daybook/contracts';
import type { Statement } from '@daybook/persistence';
import type { AskedValues } from '../report/filter-resolver';
import type { Lookup } from '../store/postgres/report-database';

/**
 * What was asked for in the words of the panel: a line for each filter, with the names that its values have now.
 * @param isSeen whether the reader may be told the name of a value; else it stands as it was asked for
 */
export async function filterLines(
  lookup: Lookup,
  asked: AskedValues,
  isSeen: (member: { dimension: string; value: string }) => boolean,
): Promise<[string, string][]> {
  const names = await namesOf(lookup, asked, isSeen);
  const lines = reportFilters.flatMap((filter): [string, string][] => {
    const value = asked[filter.parameter];
    if (value === undefined || filter.kind === 'time') return [];
    return [[`Filter: ${filter.label}`, textOf(filter, value, names)]];
  });
  return lines.length === 0 ? [['Filter', 'none']] : lines;
}

function textOf(filter: ReportFilter, value: unknown, names: ReadonlyMap<string, string>): string {
  switch (filter.kind) {
    case 'ids':
    case 'codes': {
      const words = [...(filter.choices ?? []), ...absentChoices(filter)];
      const labels = new Map(words.map((choice) => [choice.value, choice.label]));
      const nameOf = (one: string): string =>
        labels.get(one) ?? names.get(keyOf(filter.dimension.name, one)) ?? one;
      return (value as readonly string[]).map(nameOf).join('; ');
    }
    case 'customField':
      return Object.entries(value as Readonly<Record<string, readonly string[]>>)
        .map(([name, values]) => `${name}: ${values.join(', ')}`)
        .join('; ');
    default:
      return value === true ? 'on' : 'off';
  }
}

async function namesOf(
  lookup: Lookup,
  asked: AskedValues,
  isSeen: (member: { dimension: string; value: string }) => boolean,
): Promise<Map<string, string>> {
  const members = dimensionFilters().flatMap(({ parameter, dimension }) =>
    ((asked[parameter] ?? []) as readonly string[]).map((value) => ({ dimension: dimension.name, value })),
  );
  if (members.length === 0) return new Map();
  const found = await lookup<{ dimension: string; value: string; name: string }>(NAMES, [
    members.map(({ dimension }) => dimension),
    members.map(({ value }) => value),
  ]);
  return new Map(found.filter(isSeen).map(({ dimension, value, name }) => [keyOf(dimension, value), name]));
}

function keyOf(dimension: string, value: string): string {
  return `${dimension} ${value}`;
}

const NAMES: Statement = {
  name: 'report_member_names',
  text: `
    select m.dimension, m.value, m.name
      from unnest($1::text[], $2::text[]) as wanted (dimension, value)
      join dimension_member m using (dimension, value)
     where m.name is not null`,
};
