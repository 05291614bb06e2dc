import type { CatalogKey } from '../activity/entries';
import type { DaybookEvent } from '../envelope';
import type { FieldDecorator } from '../fields';

/** A value and the words a panel shows for it. */
export interface FilterChoice {
  readonly value: string;
  readonly label: string;
}

/**
 * What a filter compares with: the values an event had at the moment it happened. The report's
 * store keeps one column for each, so these are read once, when the event comes in.
 */
export interface ReportDimension {
  /** Name of the store's column, snake case. */
  readonly name: string;
  /** Whether one event may have several values, as an order has several products. It still counts once. */
  readonly several: boolean;
  /** The event's values; empty where it has none. */
  readonly values: (event: DaybookEvent) => readonly string[];
  /** The reference event that tells the names of the values; where absent, a value is shown as it is. */
  readonly namedBy?: CatalogKey;
  /** The values of this dimension that an asked one stands for; itself where absent. */
  readonly membersOf?: (asked: string) => readonly string[];
  /**
   * Whether the Details of one value are paged through by an index of their own. Each such index makes every event
   * dearer to take in: for what a single value of is often looked through to great depth.
   */
  readonly paged?: true;
  /** Whether every event has a value, so that there is nothing to ask for by `none`. */
  readonly always?: true;
  /** Whether what the system did, which has no value, can be asked for by itself: by `system`. */
  readonly system?: true;
}

/** Asks for the actions that have no value in a dimension. */
export const NO_VALUE = 'none';
/** Asks for what the system did, where a dimension is about who did it. */
export const BY_SYSTEM = 'system';

interface FilterWords {
  /** Name of the query parameter. */
  readonly parameter: string;
  /** What the panel calls it. */
  readonly label: string;
  /** What it keeps; becomes the parameter's description in the documents. */
  readonly description: string;
}

/** Keeps actions that have one of the asked values in a dimension. */
export interface DimensionFilter extends FilterWords {
  /** `ids` are UUIDs, `codes` words of a fixed or open set. */
  readonly kind: 'ids' | 'codes';
  readonly dimension: ReportDimension;
  readonly control: 'multi-select';
  /** All values there are, where the contract itself knows them. */
  readonly choices?: readonly FilterChoice[];
  /** The field of one code, where `choices` is absent and not any text will do. */
  readonly code?: () => FieldDecorator;
}

/** What asks for the actions that have no value in a filter's dimension, with the words a panel shows. */
export function absentChoices({ label, dimension }: DimensionFilter): readonly FilterChoice[] {
  if (dimension.always === true) return [];
  const none = { value: NO_VALUE, label: `No ${label}` };
  return dimension.system === true ? [none, { value: BY_SYSTEM, label: 'System' }] : [none];
}

/** Turns a kind of rows on or off; what the three switches do together is in `rowsKept`. */
export interface SwitchFilter extends FilterWords {
  readonly kind: 'switch';
  readonly control: 'toggle';
  /** What holds where the parameter is absent. */
  readonly default: boolean;
}

/** Says when: `from` ≤ time < `to`, or a preset in the viewer's time zone. */
export interface TimeFilter extends FilterWords {
  readonly kind: 'time';
  readonly control: 'date-time' | 'preset' | 'time-zone';
  readonly choices?: readonly FilterChoice[];
}

/** Keeps actions of orders whose custom fields had one of the asked values, field by field. */
export interface CustomFieldFilter extends FilterWords {
  readonly kind: 'customField';
  readonly control: 'fields';
  /** The order's custom fields at the moment of the event. */
  readonly fields: (event: DaybookEvent) => Readonly<Record<string, string>>;
}

/** One filter of the Customer Service Report: parameter, store column and panel control in one. */
export type ReportFilter = DimensionFilter | SwitchFilter | TimeFilter | CustomFieldFilter;

/** Writes down one filter; its parameter keeps its literal type. */
export function filter<const Filter extends ReportFilter>(definition: Filter): Filter {
  return definition;
}
