import type { DaybookEvent } from '../envelope';
import { fieldsOf, read } from '../fields';
import { type Catalog, catalog } from './catalog';
import type { AttributesOf, CatalogKey } from './entries';

/** What is wrong with the attributes of an event, a line a fault; empty where nothing is. */
export function attributeFaults(type: string, attributes: object, known: Catalog = catalog): string[] {
  return read(known.entry(type).attributes, attributes).faults.map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

/**
 * An event whose type nobody knew when it was told, as the catalog reads it by now: of what was said the fields of its
 * type are its attributes. Null where it does not know the type, or what was said does not fit it.
 */
export function learnedEvent(event: DaybookEvent, known: Catalog = catalog): DaybookEvent | null {
  const entry = known.find(event.type);
  if (entry === undefined) return null;
  const { personal } = event.data;
  const fields = [...fieldsOf(entry.attributes).keys()].filter((name) => Object.hasOwn(personal, name));
  const attributes = Object.fromEntries(fields.map((name) => [name, personal[name]]));
  if (read(entry.attributes, attributes).faults.length > 0) return null;
  return { ...event, data: { ...event.data, attributes } };
}

/** The attributes of an event of a type. @throws Error where it is of another: a mistake in our own code */
export function attributesOf<Key extends CatalogKey>(
  event: { type: string; data: Pick<DaybookEvent['data'], 'attributes'> },
  type: Key,
): AttributesOf<Key> {
  if (event.type !== type) throw new Error(`${event.type} is no ${type}`);
  // They were checked against the class of their type before they were recorded.
  return event.data.attributes as object as AttributesOf<Key>;
}

/** Whether the text of an event was typed by a person: the report's Is Note. */
export function isNote(event: Pick<DaybookEvent, 'type' | 'actortype'>, known: Catalog = catalog): boolean {
  return event.actortype === 'user' && known.findActivity(event.type)?.note === true;
}

/**
 * Every attribute of an interaction as the timeline shows it: its attributes but those it only
 * carries, and of what is personal what the entry names. Of an unknown type: all attributes.
 */
export function shownAttributes(
  event: { type: string; data: Pick<DaybookEvent['data'], 'attributes' | 'personal'> },
  known: Catalog = catalog,
): Record<string, unknown> {
  const { attributes, personal } = event.data;
  const entry = known.findActivity(event.type);
  const carried: readonly string[] = entry?.carries ?? [];
  const shown = Object.entries(attributes).filter(([name]) => !carried.includes(name));
  const named = (entry?.personal ?? []).map((field): [string, unknown] => [field, personal[field]]);
  return Object.fromEntries([...shown, ...named.filter(([, value]) => value !== undefined)]);
}

/** The order custom fields that an event set, with their values; what the custom-field summary counts. */
export function customFieldsSetBy(event: {
  data: Pick<DaybookEvent['data'], 'attributes'>;
}): Record<string, string> {
  return (event.data.attributes['customFieldsSet'] as Record<string, string> | undefined) ?? {};
}

/**
 * What money an event moved: its attribute `amount`, where the catalog says that it moves money. Null where none, or
 * none that can be read; what was only authorised has moved nothing.
 */
export function moneyMovedBy(
  event: { type: string; data: Pick<DaybookEvent['data'], 'attributes'> },
  known: Catalog = catalog,
): { amount: string; currency: string } | null {
  if (known.findActivity(event.type)?.money === undefined) return null;
  const { authorised, payment, amount: moved } = event.data.attributes;
  if (authorised === true || payment === 'authorised') return null;
  const { amount, currency } = (moved ?? {}) as Record<string, unknown>;
  if (typeof amount !== 'string' || !/^\d{1,13}(\.\d{1,4})?$/.test(amount)) return null;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return null;
  return { amount, currency };
}
