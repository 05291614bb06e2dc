import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  add,
  DomainError,
  type Call,
  type PromiseRefundInput,
  type RefundPromiseView,
  type WithdrawnPromiseView,
  type WithdrawRefundPromiseInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { expectCurrency, expectSomething } from '../../catalog/expect-currency';
import { lockedOrder } from '../../orders/locked-order';
import type { Order } from '../../orders/order.entity';
import { initiatorOf } from '../initiator';
import { expectWithinLimit } from './refund-limit';
import { RefundPromise } from './refund-promise.entity';
import { refundableChargesOf } from '../refundable-charges';
import { sharesOf } from './reversals';

/** Promises refunds for parcels that come back. */
@Injectable()
export class RefundPromisesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Within what is left of the order beside what else is promised of it, and the limit of whoever promises. The last word counts. */
  promise(input: PromiseRefundInput, call: Call): Promise<RefundPromiseView> {
    return this.work.command(call, async (em) => {
      const order = await lockedOrder(em, input.id, call);
      const { amount, fulfillmentId, chargeId, reason, purchases } = input;
      expectCurrency(amount, order.currency);
      expectSomething(amount);
      await this.forget(em, fulfillmentId);
      const others = await em.find(RefundPromise, { orderId: order.id, settledAt: null });
      const promised = others.map(({ price }) => price).reduce(add, amount);
      sharesOf(await refundableChargesOf(em, [order.id]), promised);
      const now = this.clock.now();
      await expectWithinLimit(em, amount, call.actor, now);
      const promise = Object.assign(new RefundPromise(), {
        fulfillmentId,
        ...ownerOf(order),
        chargeId: chargeId ?? null,
        amount: amount.amount,
        currency: amount.currency,
        reason,
        keepPurchases: purchases === 'keep',
        initiator: initiatorOf(call),
        promisedAt: now,
        announcedAt: input.announcedAt === undefined ? null : new Date(input.announcedAt),
      });
      em.persist(promise);
      await em.flush();
      return promise.view;
    });
  }

  /** Its announcement came to nothing. A later one's promise stays. */
  withdraw(input: WithdrawRefundPromiseInput, call: Call): Promise<WithdrawnPromiseView> {
    return this.work.command(call, async (em) => {
      const { id: orderId } = await lockedOrder(em, input.id, call);
      const { fulfillmentId } = input;
      const of = { orderId, fulfillmentId, settledAt: null, announcedAt: new Date(input.announcedAt) };
      return { withdrawn: (await em.nativeDelete(RefundPromise, of)) > 0 };
    });
  }

  /** What was promised before for the same parcel. @throws DomainError `billing.refund_promise_settled` */
  private async forget(em: EntityManager, fulfillmentId: string): Promise<void> {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const before = await em.findOne(RefundPromise, { fulfillmentId }, lock);
    if (before === null) return;
    if (before.settledAt !== null) throw new DomainError('billing.refund_promise_settled');
    await em.removeAndFlush(before);
  }
}

function ownerOf({ id: orderId, customerId }: Order): { orderId: string; customerId: string } {
  return { orderId, customerId };
}
