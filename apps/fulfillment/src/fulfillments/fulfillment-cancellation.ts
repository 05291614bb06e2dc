import type { EntityManager } from '@mikro-orm/postgresql';
import { record } from '@daybook/persistence';
import { cancellationFact, present, type Origin } from './fulfillment-facts';
import type { FulfillmentHistory } from './fulfillment-history';
import { TRANSITIONS } from './fulfillment-transitions';

/** Who asked for a cancellation, and why. */
export interface Said {
  note?: string;
  actorName?: string;
}

/**
 * Cancels a fulfillment that its house cannot know of; else asks the house, whose answer decides. One that has left
 * the house, is cancelled, or is being cancelled already, stays as it is.
 */
export function cancel(
  em: EntityManager,
  history: FulfillmentHistory,
  now: Date,
  origin: Origin,
  said: Said = saidBy(origin),
): void {
  const { fulfillment } = history;
  if (TRANSITIONS.cancel_requested[fulfillment.status] === undefined) return;
  history.drop('fulfillment.order', now);
  if (fulfillment.cancelling) return;
  const source = origin.call === undefined ? 'system' : 'user';
  if (history.houseMayKnow && history.house?.cancels === false) {
    // It is not asked; told once, however often its order is cancelled.
    if (history.messages.some(({ type, source: by }) => type === 'cancel_failed' && by !== 'house')) return;
    const failed = history.act('cancel_failed', source, now, said);
    record(em, 'fulfillment.fulfillment.cancel_failed', cancellationFact(history, failed, origin));
    return;
  }
  if (history.houseMayKnow) {
    const asked = history.act('cancel_requested', source, now, said);
    history.send('fulfillment.cancel', now);
    record(em, 'fulfillment.fulfillment.cancel_requested', cancellationFact(history, asked, origin));
    return;
  }
  cancelUnsent(em, history, now, origin, said);
}

/** The try whose outcome was open sent nothing: what its house was to be asked is decided. */
export function settleUnsent(em: EntityManager, history: FulfillmentHistory, now: Date): void {
  if (!history.fulfillment.cancelling || history.houseMayKnow) return;
  history.drop('fulfillment.cancel', now);
  cancelUnsent(em, history, now, {});
}

/** Its order was cancelled, or what was paid for it went back: it is cancelled, and never sent again. */
export function bar(
  em: EntityManager,
  history: FulfillmentHistory,
  now: Date,
  origin: Origin,
  said?: Said,
): void {
  history.fulfillment.barred = true;
  cancel(em, history, now, origin, said);
}

function cancelUnsent(
  em: EntityManager,
  history: FulfillmentHistory,
  now: Date,
  origin: Origin,
  said: Said = {},
): void {
  const source = origin.call === undefined ? 'system' : 'user';
  if (history.fulfillment.status === 'frozen') history.act('thawed', source, now);
  const message = history.act('cancelled', source, now, said);
  record(em, 'fulfillment.fulfillment.cancelled', cancellationFact(history, message, origin));
}

/** Who asked by what an activity comes from, and why. A customer's name is personal and is not kept. */
export function saidBy({ call, cause }: Origin, reason?: string): Said {
  if (call !== undefined) return present({ note: reason, actorName: call.actor.username });
  const text = reason ?? cause?.data.personal.text;
  const person = cause?.actortype === 'user' || cause?.actortype === 'api';
  return present({
    note: typeof text === 'string' ? text.slice(0, 500) : undefined,
    actorName: person ? cause.actorname : undefined,
  });
}
