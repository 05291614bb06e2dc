import type { AccessLevel, ActorType, ProducerName } from './actor';

/**
 * What surrounded an event at the moment it happened, so that the report can filter by it later
 * without asking anybody. All of it as it was then.
 */
export interface EventContext {
  customerId?: string;
  orderId?: string;
  orderNumber?: string;
  /** When that order was placed, RFC 3339: the newest one is the customer's latest order. */
  orderedAt?: string;
  campaignId?: string;
  campaignCategoryId?: string;
  /** The products of the order or purchase concerned. */
  productIds: string[];
  /** The call center the order came through, not the actor's. */
  callCenterId?: string;
  /** The campaign's base currency. */
  currency?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** The order's custom fields by name. */
  customFields: Record<string, string>;
}

/** What an event is about, for links from the timeline. Ids only. */
export interface EventAbout {
  orderId?: string;
  purchaseId?: string;
  transactionId?: string;
  fulfillmentId?: string;
  caseId?: string;
  serviceRecordId?: string;
  noteId?: string;
}

/** The part of an event that names or describes a person; the only one, so that it can be cleared. */
export type EventPersonal = Record<string, unknown>;

/** The data of an event. */
export interface EventData {
  attributes: Record<string, unknown>;
  context: EventContext;
  about: EventAbout;
  personal: EventPersonal;
  /** Set where a fact from outside came in a state whose table did not allow it. */
  unexpected?: boolean;
  /** Set where nobody knew the type when somebody outside told of it: all that they said stands in `personal`. */
  unread?: boolean;
}

/** A domain event: a CloudEvents 1.0 envelope in structured JSON, with our extensions. */
export interface DaybookEvent {
  specversion: '1.0';
  id: string;
  /** `/daybook/<service>`. */
  source: string;
  /** The catalog's key. */
  type: string;
  /** When it happened, RFC 3339 in UTC. */
  time: string;
  /** When it was recorded, RFC 3339 in UTC. */
  recordedtime: string;
  datacontenttype: 'application/json';
  /** `customers/<id>` where it is about one. */
  subject?: string;
  /** Generation of the producer's journal: a restored backup starts a new one. */
  epoch: number;
  /** Where it stands among all events of its source, as the CloudEvents extension has it: see {@link sequenceText}. */
  sequence: string;
  /** Id of the request or message that began it all. */
  correlationid: string;
  /** Id of the event or message that caused this one. */
  causationid?: string;
  actortype: ActorType;
  actorid?: string;
  actorname: string;
  actorlevel?: AccessLevel;
  actorcallcenter?: string;
  traceparent?: string;
  data: EventData;
}

/** The service that produced an event. */
export function producerOf(event: Pick<DaybookEvent, 'source'>): ProducerName {
  return event.source.slice('/daybook/'.length) as ProducerName;
}

const EPOCH_DIGITS = 10;
const NUMBER_DIGITS = 16;

/**
 * Where an event stands among all of its source: the epoch and the gap-free number within it, padded, so that texts are
 * in the order of the events even after a backup was restored.
 */
export function sequenceText(epoch: number, number: number | string): string {
  return `${String(epoch).padStart(EPOCH_DIGITS, '0')}-${String(number).padStart(NUMBER_DIGITS, '0')}`;
}

/** The number of an event within its epoch. A stream may still hold events with the number alone, as it was at first. */
export function sequenceOf({ sequence }: Pick<DaybookEvent, 'sequence'>): number {
  return Number(String(sequence).slice(-NUMBER_DIGITS));
}

/** A journal's head, announced by its service every second on `heads.<service>`. */
export interface JournalHead {
  producer: ProducerName;
  /** Every epoch of the journal with its last sequence, oldest first; the last one is the current one. */
  epochs: { epoch: number; sequence: number }[];
  /** Events recorded but not numbered yet. */
  pending: number;
  /** What the service does by itself and cannot do: facts may wait there that were never recorded. Only in announcements. */
  standingStill?: string[];
  /** When it was read, RFC 3339. */
  time: string;
}

/** Request of `journal.read.<service>`: events of one epoch after a sequence, in order. */
export interface JournalRead {
  epoch: number;
  after: number;
  /** At most 500. */
  limit: number;
}

/** Answer of `journal.read.<service>`. */
export interface JournalSlice {
  events: DaybookEvent[];
  head: JournalHead;
}
