import { catalog } from '@daybook/contracts';
import { benchMembers } from './bench-load';
import { END_US, world } from './bench-rows';
import type {
  ActivityFilter,
  ColumnCondition,
} from '../../../apps/reporting/src/store/model/activity-filter';

/** A question as it goes over HTTP and as the stores understand it. */
export interface BenchQuestion {
  name: string;
  parameters: [name: string, value: string][];
  filter: ActivityFilter;
}

type Values = [parameter: string, column: string, dimension: string, keys: number[]];

const actions = [2, 3, 4].map((key) => catalog.findActivity(catalog.activities[key - 1].key)?.reportAction);
/** Keys of all types that are counted under the same actions. */
const typesOfActions = catalog.activities
  .slice(0, world.types)
  .flatMap(({ reportAction }, at) => (actions.includes(reportAction) ? [at + 1] : []));

const asked: { name: string; values: Values[]; notes?: ActivityFilter['notes'] }[] = [
  { name: 'none', values: [] },
  { name: 'hot campaign', values: [['campaignId', 'campaign_key', 'campaign', [1]]] },
  { name: 'user', values: [['userId', 'user_key', 'user', [40]]] },
  {
    name: 'category',
    values: [['campaignCategoryId', 'campaign_category_key', 'campaign_category', [3]]],
  },
  { name: 'product', values: [['productId', 'product_keys', 'product', [5]]] },
  {
    name: 'country + currency',
    values: [
      ['country', 'country_key', 'country', [2]],
      ['currency', 'currency_key', 'currency', [1]],
    ],
  },
  {
    name: 'call center + level',
    values: [
      ['callCenterId', 'call_center_key', 'call_center', [1]],
      ['accessLevel', 'access_level_key', 'access_level', [2]],
    ],
  },
  {
    name: 'ten users, notes only',
    values: [['userId', 'user_key', 'user', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]],
    notes: 'only',
  },
  {
    name: 'three actions + categories, no notes',
    values: [
      ['action', 'type_key', 'type', typesOfActions],
      ['campaignCategoryId', 'campaign_category_key', 'campaign_category', [1, 2, 3]],
    ],
    notes: 'without',
  },
];

/** The bench's nine filters over the last days of its year. */
export function questionsOf(days: number): BenchQuestion[] {
  const members = new Map(benchMembers().map((one) => [`${one.dimension} ${one.key}`, one.value]));
  return asked.map(({ name, values, notes = 'with' }) => {
    const filter = yearsEnd(
      days,
      values.map(([, column, , keys]) => ({ column, many: column.endsWith('_keys'), keys })),
      notes,
    );
    return {
      name,
      filter,
      parameters: [
        ['from', filter.from as string],
        ['to', filter.to as string],
        ...values.flatMap(([parameter, , dimension, keys]) =>
          parameter === 'action'
            ? [...new Set(actions)].map((action): [string, string] => [parameter, String(action)])
            : keys.map((key): [string, string] => [parameter, String(members.get(`${dimension} ${key}`))]),
        ),
        ...(notes === 'only' ? [['agentNotesOnly', 'true'] as [string, string]] : []),
        ...(notes === 'without' ? [['includeAgentNotes', 'false'] as [string, string]] : []),
      ],
    };
  });
}

/** The last days of the bench's year. */
export function yearsEnd(
  days: number,
  conditions: Omit<ColumnCondition, 'paged'>[] = [],
  notes: ActivityFilter['notes'] = 'with',
): ActivityFilter {
  const to = END_US / 1_000;
  return {
    from: new Date(to - days * 86_400_000).toISOString(),
    to: new Date(to).toISOString(),
    conditions: conditions.map((condition) => ({ ...condition, paged: false })),
    notes,
    usersOnly: false,
  };
}
