import type { FulfillmentStatus } from '@daybook/contracts';
import { ItemChanges, type OrderedItem } from './item-changes';
import { Parcels } from './parcels';
import {
  ENDS_CANCELLATION,
  KEPT_WHILE_FROZEN,
  type MessageType,
  OVERRULES,
  SEQUENCE,
  TRANSITIONS,
} from './fulfillment-transitions';

/** What the replay reads of a message. */
export interface ReplayedMessage {
  /** The house's webhook id, or the message's own id. */
  messageId: string;
  source: 'house' | 'user' | 'system';
  type: MessageType;
  happenedAt: Date;
  trackingNumber: string | null;
  carrier: string | null;
  itemId: string | null;
  quantity: number | null;
  sku: string | null;
}

/** What all messages together make of a fulfillment. */
export interface FulfillmentState {
  status: FulfillmentStatus;
  held: boolean;
  /** Somebody asked for its cancellation, and the house has not answered yet. */
  cancelling: boolean;
  trackingNumber: string | null;
  carrier: string | null;
  /** Whether all of its parcels have arrived. */
  arrived: boolean;
  /** Messages of the house that their state did not allow, by message id. */
  unexpected: ReadonlySet<string>;
  /** What makes two of the house's messages the same fact, by message id; none for one that changes nothing. */
  factKeys: ReadonlyMap<string, string>;
  /** Changed items by id. */
  items: ReadonlyMap<string, OrderedItem>;
  /** The names of what an item's change changed, by message id. */
  changedFields: ReadonlyMap<string, readonly string[]>;
}

/**
 * The messages in the order in which they happened: by time, those of one moment in the sequence in which houses go, then
 * by id. Whatever else they say, the first sending came first.
 */
export function inOrder<T extends Pick<ReplayedMessage, 'messageId' | 'type' | 'happenedAt'>>(
  messages: readonly T[],
): T[] {
  const sorted = [...messages].sort(
    (a, b) =>
      a.happenedAt.getTime() - b.happenedAt.getTime() ||
      SEQUENCE.indexOf(a.type) - SEQUENCE.indexOf(b.type) ||
      compare(a.messageId, b.messageId),
  );
  const sent = sorted.findIndex((message) => message.type === 'sent');
  // The house's clock may be behind ours: what it tells of an order still came after it got the order.
  return sent <= 0 ? sorted : [sorted[sent], ...sorted.slice(0, sent), ...sorted.slice(sent + 1)];
}

/**
 * Replays all messages of a fulfillment into its state; the order in which they are given does not matter.
 * @param ordered its items as they were ordered, by id
 */
export function replay(
  messages: readonly ReplayedMessage[],
  ordered: ReadonlyMap<string, OrderedItem> = new Map(),
): FulfillmentState {
  let status: FulfillmentStatus = 'hold';
  let resumes: FulfillmentStatus = 'hold';
  let held = false;
  let cancelling = false;
  let sendings = 0;
  let trackingNumber: string | null = null;
  let carrier: string | null = null;
  const unexpected = new Set<string>();
  const factKeys = new Map<string, string>();
  const facts = new Set<string>();
  const items = new ItemChanges(ordered);
  const parcels = new Parcels();

  for (const message of inOrder(messages)) {
    const { type, messageId } = message;
    if (type === 'sent') sendings += 1;
    if (message.source === 'house') {
      const key = factKeyOf(message, sendings);
      if (facts.has(key)) {
        factKeys.set(messageId, key);
        continue;
      }
      // An update of an item that leaves it as it is tells nothing.
      if (type === 'item_updated' && !items.differs(message)) continue;
      factKeys.set(messageId, key);
      facts.add(key);
      if (items.exceedsOrder(message)) unexpected.add(messageId);
    }
    items.apply(message);
    parcels.apply(message);

    const kept: FulfillmentStatus | undefined = KEPT_WHILE_FROZEN.has(type)
      ? TRANSITIONS[type][resumes]
      : undefined;
    if (status === 'frozen' && type === 'thawed') {
      status = resumes;
    } else if (status === 'frozen' && kept !== undefined) {
      resumes = kept;
    } else {
      const next: FulfillmentStatus | undefined =
        parcels.follow(message, status) ?? TRANSITIONS[type][status];
      if (next === undefined && message.source === 'house') unexpected.add(messageId);
      if (type === 'frozen' && next === 'frozen') resumes = status;
      status = parcels.soFar(next ?? OVERRULES[type]?.[status] ?? status);
    }

    if (type === 'held' || type === 'export_failed') held = status === 'hold';
    if (type === 'released' || type === 'sent') held = false;
    if (type === 'cancel_requested') cancelling = true;
    if (ENDS_CANCELLATION.has(type)) cancelling = false;
    if (type !== 'returned') {
      trackingNumber = message.trackingNumber ?? trackingNumber;
      carrier = message.carrier ?? carrier;
    }
  }
  return {
    ...{ status, held, cancelling, trackingNumber, carrier, unexpected, factKeys },
    arrived: parcels.arrived,
    items: items.now,
    changedFields: items.changedFields,
  };
}

/**
 * One fact counts once whatever message id it comes under: per fulfillment, type and tracking number; an item's change by
 * what it says and when. After the order was sent once more, the same may happen once more.
 */
function factKeyOf(message: ReplayedMessage, sendings: number): string {
  const { itemId, quantity, sku, happenedAt } = message;
  const item = itemId === null ? [] : [itemId, quantity, sku, happenedAt];
  return JSON.stringify([message.type, message.trackingNumber ?? '', Math.max(sendings, 1), ...item]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
