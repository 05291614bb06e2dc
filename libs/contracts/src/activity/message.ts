import type { DaybookEvent } from '../envelope';
import { type Catalog, catalog } from './catalog';
import type { ActivityKey } from './entries';
import { spanishMessages } from './messages-es';
import { englishValues } from './values-en';
import { spanishValues } from './values-es';
import { type MessageData, renderMessage } from './message-template';

/** The languages in which messages can be read. */
export const messageLanguages = ['en', 'es'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** The parts of an event that its message is made of. */
export type MessageSource = Pick<DaybookEvent, 'type'> & { data: MessageData };

/**
 * The sentence that says what was done, from the entry's template. What is missing, or was erased,
 * reads as a dash; optional parts are left out. An event of an unknown type reads as its type. What is in the event
 * stands in the message as it is: names, notes and codes are not translated, only the catalog's own few values are.
 */
export function messageOf(
  event: MessageSource,
  known: Catalog = catalog,
  language: MessageLanguage = 'en',
): string {
  const entry = known.findActivity(event.type);
  if (!entry) return event.type;
  const translated = language === 'es' ? spanishMessages[entry.key as ActivityKey] : undefined;
  if (translated === undefined) return renderMessage(entry.message, event.data, englishValues);
  return renderMessage(translated, event.data, spanishValues);
}
