import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  isZero,
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
import { expectCurrency } from '../../catalog/expect-currency';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import { initiatorOf } from '../initiator';
import { lockedCharge } from '../locked-charge';
import { PaymentsService } from '../payments.service';
import { ProcessorClient } from '../processor/processor-client';
import { Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';
import { expectWithinLimit } from './refund-limit';
import { fullyRefunded } from './reversal-outcome';

/** Gives back the money of one charge: by a void before it has settled, by refunds afterwards. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly processor: ProcessorClient,
    private readonly clock: Clock,
  ) {}

  void(input: VoidTransactionInput, call: Call): Promise<TransactionView> {
    return this.reverse(input, call, (charge) => {
      if (charge.settled) throw new DomainError('billing.already_settled');
      if (!isZero(charge.refundedPrice)) throw new DomainError('billing.not_chargeable_back');
      return { type: 'void', amount: charge.price };
    });
  }

  refund(input: RefundTransactionInput, call: Call): Promise<TransactionView> {
    return this.reverse(input, call, (charge) => {
      if (!charge.settled) throw new DomainError('billing.not_settled');
      return { type: 'refund', amount: amountOf(input.amount, charge) };
    });
  }

  /** A refund that was made by another way: no money moves here. */
  recordOutside(input: RecordOutsideRefundInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await lockedCharge(em, input.id, 'transactions.refund_outside', call);
      charge.expectDisputable();
      const refund = await this.begin(
        em,
        order,
        charge,
        { type: 'refund', amount: amountOf(input.amount, charge) },
        input.reason,
        call,
      );
      refund.madeOutside();
      record(em, 'billing.refund.recorded_outside', {
        call,
        context: contextOfOrder(order),
        attributes: { refundedTo: charge.card, amount: refund.price, orderId: order.id },
        about: { orderId: order.id, transactionId: refund.id },
        personal: { ...nameOf(order), text: input.reason },
      });
      if (await fullyRefunded(em, order)) order.refund();
      await em.flush();
      return transactionView(refund);
    });
  }

  /** @param decide says what goes back of the charge, whose order and itself are locked */
  private async reverse(
    { id, reason }: { id: string; reason: string },
    call: Call,
    decide: (charge: Transaction) => Reversal,
  ): Promise<TransactionView> {
    const settled = await this.settled(id, call);
    return this.payments.complete(
      call,
      async (em) => {
        const { order, charge } = await lockedCharge(em, id, 'orders.view', call);
        charge.settled ||= settled;
        await expectReversible(em, charge);
        const begun = await this.begin(em, order, charge, decide(charge), reason, call);
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

  private async begin(
    em: EntityManager,
    order: Order,
    charge: Transaction,
    { type, amount }: Reversal,
    reason: string,
    call: Call,
  ): Promise<Transaction> {
    charge.reserveRefund(amount);
    const now = this.clock.now();
    await expectWithinLimit(em, amount, call, now);
    const begun = Transaction.begin(type, order, {
      amount,
      initiator: initiatorOf(call),
      now,
      nextTryAt: this.payments.recoveryTime(),
      parent: charge,
      reason,
    });
    em.persist(begun);
    return begun;
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
  return money(given.amount, given.currency);
}

/** @throws DomainError `billing.not_chargeable_back`, `billing.already_charged_back`, `billing.payment_in_progress` */
async function expectReversible(em: EntityManager, charge: Transaction): Promise<void> {
  if (!charge.refundable) throw new DomainError('billing.not_chargeable_back');
  charge.expectDisputable();
  const open = { parentId: charge.id, outcome: { $in: ['pending', 'unknown'] } } as const;
  if ((await em.count(Transaction, open)) > 0)
    throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
}
