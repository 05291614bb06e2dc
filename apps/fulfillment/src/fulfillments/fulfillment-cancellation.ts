import type { EntityManager } from '@mikro-orm/postgresql';
import { record } from '@daybook/persistence';
import { namesOf, type Origin, factAbout } from './fulfillment-facts';
import type { FulfillmentHistory } from './fulfillment-history';
import { TRANSITIONS } from './fulfillment-transitions';

/**
 * Cancels a fulfillment that its house cannot know of; else asks the house, whose answer decides. One that has left
 * the house, or is cancelled, stays as it is.
 */
export function cancel(
  em: EntityManager,
  history: FulfillmentHistory,
  now: Date,
  origin: Origin,
  note?: string,
): void {
  if (TRANSITIONS.cancel_requested[history.fulfillment.status] === undefined) return;
  const source = origin.call === undefined ? 'system' : 'user';
  const said = note === undefined ? {} : { note };
  history.drop('fulfillment.order', now);
  if (history.houseMayKnow) {
    history.act('cancel_requested', source, now, said);
    history.send('fulfillment.cancel', now);
    return;
  }
  if (history.fulfillment.status === 'frozen') history.act('thawed', source, now);
  const message = history.act('cancelled', source, now, said);
  record(em, 'fulfillment.fulfillment.cancelled', {
    ...factAbout(history, message, origin),
    attributes: namesOf(history),
  });
}
