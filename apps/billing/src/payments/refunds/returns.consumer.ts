import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import Big from 'big.js';
import { isZero, money, type DaybookEvent, type Money } from '@daybook/contracts';
import { type EventConsumer } from '@daybook/messaging';
import { clock, record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { Order } from '../../orders/order.entity';
import type { Transaction } from '../transaction.entity';
import { RefundPromise } from './refund-promise.entity';
import { refundableChargesOf } from '../refundable-charges';
import { reverse, sharesOf, type ReversalRequest } from './reversals';

/**
 * A parcel that has come back is refunded as was promised, once; where its return is withdrawn, so is the promise. The refund is only begun here; recovery carries it out,
 * so that a processor that is down holds up nothing, and one that fails goes to the refund queue.
 */
@Injectable()
export class ReturnsConsumer implements EventConsumer {
  readonly name = 'returns';
  readonly producers = ['fulfillment'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return type === 'fulfillment.rma.returned' || type === 'fulfillment.rma.withdrawn';
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { fulfillmentId } = event.data.about;
      if (fulfillmentId === undefined) continue;
      if (event.type === 'fulfillment.rma.withdrawn') await this.withdrawn(em, fulfillmentId, event);
      else await this.returned(em, fulfillmentId, event);
    }
  }

  /** The parcel stays where it is: nothing is to be given back for it. It may have been announced once more since. */
  private async withdrawn(em: EntityManager, fulfillmentId: string, { time }: DaybookEvent): Promise<void> {
    const found = await lockedPromise(em, fulfillmentId);
    if (found === null) return;
    const { announcedAt } = found.promise;
    if (announcedAt === null || announcedAt <= new Date(time)) await em.removeAndFlush(found.promise);
  }

  private async returned(em: EntityManager, fulfillmentId: string, event: DaybookEvent): Promise<void> {
    const found = await lockedPromise(em, fulfillmentId);
    if (found === null) return;
    const { order, promise } = found;
    const now = clock.now();
    promise.settledAt = now;
    const giving = givingOf(promise, event, now);
    const charges = (await refundableChargesOf(em, [order.id])).sort(
      (a, b) => Number(b.id === promise.chargeId) - Number(a.id === promise.chargeId),
    );
    const possible = leftOf(charges, promise.price);
    if (!isZero(possible)) {
      for (const { charge, amount } of sharesOf(charges, possible)) {
        // A part of what has not settled waits in the refund queue until it has.
        const whole = !charge.byRefund && amount.amount === charge.price.amount;
        const given = await reverse(em, order, charge, { type: whole ? 'void' : 'refund', amount }, giving);
        given.thenRefund = whole && charge.captured;
      }
    }
    const missing = money(new Big(promise.amount).minus(possible.amount), promise.currency);
    if (!isZero(missing)) recordImpossible(em, order, promise, missing, giving);
  }
}

/** A promise that still stands, locked behind its order, as everywhere. */
async function lockedPromise(
  em: EntityManager,
  fulfillmentId: string,
): Promise<{ order: Order; promise: RefundPromise } | null> {
  const open = { fulfillmentId, settledAt: null };
  const promised = await em.findOne(RefundPromise, open);
  if (promised === null) return null;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const order = await em.findOneOrFail(Order, { id: promised.orderId }, lock);
  const promise = await em.findOne(RefundPromise, open, lock);
  return promise === null ? null : { order, promise };
}

/** What can be given back of what was promised. */
function leftOf(charges: readonly Transaction[], wanted: Money): Money {
  const left = charges.reduce((sum, charge) => sum.plus(charge.left.amount), new Big(0));
  return left.lt(wanted.amount) ? money(left, wanted.currency) : wanted;
}

/** By whoever promised it; it was counted against their limit then. */
function givingOf(promise: RefundPromise, event: DaybookEvent, now: Date): ReversalRequest {
  const { id, correlationid, traceparent } = event;
  return {
    reason: promise.reason,
    keepPurchases: promise.keepPurchases,
    initiator: {
      actor: { ...promise.initiator.actor, refundLimit: null },
      correlationId: correlationid,
      cause: { id, correlationid, ...(traceparent === undefined ? {} : { traceparent }) },
      promised: true,
    },
    now,
    nextTryAt: now,
  };
}

/** Less is left than was promised: other ways gave it back meanwhile. */
function recordImpossible(
  em: EntityManager,
  order: Order,
  { fulfillmentId, reason }: RefundPromise,
  attemptedAmount: Money,
  { initiator: { actor, cause } }: ReversalRequest,
): void {
  record(em, 'billing.refund.failed', {
    actor,
    cause,
    context: contextOfOrder(order),
    attributes: { attemptedAmount, orderId: order.id, attempt: 1, triedAgain: false },
    about: { orderId: order.id, fulfillmentId },
    personal: { ...nameOf(order), text: reason },
  });
}
