import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  money,
  type Call,
  type Money,
  type RecordOutsideRefundInput,
  type RefundTransactionInput,
  type TransactionView,
  type VoidTransactionInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { inScope } from '../../catalog/campaign-scope';
import { expectCurrency, expectSomething } from '../../catalog/expect-currency';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { initiatorOf } from '../initiator';
import { lockedCharge } from '../locked-charge';
import { returnedWhole } from '../order-payments';
import { PaymentOutcomes } from '../payment-outcomes';
import { PaymentsService } from '../payments.service';
import { ProcessorClient } from '../processor/processor-client';
import { Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';
import { followRefunds } from './reversal-outcome';
import { reverse, type ReversalRequest } from './reversals';

/** Gives back the money of one charge: by a void before it has settled, by refunds afterwards. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly processor: ProcessorClient,
    private readonly outcomes: PaymentOutcomes,
    private readonly clock: Clock,
  ) {}

  void(input: VoidTransactionInput, call: Call): Promise<TransactionView> {
    return this.reverse(input, call, (charge) => {
      charge.expectVoidable();
      return { type: 'void', amount: charge.price };
    });
  }

  refund(input: RefundTransactionInput, call: Call): Promise<TransactionView> {
    return this.reverse(input, call, (charge) => {
      const amount = amountOf(input.amount, charge);
      // Where it comes too early for the processor it waits in the refund queue.
      if (!charge.byRefund) throw new DomainError('billing.not_settled');
      return { type: 'refund', amount };
    });
  }

  /** A refund that was made by another way: no money moves here. */
  recordOutside(input: RecordOutsideRefundInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await lockedCharge(em, input.id, 'transactions.refund_outside', call);
      charge.expectTaken();
      const what = { type: 'refund', amount: amountOf(input.amount, charge) } as const;
      const refund = await reverse(em, order, charge, what, this.giving(input, call));
      refund.madeOutside();
      record(em, 'billing.refund.recorded_outside', {
        call,
        context: contextOfOrder(order),
        attributes: {
          refundedTo: charge.card,
          amount: refund.price,
          orderId: order.id,
          ...charge.returnedWhole,
        },
        about: { orderId: order.id, transactionId: refund.id },
        personal: { ...nameOf(order), text: input.reason },
      });
      await followRefunds(em, order);
      if (await returnedWhole(em, order)) {
        const { purchases = 'cancel', reason } = input;
        await this.outcomes.orderReturned(em, order, { purchases, reason, by: { call } });
      }
      await em.flush();
      return transactionView(refund);
    });
  }

  /** @param decide says what goes back of the charge, whose order and itself are locked */
  private async reverse(
    input: VoidTransactionInput,
    call: Call,
    decide: (charge: Transaction) => Reversal,
  ): Promise<TransactionView> {
    const { id } = input;
    const settled = await this.settled(id, call);
    return this.payments.complete(
      call,
      async (em) => {
        const { order, charge } = await lockedCharge(em, id, 'orders.view', call);
        charge.settled ||= settled;
        await expectReversible(em, charge);
        const begun = await reverse(em, order, charge, decide(charge), this.giving(input, call));
        return { transactionIds: [begun.id] };
      },
      async (em, { transactionIds: [begun] }) =>
        transactionView(await em.findOneOrFail(Transaction, { id: begun })),
    );
  }

  /** Only the processor knows whether a charge has settled; asked before the transaction, which is kept short. */
  private async settled(id: string, call: Call): Promise<boolean> {
    const charge = await this.work.read((em) => em.findOne(Transaction, { id }));
    if (charge === null || !inScope(call.actor, 'orders.view', charge.campaignId))
      throw new DomainError('billing.not_found');
    return this.processor.settled(charge);
  }

  private giving({ reason, purchases }: VoidTransactionInput, call: Call): ReversalRequest {
    return {
      reason,
      keepPurchases: purchases === 'keep',
      initiator: initiatorOf(call),
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
    };
  }
}

/** What goes back of a charge. */
interface Reversal {
  type: 'void' | 'refund';
  amount: Money;
}

/** What was asked for, else all that is left. @throws DomainError `billing.currency_mismatch` */
function amountOf(given: Money | undefined, charge: Transaction): Money {
  if (given === undefined) return charge.left;
  expectCurrency(given, charge.currency);
  expectSomething(given);
  return money(given.amount, given.currency);
}

/** @throws DomainError `billing.not_chargeable_back`, `billing.already_voided`, `billing.already_charged_back`, `billing.payment_in_progress` */
async function expectReversible(em: EntityManager, charge: Transaction): Promise<void> {
  if (!charge.refundable) throw new DomainError('billing.not_chargeable_back');
  charge.expectStanding();
  const open = { parentId: charge.id, outcome: { $in: ['pending', 'unknown'] } } as const;
  if ((await em.count(Transaction, open)) > 0)
    throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
}
