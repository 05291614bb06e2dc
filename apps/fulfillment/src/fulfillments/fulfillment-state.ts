import type { FulfillmentStatus } from '@daybook/contracts';
import {
  ENDS_CANCELLATION,
  KEPT_WHILE_FROZEN,
  type MessageType,
  OVERRULES,
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
  /** Messages of the house that their state did not allow, by message id. */
  unexpected: ReadonlySet<string>;
  /** What makes two of the house's messages the same fact, by message id. */
  factKeys: ReadonlyMap<string, string>;
  /** Changed items by id. */
  items: ReadonlyMap<string, { quantity: number | null; sku: string | null }>;
}

/** The messages in the order in which they happened: by time, then by id. Whatever else they say, the first sending came first. */
export function inOrder<T extends Pick<ReplayedMessage, 'messageId' | 'type' | 'happenedAt'>>(
  messages: readonly T[],
): T[] {
  const sorted = [...messages].sort(
    (a, b) => a.happenedAt.getTime() - b.happenedAt.getTime() || compare(a.messageId, b.messageId),
  );
  const sent = sorted.findIndex((message) => message.type === 'sent');
  // The house's clock may be behind ours: what it tells of an order still came after it got the order.
  return sent <= 0 ? sorted : [sorted[sent], ...sorted.slice(0, sent), ...sorted.slice(sent + 1)];
}

/** Replays all messages of a fulfillment into its state; the order in which they are given does not matter. */
export function replay(messages: readonly ReplayedMessage[]): FulfillmentState {
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
  const items = new Map<string, { quantity: number | null; sku: string | null }>();

  for (const message of inOrder(messages)) {
    const { type } = message;
    if (type === 'sent') sendings += 1;
    if (message.source === 'house') {
      const key = factKeyOf(message, sendings);
      factKeys.set(message.messageId, key);
      if (facts.has(key)) continue;
      facts.add(key);
    }

    const kept: FulfillmentStatus | undefined = KEPT_WHILE_FROZEN.has(type)
      ? TRANSITIONS[type][resumes]
      : undefined;
    if (status === 'frozen' && type === 'thawed') {
      status = resumes;
    } else if (status === 'frozen' && kept !== undefined) {
      resumes = kept;
    } else {
      const next: FulfillmentStatus | undefined = TRANSITIONS[type][status];
      if (next === undefined && message.source === 'house') unexpected.add(message.messageId);
      if (type === 'frozen' && next === 'frozen') resumes = status;
      status = next ?? OVERRULES[type]?.[status] ?? status;
    }

    if (type === 'held' || type === 'export_failed') held = status === 'hold';
    if (type === 'released' || type === 'sent') held = false;
    if (type === 'cancel_requested') cancelling = true;
    if (ENDS_CANCELLATION.has(type)) cancelling = false;
    if (type !== 'returned') {
      trackingNumber = message.trackingNumber ?? trackingNumber;
      carrier = message.carrier ?? carrier;
    }
    if (message.itemId !== null) {
      const known = items.get(message.itemId);
      items.set(message.itemId, {
        quantity: message.quantity ?? known?.quantity ?? null,
        sku: message.sku ?? known?.sku ?? null,
      });
    }
  }
  return { status, held, cancelling, trackingNumber, carrier, unexpected, factKeys, items };
}

/**
 * One fact counts once whatever message id it comes under: per fulfillment, type and tracking number (an item's change
 * also by what it says). After the order was sent once more, the same may happen once more.
 */
function factKeyOf(message: ReplayedMessage, sendings: number): string {
  const item = message.itemId === null ? [] : [message.itemId, message.quantity, message.sku];
  return JSON.stringify([message.type, message.trackingNumber ?? '', Math.max(sendings, 1), ...item]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
