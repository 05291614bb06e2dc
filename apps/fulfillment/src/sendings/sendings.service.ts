import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock, record, rows, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';
import { cancellationFact, namesOf, present, factAbout } from '../fulfillments/fulfillment-facts';
import { settleUnsent } from '../fulfillments/fulfillment-cancellation';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { followOrder } from '../fulfillments/order-address';
import { HouseSecrets } from '../houses/house-secrets';
import { HouseClient, type HouseAnswer } from './house-client';
import { bodyOf } from './order-body';
import type { Sending } from '../fulfillments/sending.entity';

/** Beyond the time that a house has to answer; afterwards another replica takes a try over. */
const LEASE_MARGIN_MS = 5_000;

/**
 * Sends what waits for houses. A table of its own instead of a job library: a try that died with its process is taken
 * over after the lease of seconds, and the state of each sending can be read where people ask for it.
 */
@Injectable()
export class SendingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    private readonly houses: HouseClient,
    private readonly secrets: HouseSecrets,
  ) {}

  /** Takes up to `most` due sendings for itself; other replicas leave them alone until the lease ends. */
  async claim(most: number): Promise<{ id: string; fulfillmentId: string }[]> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + this.config.houseTimeoutMs + LEASE_MARGIN_MS);
    return this.work.transaction((em) =>
      rows<{ id: string; fulfillmentId: string }>(
        em,
        `update sending set leased_until = $1, attempts = attempts + 1
         where id in (
           select id from sending
           where status = 'waiting' and next_try_at <= $2 and (leased_until is null or leased_until < $3)
           order by next_try_at limit $4 for update skip locked)
         returning id, fulfillment_id as "fulfillmentId"`,
        [until, now, now, most],
      ),
    );
  }

  /** Tries a claimed sending once and writes down how it went. */
  async attempt(claimed: { id: string; fulfillmentId: string }, stop: AbortSignal): Promise<void> {
    const startedAt = this.clock.now();
    const message = await this.work.read(async (em) => {
      const { history, sending } = await find(em, claimed, false);
      if (!isWanted(history, sending)) return null;
      if (history.house === null)
        throw new Error(`the fulfillment ${claimed.fulfillmentId} has no house to send to`);
      return {
        url: history.house.url,
        secrets: await this.secrets.of(em, history.house.id, 'orders', startedAt),
        webhookId: sending.webhookId,
        body: bodyOf(history, sending),
      };
    });
    if (message === null) return this.work.transaction((em) => withdraw(em, claimed, this.clock.now()));
    const answer = await this.houses.post(message, stop);
    await this.work.transaction(async (em) => {
      const { history, sending } = await find(em, claimed, true);
      const now = this.clock.now();
      sending.leasedUntil = null;
      history.freeWaiting(now);
      if (sending.status === 'done' || sending.status === 'failed') return;
      if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
        succeeded(em, history, sending, answer.status, startedAt, now);
      } else if (stop.aborted && answer.status === null) {
        // The service is being stopped: that was no try.
        sending.attempts -= 1;
        sending.leasedUntil = null;
      } else if (sending.status === 'waiting') {
        missed(em, history, sending, answer, now);
        // The order may have been told to go elsewhere while the try was under way.
        await followOrder(em, history, now, {});
      }
    });
  }
}

async function find(
  em: EntityManager,
  claimed: { id: string; fulfillmentId: string },
  lock: boolean,
): Promise<{ history: FulfillmentHistory; sending: Sending }> {
  const history = await FulfillmentHistory.get(em, claimed.fulfillmentId, lock);
  const sending = history.sendings.find((each) => each.id === claimed.id);
  if (sending === undefined) throw new Error(`there is no sending ${claimed.id}`);
  return { history, sending };
}

/** Whether it is still to be sent: it may have been dropped, or barred, since it was claimed. */
function isWanted({ fulfillment }: FulfillmentHistory, { status, type }: Sending): boolean {
  return status === 'waiting' && (type !== 'fulfillment.order' || fulfillment.sendable);
}

async function withdraw(
  em: EntityManager,
  claimed: { id: string; fulfillmentId: string },
  now: Date,
): Promise<void> {
  const { history, sending } = await find(em, claimed, true);
  // Nothing was sent by this try.
  sending.attempts -= 1;
  sending.leasedUntil = null;
  if (sending.status === 'waiting' && !isWanted(history, sending)) sending.finish('dropped', now);
  settleUnsent(em, history, now);
  history.freeWaiting(now);
}

function succeeded(
  em: EntityManager,
  history: FulfillmentHistory,
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
  const { message } = history.add({ type: 'sent', source: 'system', happenedAt }, now);
  record(em, 'fulfillment.export.succeeded', {
    ...factAbout(history, message, {}),
    attributes: { ...namesOf(history), attempts: sending.attempts, responseStatus: status },
  });
}

function missed(
  em: EntityManager,
  history: FulfillmentHistory,
  sending: Sending,
  answer: HouseAnswer,
  now: Date,
): void {
  const refused = answer.status !== null && answer.status >= 400 && answer.status < 500;
  // A cancellation that the house understands and refuses is answered; an order is worth every try.
  const final =
    sending.type === 'fulfillment.cancel' && refused && answer.status !== 408 && answer.status !== 429;
  sending.missed(now, answer.status, answer.error, final);
  if (sending.status !== 'failed') return;
  if (sending.type === 'fulfillment.cancel') {
    const message = history.act('cancel_failed', 'system', now);
    record(em, 'fulfillment.fulfillment.cancel_failed', cancellationFact(history, message, {}));
    return;
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
