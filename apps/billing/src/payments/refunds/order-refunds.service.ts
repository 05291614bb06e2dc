import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { DomainError, type Call, type OrderRefundView, type RefundOrderInput } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { PaymentsService, type BegunPayments } from '../payments.service';
import { ProcessorClient } from '../processor/processor-client';
import { inScope } from '../../catalog/campaign-scope';
import { expectCurrency, expectSomething } from '../../catalog/expect-currency';
import { initiatorOf } from '../initiator';
import { Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';
import { Order } from '../../orders/order.entity';
import { waitingRefunds } from './refund-queue-outcome';
import { refundableChargesOf } from '../refundable-charges';
import { beginReversal, sharesOf } from './reversals';
import { lockedOrder } from '../../orders/locked-order';
import { expectNothingOpen, orderWithPayment } from '../order-payments';

/** Gives back what was paid for orders: by voids first, by refunds where the processor declines these. */
@Injectable()
export class OrderRefundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly processor: ProcessorClient,
    private readonly clock: Clock,
  ) {}

  /** Each transaction is a step of its own: whichever is the last one of a process, recovery goes on from there. */
  async refund(input: RefundOrderInput, call: Call): Promise<OrderRefundView> {
    const settled = await this.settledOf(input, call);
    return this.payments.complete(
      call,
      (em) => this.begin(em, input, settled, call),
      async (em, { transactionIds: ids }) => {
        const made = await em.find(Transaction, {
          $or: [{ id: { $in: ids } }, { insteadOf: { $in: ids } }],
        });
        const madeFor = (id: string) => [
          ...made.filter((one) => one.id === id),
          ...made.filter(({ insteadOf }) => insteadOf === id),
        ];
        return {
          order: await orderWithPayment(em, await em.findOneOrFail(Order, { id: input.id })),
          reversals: ids.flatMap(madeFor).map(transactionView),
        };
      },
    );
  }

  /** Nothing is left to give back; what waits in the refund queue is named. */
  private async refuse(em: EntityManager, orderId: string): Promise<never> {
    const charges = await em.find(Transaction, { orderId, outcome: 'success' });
    const waiting = await waitingRefunds(
      em,
      charges.map(({ id }) => id),
    );
    throw new DomainError('billing.not_chargeable_back', {
      ...(waiting === null
        ? {}
        : { detail: `${waiting.amount} ${waiting.currency} of it wait in the refund queue.` }),
    });
  }

  /**
   * The charges that have settled: only of these a part can be given back, or the rest. All of one is voided first,
   * settled or not.
   */
  private async settledOf({ id, amount }: RefundOrderInput, call: Call): Promise<ReadonlySet<string>> {
    const charges = await this.work.read(async (em) => {
      const order = await em.findOne(Order, { id });
      const seen = order !== null && inScope(call.actor, 'orders.view', order.campaignId);
      return seen ? refundableChargesOf(em, [order.id]) : [];
    });
    const asked = charges.filter((charge) => amount !== undefined || charge.byRefund);
    const states = await Promise.all(asked.map((charge) => this.processor.settled(charge)));
    return new Set(asked.filter((_, at) => states[at]).map((charge) => charge.id));
  }

  private async begin(
    em: EntityManager,
    { id, amount, reason, purchases }: RefundOrderInput,
    settled: ReadonlySet<string>,
    call: Call,
  ): Promise<BegunPayments> {
    const order = await lockedOrder(em, id, call);
    await expectNothingOpen(em, order);
    if (amount !== undefined) {
      expectCurrency(amount, order.currency);
      expectSomething(amount);
    }
    const charges = await refundableChargesOf(em, [order.id]);
    if (charges.length === 0) return this.refuse(em, id);
    for (const charge of charges) charge.settled ||= settled.has(charge.id);
    const shares = sharesOf(charges, amount);
    const giving = {
      reason,
      keepPurchases: purchases === 'keep',
      initiator: initiatorOf(call),
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
    };
    const transactionIds: string[] = [];
    for (const share of shares) {
      transactionIds.push((await beginReversal(em, order, share.charge, share.amount, giving)).id);
    }
    return { transactionIds };
  }
}
