import type { ProducerName } from '../actor';
import { placeholdersOf } from './message-template';
import type { ReportActionKey } from './report-actions';

/** What a kind of activity is about; the console colours and groups by it. */
export const activityCategories = [
  'notes',
  'sales',
  'trial',
  'retention',
  'money',
  'fulfillment',
  'customer',
  'cases',
] as const;
export type ActivityCategory = (typeof activityCategories)[number];

/** Parts of an event's `personal` that an activity may fill; erased when the customer is anonymised. */
export const personalFields = ['name', 'text', 'subject', 'to'] as const;
export type PersonalField = (typeof personalFields)[number];

/** A class whose decorated properties are the attributes of an event. */
export type AttributesClass<Attributes extends object = object> = new () => Attributes;

/** A fact about a customer, or about an order or a case of one; counted by the report. */
export interface ActivityDefinition<
  Key extends string = string,
  Attributes extends object = object,
  Action extends string = string,
> {
  readonly kind: 'activity';
  /** `<service>.<thing>.<what happened to it>`; the `type` of the event. */
  readonly key: Key;
  /** The one report action that counts it. */
  readonly reportAction: Action;
  /** What the customer's timeline calls it. */
  readonly title: string;
  /** Other names under which filters accept the title. */
  readonly titleAliases?: readonly string[];
  readonly attributes: AttributesClass<Attributes>;
  /**
   * One sentence for the report's Message column. `{name}` is an attribute, `{personal.text}`,
   * `{about.caseNumber}` and `{context.orderNumber}` come from those parts of the event. What
   * stands in `[ ]` is left out where one of its values is missing.
   */
  readonly message: string;
  readonly category: ActivityCategory;
  /** The service that emits it. */
  readonly source: ProducerName;
  /** True where the text is typed by a person: Is Note holds when a user did it. */
  readonly note?: boolean;
  /** Set where money moved by the attribute `amount`: `in` from the customer, `out` back to them. */
  readonly money?: 'in' | 'out';
  /** Parts of `personal` that the timeline shows beside the attributes. */
  readonly personal: readonly PersonalField[];
  /** Attributes that other services need and the timeline does not show. */
  readonly carries?: readonly string[];
}

/** An event about no customer, by which consumers keep names up to date; never counted. */
export interface ReferenceDefinition<Key extends string = string, Attributes extends object = object> {
  readonly kind: 'reference';
  readonly key: Key;
  readonly title: string;
  readonly attributes: AttributesClass<Attributes>;
  readonly source: ProducerName;
}

export type CatalogEntry = ActivityDefinition | ReferenceDefinition;

/** The key of an entry; its first part is the service that emits it. */
type EntryKey = `${ProducerName}.${string}.${string}`;

/** What is written down about an activity; the rest of its definition derives from it. */
export type ActivitySpec<Key extends string, Attributes extends object> = Omit<
  ActivityDefinition<Key, Attributes, ReportActionKey>,
  'kind' | 'source' | 'personal' | 'carries'
> & {
  /** Parts of `personal` that the timeline shows although the message does not name them. */
  readonly personal?: readonly PersonalField[];
  readonly carries?: readonly (keyof Attributes & string)[];
};

/** Makes one activity of the catalog; its faults are named when the catalog is loaded. */
export function activity<const Key extends EntryKey, Attributes extends object>(
  spec: ActivitySpec<Key, Attributes>,
): ActivityDefinition<Key, Attributes, ReportActionKey> {
  const named = placeholdersOf(spec.message);
  const personal = personalFields.filter(
    (field) => named.includes(`personal.${field}`) || spec.personal?.includes(field),
  );
  return { kind: 'activity', ...spec, source: sourceOf(spec.key), personal };
}

/** Makes what makes the activities of one category. */
export function activityOf(category: ActivityCategory) {
  return <const Key extends EntryKey, Attributes extends object>(
    spec: Omit<ActivitySpec<Key, Attributes>, 'category'>,
  ): ActivityDefinition<Key, Attributes, ReportActionKey> => activity({ category, ...spec });
}

/** Makes one reference event of the catalog. */
export function reference<const Key extends EntryKey, Attributes extends object>(
  spec: Omit<ReferenceDefinition<Key, Attributes>, 'kind' | 'source'>,
): ReferenceDefinition<Key, Attributes> {
  return { kind: 'reference', ...spec, source: sourceOf(spec.key) };
}

function sourceOf(key: EntryKey): ProducerName {
  return key.split('.')[0] as ProducerName;
}
