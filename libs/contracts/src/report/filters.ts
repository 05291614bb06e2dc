import { catalog } from '../activity/catalog';
import { accessLevelLabels, accessLevels } from '../actor';
import { Country, Currency } from '../fields';
import { type DimensionFilter, filter, type ReportFilter } from './define';
import { periodPresets } from './presets';

const one = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

/**
 * Every filter of the Customer Service Report. From this list come the parameters of its calls,
 * the columns of its store and the panel; a new filter is one more entry.
 */
export const reportFilters = [
  filter({
    parameter: 'from',
    label: 'Start Date',
    kind: 'time',
    control: 'date-time',
    description: 'Keeps actions that happened at this moment or later. RFC 3339 with offset.',
  }),
  filter({
    parameter: 'to',
    label: 'End Date',
    kind: 'time',
    control: 'date-time',
    description: 'Keeps actions that happened before this moment. RFC 3339 with offset.',
  }),
  filter({
    parameter: 'preset',
    label: 'Period',
    kind: 'time',
    control: 'preset',
    choices: periodPresets,
    description: 'A period that moves with today, in the time zone asked for; in the place of from and to.',
  }),
  filter({
    parameter: 'timeZone',
    label: 'Time Zone',
    kind: 'time',
    control: 'time-zone',
    description: 'IANA name of the time zone in which days begin, e.g. `Europe/Berlin`. UTC where absent.',
  }),
  filter({
    parameter: 'campaignId',
    label: 'Campaign',
    kind: 'ids',
    control: 'multi-select',
    description: 'The campaign customers are within.',
    dimension: {
      name: 'campaign',
      several: false,
      values: (event) => one(event.data.context.campaignId),
      namedBy: 'billing.campaign.changed',
      paged: true,
    },
  }),
  filter({
    parameter: 'campaignCategoryId',
    label: 'Campaign Category',
    kind: 'ids',
    control: 'multi-select',
    description: 'The category of the campaign.',
    dimension: {
      name: 'campaign_category',
      several: false,
      values: (event) => one(event.data.context.campaignCategoryId),
      namedBy: 'billing.campaign_category.changed',
    },
  }),
  filter({
    parameter: 'productId',
    label: 'Product',
    kind: 'ids',
    control: 'multi-select',
    description: 'The products the customer bought. An action of an order with several counts once.',
    dimension: {
      name: 'product',
      several: true,
      values: (event) => event.data.context.productIds,
      namedBy: 'billing.product.changed',
    },
  }),
  filter({
    parameter: 'callCenterId',
    label: 'Call Center',
    kind: 'ids',
    control: 'multi-select',
    description: "The call center the order came through, not the actor's.",
    dimension: {
      name: 'call_center',
      several: false,
      values: (event) => one(event.data.context.callCenterId),
      namedBy: 'billing.call_center.changed',
    },
  }),
  filter({
    parameter: 'userId',
    label: 'User',
    kind: 'ids',
    control: 'multi-select',
    description:
      'The user, or API User, that did the actions; `none`: those that neither did; `system`: what the system did.',
    dimension: {
      name: 'user',
      several: false,
      values: (event) => (event.actortype === 'user' || event.actortype === 'api' ? one(event.actorid) : []),
      namedBy: 'gateway.user.changed',
      paged: true,
      system: true,
    },
  }),
  filter({
    parameter: 'accessLevel',
    label: 'Access Level',
    kind: 'codes',
    control: 'multi-select',
    choices: accessLevels.map((level) => ({ value: level, label: accessLevelLabels[level] })),
    description: 'The access level, at that time, of the user who did the action.',
    dimension: { name: 'access_level', several: false, values: (event) => one(event.actorlevel) },
  }),
  filter({
    parameter: 'currency',
    label: 'Base Currency',
    kind: 'codes',
    control: 'multi-select',
    code: Currency,
    description: "The campaign's base currency, ISO 4217.",
    dimension: { name: 'currency', several: false, values: (event) => one(event.data.context.currency) },
  }),
  filter({
    parameter: 'country',
    label: 'Country',
    kind: 'codes',
    control: 'multi-select',
    code: Country,
    description:
      "The country that the order is shipped to, without an order that of the customer's address; ISO 3166-1 alpha-2.",
    dimension: { name: 'country', several: false, values: (event) => one(event.data.context.country) },
  }),
  filter({
    parameter: 'action',
    label: 'Actions',
    kind: 'codes',
    control: 'multi-select',
    choices: catalog.actions.map((action) => ({ value: action.key, label: action.label })),
    description: 'Report actions, by key.',
    dimension: {
      name: 'type',
      several: false,
      values: (event) => [event.type],
      membersOf: (action) => catalog.keysOf(action),
      paged: true,
      always: true,
    },
  }),
  filter({
    parameter: 'includeAgentNotes',
    label: 'Include Agent Notes',
    kind: 'switch',
    control: 'toggle',
    default: true,
    description: 'On: notes beside the rest. Off: no notes.',
  }),
  filter({
    parameter: 'hideSystemActions',
    label: 'Hide System Actions',
    kind: 'switch',
    control: 'toggle',
    default: false,
    description: 'Keeps only what users did; hides the system, the API and the customer.',
  }),
  filter({
    parameter: 'agentNotesOnly',
    label: 'Agent Notes Only',
    kind: 'switch',
    control: 'toggle',
    default: false,
    description: 'Keeps only notes that a person typed; overrides the other two switches.',
  }),
  filter({
    parameter: 'customField',
    label: 'More Filters',
    kind: 'customField',
    control: 'fields',
    description: 'Order custom fields by value: `customField[Name]=value`, repeated for several.',
    fields: (event) => event.data.context.customFields,
  }),
] as const satisfies readonly ReportFilter[];

/** The filters that keep by a dimension: one column of the report's store each. */
export function dimensionFilters(
  filters: readonly ReportFilter[] = reportFilters,
): readonly DimensionFilter[] {
  return filters.filter((one): one is DimensionFilter => one.kind === 'ids' || one.kind === 'codes');
}

/** Which rows the three switches leave. */
export interface RowsKept {
  /** All rows, only those that are no notes, or only notes that a person typed. */
  readonly notes: 'with' | 'without' | 'only';
  /** Whether only what users did is kept. */
  readonly usersOnly: boolean;
}

/** What the three switches mean together. */
export function rowsKept(switches: {
  includeAgentNotes?: boolean;
  hideSystemActions?: boolean;
  agentNotesOnly?: boolean;
}): RowsKept {
  if (switches.agentNotesOnly === true) return { notes: 'only', usersOnly: false };
  return {
    notes: switches.includeAgentNotes === false ? 'without' : 'with',
    usersOnly: switches.hideSystemActions === true,
  };
}
