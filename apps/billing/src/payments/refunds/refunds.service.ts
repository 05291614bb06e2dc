import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  isZero,
  money,
  subtract,
  type Call,
  type Money,
  type RefundTransactionInput,
  type TransactionView,
  type VoidTransactionInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { PaymentsService, type BegunPayments } from '../payments.service';
import { ProcessorClient, type ChargeState } from '../processor/processor-client';
import { inScope } from '../../catalog/campaign-scope';
import { chargeStateOf } from './charge-settlement';
import { initiatorOf } from '../initiator';
import { expectWithinLimit } from './refund-limit';
import { Transaction } from '../transaction.entity';
import { transactionView } from '../transaction.views';

/** Gives money back: a void before a charge has settled, refunds afterwards. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly processor: ProcessorClient,
    private readonly clock: Clock,
  ) {}

  async void(input: VoidTransactionInput, call: Call): Promise<TransactionView> {
    const state = await this.stateOf(input.id, call);
    return this.reverse(call, async (em) => {
      const charge = await this.locked(em, input.id, call, state);
      if (charge.settled) throw new DomainError('billing.already_settled');
      return this.begin(em, 'void', charge, charge.price, input.reason, call);
    });
  }

  async refund(input: RefundTransactionInput, call: Call): Promise<TransactionView> {
    const state = await this.stateOf(input.id, call);
    return this.reverse(call, async (em) => {
      const charge = await this.locked(em, input.id, call, state);
      if (!charge.settled) throw new DomainError('billing.not_settled');
      const amount = input.amount ?? subtract(charge.price, charge.refundedPrice);
      if (amount.currency !== charge.currency) {
        throw new DomainError('billing.currency_mismatch', {
          errors: [{ field: 'amount.currency', message: `must be ${charge.currency}` }],
        });
      }
      return this.begin(em, 'refund', charge, money(amount.amount, amount.currency), input.reason, call);
    });
  }

  private reverse(
    call: Call,
    begin: (em: EntityManager) => Promise<BegunPayments>,
  ): Promise<TransactionView> {
    return this.payments.complete(call, begin, async (em, { transactionIds: [id] }) =>
      transactionView(await em.findOneOrFail(Transaction, { id })),
    );
  }

  /** Only the processor knows whether a charge has settled; asked before the transaction, which is kept short. */
  private async stateOf(id: string, call: Call): Promise<ChargeState | null> {
    const charge = await this.work.read((em) => em.findOne(Transaction, { id }));
    if (charge === null || !inScope(call.actor, 'orders.view', charge.campaignId))
      throw new DomainError('billing.not_found');
    return chargeStateOf(this.processor, charge);
  }

  private async locked(
    em: EntityManager,
    id: string,
    call: Call,
    state: ChargeState | null,
  ): Promise<Transaction> {
    const { orderId } = await em.findOneOrFail(Transaction, { id });
    await em.findOneOrFail(Order, { id: orderId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const charge = await em.findOneOrFail(
      Transaction,
      { id },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    if (!charge.refundable || charge.voided || !inScope(call.actor, 'orders.view', charge.campaignId)) {
      throw new DomainError('billing.not_chargeable_back');
    }
    if (charge.chargedBack !== null) throw new DomainError('billing.already_charged_back');
    charge.settled ||= state?.settled ?? false;
    const underWay = await em.count(Transaction, { parentId: id, outcome: { $in: ['pending', 'unknown'] } });
    if (underWay > 0) throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
    return charge;
  }

  private async begin(
    em: EntityManager,
    type: 'void' | 'refund',
    charge: Transaction,
    amount: Money,
    reason: string,
    call: Call,
  ): Promise<BegunPayments> {
    if (type === 'void' && !isZero(charge.refundedPrice))
      throw new DomainError('billing.not_chargeable_back');
    charge.reserveRefund(amount);
    await expectWithinLimit(em, amount, call, this.clock.now());
    const order = await em.findOneOrFail(Order, { id: charge.orderId });
    const given = Transaction.begin(type, order, {
      amount,
      initiator: initiatorOf(call),
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
      parent: charge,
      reason,
    });
    em.persist(given);
    return { transactionIds: [given.id] };
  }
}
