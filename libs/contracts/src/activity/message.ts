import type { DaybookEvent } from '../envelope';
import { type Catalog, catalog } from './catalog';
import { type MessageData, renderMessage } from './message-template';

/** The parts of an event that its message is made of. */
export type MessageSource = Pick<DaybookEvent, 'type'> & { data: MessageData };

/**
 * The sentence that says what was done, from the entry's template. What is missing, or was erased,
 * reads as a dash; optional parts are left out. An event of an unknown type reads as its type.
 */
export function messageOf(event: MessageSource, known: Catalog = catalog): string {
  const entry = known.findActivity(event.type);
  if (!entry) return event.type;
  return renderMessage(entry.message, event.data);
}
