import type { EntityManager } from '@mikro-orm/postgresql';
import type { Call, DaybookEvent, Money } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import type { FulfillmentHistory } from './fulfillment-history';
import type { FulfillmentMessage } from './fulfillment-message.entity';

/** Where an activity comes from: a person's call, an event of another service, or a message of a house. */
export interface Origin {
  call?: Call;
  cause?: DaybookEvent;
  correlationId?: string;
}

/** What every activity about a fulfillment says alike. */
export function factAbout(history: FulfillmentHistory, message: FulfillmentMessage, origin: Origin) {
  const { fulfillment } = history;
  return {
    ...origin,
    time: message.happenedAt,
    context: fulfillment.context,
    about: fulfillment.about,
    unexpected: message.unexpected,
    ...(message.note === null ? {} : { personal: { text: message.note } }),
  };
}

/** What a message keeps of whoever called: their words, and their username. */
export function byCaller({ actor }: Call, note?: string): { note?: string; actorName: string } {
  return { note, actorName: actor.username };
}

/** What every activity about a fulfillment has among its attributes. */
export function namesOf(
  history: FulfillmentHistory,
  message?: FulfillmentMessage,
): { orderId: string; houseName?: string; reconciled?: boolean } {
  return {
    orderId: history.fulfillment.orderId,
    ...(history.house === null ? {} : { houseName: history.house.name }),
    ...(message?.reconciled === true ? { reconciled: true } : {}),
  };
}

/** Records the activity of what a house told. */
export function recordHouseMessage(
  em: EntityManager,
  history: FulfillmentHistory,
  message: FulfillmentMessage,
  origin: Origin,
): void {
  const fact = factAbout(history, message, origin);
  const { carrier, trackingNumber, reason } = message;
  const parcel = { ...namesOf(history, message), ...present({ carrier, trackingNumber }) };
  // A house writes what it likes: its words may name the person.
  const reasoned = {
    ...fact,
    attributes: namesOf(history, message),
    personal: { ...fact.personal, ...present({ text: reason }) },
  };
  switch (message.type) {
    case 'accepted':
      record(em, 'fulfillment.fulfillment.accepted', { ...fact, attributes: namesOf(history, message) });
      return;
    case 'tracking':
      record(em, 'fulfillment.fulfillment.tracked', { ...fact, attributes: parcel });
      return;
    case 'shipped':
      record(em, 'fulfillment.fulfillment.shipped', { ...fact, attributes: parcel });
      return;
    case 'delivered':
      record(
        em,
        history.arrived ? 'fulfillment.fulfillment.delivered' : 'fulfillment.fulfillment.parcel_delivered',
        { ...fact, attributes: parcel },
      );
      return;
    case 'returned':
      record(em, 'fulfillment.rma.returned', {
        ...fact,
        attributes: { ...namesOf(history, message), ...rma(history) },
      });
      return;
    case 'failed':
      record(em, 'fulfillment.fulfillment.failed', reasoned);
      return;
    case 'address_hold':
      record(em, 'fulfillment.fulfillment.address_held', reasoned);
      return;
    case 'cancelled':
      record(em, 'fulfillment.fulfillment.cancelled', cancellationFact(history, message, origin));
      return;
    case 'cancel_failed':
      record(em, 'fulfillment.fulfillment.cancel_failed', cancellationFact(history, message, origin));
      return;
    case 'item_updated':
      recordItem(em, history, message, origin);
      return;
    default:
      throw new Error(`${message.type} is nothing that a house tells`);
  }
}

/**
 * What an activity about a cancellation says: who asked for it and why, also where the house answers later. Where nobody
 * had asked, the reason is the house's.
 */
export function cancellationFact(history: FulfillmentHistory, message: FulfillmentMessage, origin: Origin) {
  const asked = history.messages.findLast(({ type }) => type === 'cancel_requested') ?? message;
  return {
    ...factAbout(history, message, origin),
    attributes: { ...namesOf(history, message), ...present({ requestedBy: asked.actorName }) },
    personal: present({ text: asked.note ?? message.reason }),
  };
}

/** Records that an item was changed, with the names of what changed. */
export function recordItem(
  em: EntityManager,
  history: FulfillmentHistory,
  message: FulfillmentMessage,
  origin: Origin,
): void {
  const item = history.items.find((each) => each.id === message.itemId);
  if (item === undefined) throw new Error(`the fulfillment has no item ${String(message.itemId)}`);
  const fieldNames = [...(history.changedFields.get(message.messageId) ?? [])];
  record(em, 'fulfillment.item.updated', {
    ...factAbout(history, message, origin),
    attributes: { ...namesOf(history), productName: item.productName, fieldNames },
  });
}

/** The return's number, and what is refunded when it arrives, where there are any. */
export function rma({ fulfillment }: FulfillmentHistory): { rmaNumber?: string; refundAmount?: Money } {
  return present({ rmaNumber: fulfillment.rmaNumber, refundAmount: fulfillment.rmaRefund });
}

/** The fields that are there. */
export function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
