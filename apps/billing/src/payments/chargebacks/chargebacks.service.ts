import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  compare,
  DomainError,
  money,
  subtract,
  type AccessRow,
  type Call,
  type EnterChargebackInput,
  type Money,
  type RecordOutsideRefundInput,
  type RevertChargebackInput,
  type TransactionView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { Order } from '../../orders/order.entity';
import { inScope } from '../../catalog/campaign-scope';
import { recordChargeback } from './record-chargeback';
import { fullyRefunded } from '../refunds/reversal-outcome';
import { initiatorOf } from '../initiator';
import { expectWithinLimit } from '../refunds/refund-limit';
import { OUTSIDE, Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';

/** What people mark on a charge whose money moved without us: chargebacks, and refunds by other ways. */
@Injectable()
export class ChargebacksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  chargeBack(input: EnterChargebackInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await this.locked(em, input.id, 'transactions.chargeback', call);
      if (!charge.isCharge || charge.voided) throw new DomainError('billing.not_chargeable_back');
      if (charge.chargedBack !== null) throw new DomainError('billing.already_charged_back');
      const amount = amountOf(charge, input.amount, charge.price);
      if (compare(amount, charge.price) > 0) {
        throw new DomainError('billing.refund_exceeds_charge', {
          detail: `The charge was of ${charge.price.amount} ${charge.currency}.`,
        });
      }
      recordChargeback(em, order, charge, {
        created: true,
        amount,
        ...(input.reasonCode === undefined ? {} : { reasonCode: input.reasonCode }),
        text: input.reason,
        at: this.clock.now(),
        by: { call },
      });
      await em.flush();
      return transactionView(charge);
    });
  }

  revertChargeback(input: RevertChargebackInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await this.locked(em, input.id, 'transactions.chargeback', call);
      const amount = charge.chargedBackPrice;
      if (amount === null) throw new DomainError('billing.not_charged_back');
      recordChargeback(em, order, charge, {
        created: false,
        amount,
        text: input.reason,
        at: this.clock.now(),
        by: { call },
      });
      await em.flush();
      return transactionView(charge);
    });
  }

  recordOutsideRefund(input: RecordOutsideRefundInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await this.locked(em, input.id, 'transactions.refund_outside', call);
      if (!charge.isCharge || charge.voided) throw new DomainError('billing.not_chargeable_back');
      if (charge.chargedBack !== null) throw new DomainError('billing.already_charged_back');
      const amount = amountOf(charge, input.amount, subtract(charge.price, charge.refundedPrice));
      charge.reserveRefund(amount);
      const now = this.clock.now();
      await expectWithinLimit(em, amount, call, now);
      const { reason } = input;
      const given = Transaction.begin('refund', order, {
        amount,
        initiator: initiatorOf(call),
        now,
        nextTryAt: now,
        parent: charge,
        reason,
      });
      Object.assign(given, {
        outcome: 'success',
        processor: OUTSIDE,
        processorReference: null,
        nextTryAt: null,
      });
      em.persist(given);
      record(em, 'billing.refund.recorded_outside', {
        call,
        context: contextOfOrder(order),
        attributes: { refundedTo: charge.card, amount, orderId: order.id },
        about: { orderId: order.id, transactionId: given.id },
        personal: { ...nameOf(order), text: reason },
      });
      if (await fullyRefunded(em, order)) order.refund();
      await em.flush();
      return transactionView(given);
    });
  }

  /** The order first, as everywhere. @throws DomainError `billing.not_found` */
  private async locked(
    em: EntityManager,
    id: string,
    access: AccessRow,
    call: Call,
  ): Promise<{ order: Order; charge: Transaction }> {
    const found = await em.findOne(Transaction, { id });
    if (found === null || !inScope(call.actor, access, found.campaignId))
      throw new DomainError('billing.not_found');
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const order = await em.findOneOrFail(Order, { id: found.orderId }, lock);
    return { order, charge: await em.findOneOrFail(Transaction, { id }, lock) };
  }
}

/** @throws DomainError `billing.currency_mismatch` */
function amountOf(charge: Transaction, given: Money | undefined, otherwise: Money): Money {
  if (given === undefined) return otherwise;
  if (given.currency !== charge.currency) {
    throw new DomainError('billing.currency_mismatch', {
      errors: [{ field: 'amount.currency', message: `must be ${charge.currency}` }],
    });
  }
  return money(given.amount, given.currency);
}
