import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@daybook/contracts';
import { House } from '../houses/house.entity';
import { bundledExportTime, exportTime } from '../houses/house-hours';
import { Sending } from './sending.entity';
import { Fulfillment, FulfillmentItem } from './fulfillment.entity';
import { replay, inOrder } from './fulfillment-state';
import { FulfillmentMessage, type MessageFacts } from './fulfillment-message.entity';
import { type MessageType, type OwnMessageType, TRANSITIONS } from './fulfillment-transitions';

/** What people do with the parcel, and so with the fulfillment that is sent for all of a bundle. */
const OF_THE_PARCEL: ReadonlySet<MessageType> = new Set([
  'held',
  'released',
  'frozen',
  'thawed',
  'item_changed',
]);

const LEFT: ReadonlySet<string> = new Set(['shipped', 'delivered', 'rma_pending', 'returned']);

/** A fulfillment with its items and all that happened to it. */
export class FulfillmentHistory {
  /** Whether all of its parcels have arrived, as of what was added last. */
  arrived = false;
  /** The names of what each change of an item changed, by message id, as of what was added last. */
  changedFields: ReadonlyMap<string, readonly string[]> = new Map();

  private constructor(
    private readonly em: EntityManager,
    readonly fulfillment: Fulfillment,
    readonly items: FulfillmentItem[],
    readonly messages: FulfillmentMessage[],
    readonly sendings: Sending[],
    readonly house: House | null,
    /** The house may know of the one into which this one was joined. */
    private readonly bundleMayBeKnown: boolean,
  ) {}

  /** Starts the history of a new fulfillment; sends it to its house as soon as the transaction is committed. */
  static begin(
    em: EntityManager,
    fulfillment: Fulfillment,
    items: FulfillmentItem[],
    house: House | null,
  ): FulfillmentHistory {
    em.persist([fulfillment, ...items]);
    const history = new FulfillmentHistory(em, fulfillment, items, [], [], house, false);
    history.send('fulfillment.order', fulfillment.createdAt, true);
    return history;
  }

  /** Reads a fulfillment; null when there is none. `lock` keeps every other writer away until the transaction ends. */
  static async find(em: EntityManager, id: string, lock: boolean): Promise<FulfillmentHistory | null> {
    const options = { lockMode: lock ? LockMode.PESSIMISTIC_WRITE : LockMode.NONE } as const;
    const fulfillment = await em.findOne(Fulfillment, { id }, options);
    if (fulfillment === null) return null;
    const items = await em.find(FulfillmentItem, { fulfillmentId: id }, { orderBy: { position: 'asc' } });
    const messages = await em.find(FulfillmentMessage, { fulfillmentId: id }, { orderBy: { id: 'asc' } });
    const sendings = await em.find(Sending, { fulfillmentId: id }, { orderBy: { id: 'asc' }, ...options });
    const house = fulfillment.houseId === null ? null : await em.findOne(House, { id: fulfillment.houseId });
    const { bundledInto } = fulfillment;
    const tried = { type: 'fulfillment.order', attempts: { $gt: 0 } } as const;
    const known =
      bundledInto !== null && (await em.count(Sending, { fulfillmentId: bundledInto, ...tried })) > 0;
    return new FulfillmentHistory(em, fulfillment, items, messages, sendings, house, known);
  }

  /** @throws DomainError `fulfillment.not_found` */
  static async get(em: EntityManager, id: string, lock: boolean): Promise<FulfillmentHistory> {
    const history = await FulfillmentHistory.find(em, id, lock);
    if (history === null) throw new DomainError('fulfillment.not_found');
    return history;
  }

  /** @throws DomainError `fulfillment.state_forbids` when the table has no transition for it, or it is the bundle's matter */
  expect(type: MessageType): void {
    const { status, bundledInto } = this.fulfillment;
    if (bundledInto !== null && this.houseMayKnow && OF_THE_PARCEL.has(type)) {
      throw new DomainError('fulfillment.state_forbids', { detail: `It is part of ${bundledInto}.` });
    }
    if (TRANSITIONS[type][status] === undefined) {
      throw new DomainError('fulfillment.state_forbids', { detail: `It is ${status}.` });
    }
  }

  /** @throws DomainError `fulfillment.state_forbids` while the house is being asked, since its answer is still open */
  expectNothingUnderWay(now: Date): void {
    if (this.sendings.some((sending) => sending.isUnderWay(now))) {
      throw new DomainError('fulfillment.state_forbids', {
        detail: 'It is being sent to the house right now.',
        retryAfter: 5,
      });
    }
  }

  /** Whether the house may know of it: something was sent, or a try's outcome is unknown. */
  get houseMayKnow(): boolean {
    if (this.fulfillment.bundledInto !== null && this.bundleMayBeKnown) return true;
    return this.sendings.some((sending) => sending.type === 'fulfillment.order' && sending.attempts > 0);
  }

  /** Adds what happened and replays all. Answers the message, and whether it is a fact that was not there before. */
  add(facts: MessageFacts, receivedAt: Date): { message: FulfillmentMessage; counts: boolean } {
    const message = FulfillmentMessage.make(this.fulfillment.id, facts, receivedAt);
    const earlier = this.messages.filter((each) => each.source === 'house');
    message.late = message.source === 'house' && inOrder([...earlier, message]).at(-1) !== message;
    this.messages.push(message);
    this.em.persist(message);

    const ordered = this.items.map(
      ({ id, orderedQuantity: quantity, orderedSku: sku }) => [id, { quantity, sku }] as const,
    );
    const state = replay(this.messages, new Map(ordered));
    const key = state.factKeys.get(message.messageId);
    // A house tells nothing by what changes nothing, or was told before.
    const known = key === undefined || this.messages.some((each) => each.factKey === key);
    const counts = message.source !== 'house' || !known;
    if (counts && key !== undefined) message.factKey = key;
    this.arrived = state.arrived;
    this.changedFields = state.changedFields;
    for (const each of this.messages)
      each.unexpected =
        state.unexpected.has(each.messageId) ||
        (each.source === 'house' && this.house?.does(each.type) === false);
    for (const item of this.items) {
      item.quantity = state.items.get(item.id)?.quantity ?? item.orderedQuantity;
      item.sku = state.items.get(item.id)?.sku ?? item.orderedSku;
    }
    const { status, held, cancelling, trackingNumber, carrier } = state;
    Object.assign(this.fulfillment, { status, held, cancelling, trackingNumber, carrier });
    this.fulfillment.unexpected = this.messages.some(({ unexpected }) => unexpected);
    this.fulfillment.updatedAt = receivedAt;
    return { message, counts };
  }

  /** Adds what we ourselves do now. */
  act(
    type: OwnMessageType,
    source: 'user' | 'system',
    now: Date,
    more: Partial<MessageFacts> = {},
  ): FulfillmentMessage {
    return this.add({ ...more, type, source, happenedAt: this.momentOf(now) }, now).message;
  }

  /** Has something sent to the house, if there is one, when it works; `joinable`: after the window in which more may be joined with it. What is cancelled, or about to be, is never sent, whoever asks. */
  send(type: Sending['type'], now: Date, joinable = false): void {
    const { id, houseId, sendable } = this.fulfillment;
    if (houseId === null || (type === 'fulfillment.order' && !sendable)) return;
    const sending = Sending.of(id, houseId, type, now);
    if (type === 'fulfillment.order' && this.house !== null)
      sending.dueAt = (joinable ? bundledExportTime : exportTime)(this.house, now);
    sending.createdAt = this.momentOf(now);
    // A cancellation that overtook its order would be told to a house that knows of none.
    const ahead = this.sendings.filter((each) => type === 'fulfillment.cancel' && each.leasedUntil !== null);
    sending.nextTryAt = new Date(
      Math.max(sending.dueAt.getTime(), ...ahead.map(({ leasedUntil }) => Number(leasedUntil))),
    );
    this.sendings.push(sending);
    this.em.persist(sending);
  }

  /** Whether a sending would have a parcel packed again that has left: it was told to have failed, and went out all the same. */
  repeatsWhatLeft({ id, type, attempts }: Sending): boolean {
    if (type !== 'fulfillment.order' || attempts > 1 || !LEFT.has(this.fulfillment.status)) return false;
    return this.sendings.some((each) => each.id !== id && each.type === type && each.attempts > 0);
  }

  /** Whether something is still to be sent. */
  waits(type: Sending['type']): boolean {
    return this.sendings.some((sending) => sending.type === type && sending.status === 'waiting');
  }

  /** What waits to be sent was changed: its house may have got it under the id of the try before, which would tell it nothing new. */
  sendAnew(now: Date): void {
    if (!this.houseMayKnow || !this.waits('fulfillment.order')) return;
    this.drop('fulfillment.order', now);
    this.send('fulfillment.order', now);
  }

  /** Whether what is to be sent was changed after a sending was made: under its id the house would take it for the old one. */
  changedSince({ createdAt }: Sending): boolean {
    return this.messages.some(
      ({ type, happenedAt }) =>
        (type === 'item_changed' || type === 'address_changed') && happenedAt > createdAt,
    );
  }

  /** A try is over: a cancellation that waited for its end is due. */
  freeWaiting(now: Date): void {
    for (const sending of this.sendings) {
      if (sending.type !== 'fulfillment.cancel' || sending.status !== 'waiting') continue;
      if (sending.attempts === 0 && sending.nextTryAt > now) sending.nextTryAt = now;
    }
  }

  /** Whether it may be joined with others: it waits to be sent for the first time. */
  get isJoinable(): boolean {
    const { status, held, sendable, bundledInto } = this.fulfillment;
    const waits = this.sendings.some(
      (each) => each.status === 'waiting' && each.attempts === 0 && each.leasedUntil === null,
    );
    return status === 'hold' && !held && sendable && bundledInto === null && waits && !this.houseMayKnow;
  }

  /** Whether it is to be sent by now. */
  isDue(now: Date): boolean {
    return this.sendings.some(({ status, nextTryAt }) => status === 'waiting' && nextTryAt <= now);
  }

  /** Has what waits for the house sent now. */
  sendNow(now: Date): void {
    for (const sending of this.sendings) {
      if (sending.status === 'waiting' && sending.nextTryAt > now) sending.dueNow(now);
    }
  }

  /** Gives up what was still to be sent; what was to be sent with another one, too. */
  drop(type: Sending['type'], now: Date): void {
    if (type === 'fulfillment.order' && !this.houseMayKnow) this.fulfillment.bundledInto = null;
    for (const sending of this.sendings) {
      if (sending.type === type && sending.status === 'waiting') sending.finish('dropped', now);
    }
  }

  /** Now, or just after all that is known: a house's clock may be ahead of ours, and what we do follows on what it told. */
  momentOf(now: Date): Date {
    const latest = Math.max(0, ...this.messages.map((message) => message.happenedAt.getTime()));
    return latest >= now.getTime() ? new Date(latest + 1) : now;
  }
}
