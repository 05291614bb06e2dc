import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Metrics } from '@daybook/messaging';
import { Clock, record, rows, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';
import { cancellationFact, namesOf, present, factAbout } from '../fulfillments/fulfillment-facts';
import { settleUnsent } from '../fulfillments/fulfillment-cancellation';
import { membersOf } from '../fulfillments/bundles';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { followOrder } from '../fulfillments/order-address';
import { HouseCircuits, type DueHouse } from '../houses/house-circuits';
import { HouseSecrets } from '../houses/house-secrets';
import { Delivery } from './delivery.entity';
import { HouseClient, NO_ANSWER, type HouseAnswer } from './house-client';
import { bodyOf } from './order-body';
import type { Sending } from '../fulfillments/sending.entity';

/** Beyond the time that a house has to answer; afterwards another replica takes a try over. */
const LEASE_MARGIN_MS = 5_000;

/** The last try of the schedule falls due when the whole of it is over; it is made before the sending is given up. */
const LAST_TRY_MS = 60_000;

/** A sending that this replica tries. */
export interface ClaimedSending {
  id: string;
  fulfillmentId: string;
  houseId: string;
}

/**
 * Sends what waits for houses. A table of its own instead of a job library: a try that died with its process is taken
 * over after the lease of seconds, and the state of each sending can be read where people ask for it.
 */
@Injectable()
export class SendingsService {
  private readonly retrySeconds: readonly number[];

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    private readonly houses: HouseClient,
    private readonly secrets: HouseSecrets,
    private readonly circuits: HouseCircuits,
    private readonly metrics: Metrics,
  ) {
    this.retrySeconds = config.houseRetrySeconds.split(',').map(Number);
  }

  /**
   * Takes up to `most` due sendings of a house for itself, those first that fell due first; other replicas leave them
   * alone until the lease ends.
   */
  async claim({ houseId, state }: DueHouse, most: number, now: Date): Promise<ClaimedSending[]> {
    const until = new Date(now.getTime() + this.config.houseTimeoutMs + LEASE_MARGIN_MS);
    return this.work.transaction(async (em) => {
      if (state !== 'closed' && !(await this.circuits.mayTry(em, houseId, now, until))) return [];
      return rows<ClaimedSending>(
        em,
        `update sending set leased_until = $1, attempts = attempts + 1
         where id in (
           select s.id from sending s
           where s.house_id = $4 and s.status = 'waiting' and s.next_try_at <= $2
             and (s.leased_until is null or s.leased_until < $2)
           order by s.next_try_at, s.id limit $3 for update skip locked)
         returning id, fulfillment_id as "fulfillmentId", house_id as "houseId"`,
        [until, now, state === 'closed' ? most : 1, houseId],
      );
    });
  }

  /** Tries a claimed sending once and writes down how it went. */
  async attempt(claimed: ClaimedSending, stop: AbortSignal): Promise<void> {
    const startedAt = this.clock.now();
    const message = await this.work.read(async (em) => {
      const { history, sending } = await find(em, claimed, false);
      if (!isWanted(history, sending)) return null;
      if (history.house === null)
        throw new Error(`the fulfillment ${claimed.fulfillmentId} has no house to send to`);
      const members = (await membersOf(em, history, false)).filter(isShipped);
      return {
        url: history.house.url,
        secrets: await this.secrets.of(em, history.house.id, 'orders', startedAt),
        webhookId: sending.webhookId,
        body: bodyOf(history, sending, members),
        members: members.map(({ fulfillment }) => fulfillment.id),
      };
    });
    if (message === null) return this.work.transaction((em) => withdraw(em, claimed, this.clock.now()));
    const answer = await this.houses.post(message, stop);
    const stopped = stop.aborted && answer.status === null;
    const outcome = isTaken(answer) ? 'succeeded' : 'failed';
    if (!stopped) this.metrics.houseDeliveries.observe({ outcome }, answer.durationMs / 1000);
    await this.work.transaction(async (em) => {
      const { history, sending } = await find(em, claimed, true);
      const now = this.clock.now();
      sending.leasedUntil = null;
      history.freeWaiting(now);
      if (!stopped)
        em.persist(Delivery.of(sending, answer, { url: message.url, outcome, attemptedAt: startedAt }));
      if (sending.status === 'done' || sending.status === 'failed') return;
      if (isTaken(answer)) {
        const members = await lockedOf(em, sending, message.members);
        succeeded(em, [history, ...members], sending, answer.status, startedAt, now);
      } else if (stopped) {
        // The service is being stopped: that was no try.
        sending.attempts -= 1;
      } else if (sending.status === 'waiting') {
        const members = await lockedOf(em, sending, message.members);
        missed(em, [history, ...members], sending, answer, this.retryAfter(sending, answer), now);
        // The order may have been told to go elsewhere while the try was under way.
        await followOrder(em, history, now, {});
      }
    });
    if (stopped) return;
    const trouble = troubleOf(answer);
    if (trouble === null) await this.circuits.answered(claimed.houseId);
    else await this.circuits.failed(claimed.houseId, startedAt, trouble);
  }

  /** What has waited for a house that is down for as long as all tries together would have taken. */
  async overdue(most: number): Promise<ClaimedSending[]> {
    const now = this.clock.now();
    const whole = this.retrySeconds.reduce((sum, seconds) => sum + seconds, 0);
    return this.work.read((em) =>
      rows<ClaimedSending>(
        em,
        `select s.id, s.fulfillment_id as "fulfillmentId", s.house_id as "houseId"
         from sending s join house_circuit c on c.house_id = s.house_id and c.state = 'open'
         where s.status = 'waiting' and s.due_at < $1 and (s.leased_until is null or s.leased_until < $2)
         order by s.due_at limit $3`,
        [new Date(now.getTime() - whole * 1000 - LAST_TRY_MS), now, most],
      ),
    );
  }

  /** Ends a sending whose house was down for too long. */
  async giveUp(claimed: ClaimedSending): Promise<void> {
    await this.work.transaction(async (em) => {
      const { history, sending } = await find(em, claimed, true);
      const now = this.clock.now();
      if (sending.status !== 'waiting' || sending.isUnderWay(now)) return;
      const error = sending.lastError ?? 'it was not tried: the house is down';
      const answer = { ...NO_ANSWER, error };
      const { url } = history.house ?? { url: '' };
      em.persist(Delivery.of(sending, answer, { url, outcome: 'failed', attemptedAt: now }));
      const members = (await membersOf(em, history, true)).filter(isShipped);
      missed(em, [history, ...members], sending, { ...answer, status: sending.lastStatus }, undefined, now);
    });
  }

  /** Seconds until the next try of what was not taken; undefined where there is none. */
  private retryAfter(sending: Sending, { status }: HouseAnswer): number | undefined {
    // A cancellation that the house understands and refuses is answered; an order is worth every try.
    const refused = status !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
    if (sending.type === 'fulfillment.cancel' && refused) return undefined;
    return this.retrySeconds[sending.attempts - 1];
  }
}

function isTaken(answer: HouseAnswer): answer is HouseAnswer & { status: number } {
  return answer.status !== null && answer.status >= 200 && answer.status < 300;
}

/** What tells that a house is not itself, whatever it was sent; null where it answers for itself, if only to refuse. */
function troubleOf({ status, error }: HouseAnswer): string | null {
  if (status === null) return error ?? 'no answer';
  return status >= 500 || status === 408 || status === 429 ? `it answered ${status}` : null;
}

async function find(
  em: EntityManager,
  claimed: ClaimedSending,
  lock: boolean,
): Promise<{ history: FulfillmentHistory; sending: Sending }> {
  const history = await FulfillmentHistory.get(em, claimed.fulfillmentId, lock);
  const sending = history.sendings.find((each) => each.id === claimed.id);
  if (sending === undefined) throw new Error(`there is no sending ${claimed.id}`);
  return { history, sending };
}

/** Whether it is still to be sent: it may have been dropped or barred, or have left, since it was claimed. */
function isWanted(history: FulfillmentHistory, sending: Sending): boolean {
  const { status, type } = sending;
  if (status !== 'waiting' || type !== 'fulfillment.order') return status === 'waiting';
  return history.fulfillment.sendable && !history.repeatsWhatLeft(sending);
}

async function withdraw(em: EntityManager, claimed: ClaimedSending, now: Date): Promise<void> {
  const { history, sending } = await find(em, claimed, true);
  // Nothing was sent by this try.
  sending.attempts -= 1;
  sending.leasedUntil = null;
  if (sending.status === 'waiting' && !isWanted(history, sending)) sending.finish('dropped', now);
  settleUnsent(em, history, now);
  history.freeWaiting(now);
}

/** Whether it goes with the bundle that it is part of. */
function isShipped({ fulfillment }: FulfillmentHistory): boolean {
  return fulfillment.sendable;
}

/** What was sent with an order in one parcel; a cancellation is of one fulfillment only. */
async function lockedOf(
  em: EntityManager,
  { type }: Sending,
  members: readonly string[],
): Promise<FulfillmentHistory[]> {
  const locked: FulfillmentHistory[] = [];
  if (type !== 'fulfillment.order') return locked;
  for (const id of members) locked.push(await FulfillmentHistory.get(em, id, true));
  return locked;
}

function succeeded(
  em: EntityManager,
  histories: readonly FulfillmentHistory[],
  sending: Sending,
  status: number,
  startedAt: Date,
  now: Date,
): void {
  sending.lastStatus = status;
  sending.lastError = null;
  sending.finish('done', now);
  if (sending.type !== 'fulfillment.order') return;
  // It was sent when the try began: what the house told since then comes after.
  const happenedAt = startedAt > sending.createdAt ? startedAt : sending.createdAt;
  for (const history of histories) {
    const { message } = history.add({ type: 'sent', source: 'system', happenedAt }, now);
    record(em, 'fulfillment.export.succeeded', {
      ...factAbout(history, message, {}),
      attributes: { ...namesOf(history), attempts: sending.attempts, responseStatus: status },
    });
  }
}

function missed(
  em: EntityManager,
  histories: readonly FulfillmentHistory[],
  sending: Sending,
  answer: HouseAnswer,
  retryAfter: number | undefined,
  now: Date,
): void {
  sending.missed(now, answer.status, answer.error, retryAfter);
  if (sending.status !== 'failed') return;
  for (const history of histories) {
    if (sending.type === 'fulfillment.cancel') {
      const message = history.act('cancel_failed', 'system', now);
      record(em, 'fulfillment.fulfillment.cancel_failed', cancellationFact(history, message, {}));
      continue;
    }
    const message = history.act('export_failed', 'system', now);
    record(em, 'fulfillment.export.failed', {
      ...factAbout(history, message, {}),
      attributes: {
        ...namesOf(history),
        attempts: sending.attempts,
        ...present({ responseStatus: answer.status }),
      },
    });
  }
}
