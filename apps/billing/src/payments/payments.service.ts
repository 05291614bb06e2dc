import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { Call } from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';
import { contextOfOrder, nameOf } from '../orders/order-context';
import { Order } from '../orders/order.entity';
import { initiatedBy } from './initiator';
import { BilledPurchases } from './methods/billed-purchases';
import { KeptPaymentMethods } from './methods/kept-payment-methods';
import { PaymentOutcomes, type OutcomeHandler } from './payment-outcomes';
import { chargedToken } from './payment-tokens';
import { OUR_PROCESSOR } from './processor/processor-client';
import type { ProcessorVerdict } from './processor/processor-verdict';
import { ProcessorRequests, type KnownVerdict } from './processor-requests';
import { Transaction } from './transaction.entity';

/** What a command has committed before the processor is called. */
export interface BegunPayments {
  /** The transactions to be carried out, one after the other; none where the processor has nothing to do. */
  transactionIds: string[];
}

/** Brings transactions to their end: each is begun and committed, carried out at the processor, and settled. */
@Injectable()
export class PaymentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly requests: ProcessorRequests,
    private readonly outcomes: PaymentOutcomes,
    private readonly methods: KeptPaymentMethods,
    private readonly purchases: BilledPurchases,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
  ) {}

  /** When a transaction begun now is looked at by recovery, should this process not come to the end of it. */
  recoveryTime(): Date {
    return new Date(this.clock.now().getTime() + 2 * this.config.processorTimeoutMs + 1_000);
  }

  /**
   * A command that asks the processor for something: commits what it begins, calls the processor, commits what came of
   * it and answers. Each step can be the last one of a process: a repeat of the command goes on from there, recovery too.
   * @throws DomainError `billing.payment_unknown` when the processor gives no answer
   */
  async complete<P extends BegunPayments, V extends object>(
    call: Call,
    begin: (em: EntityManager) => Promise<P>,
    view: (em: EntityManager, begun: P) => Promise<V>,
  ): Promise<V> {
    const begun = await this.work.begin<P, V>(call, begin);
    if (begun.done) return begun.answer;
    const last = await this.carryOutAll(begun.progress.transactionIds, begun.resumed, call);
    return this.work.finish(call, async (em) => {
      if (last !== null) await this.settle(em, last);
      return view(em, begun.progress);
    });
  }

  /**
   * Carries out a transaction that was begun, and settles it, in a transaction of its own.
   * @param asked whether the processor may have been asked before
   * @throws DomainError `billing.payment_unknown`
   */
  async carryOut(id: string, asked: boolean, call?: Call): Promise<void> {
    const known = await this.requests.verdictOn(id, asked, call);
    if (known !== null) await this.work.transaction((em) => this.settle(em, known));
  }

  /** Settles all but the last one where that went through: it is settled together with the answer. */
  private async carryOutAll(
    ids: readonly string[],
    resumed: boolean,
    call: Call,
  ): Promise<KnownVerdict | null> {
    const open = ids.map((id) => ({ id, asked: resumed }));
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const { id } = next;
      const known = await this.requests.verdictOn(id, next.asked, call);
      if (known?.verdict.succeeded === true && open.length === 0) return known;
      if (known !== null) await this.work.transaction((em) => this.settle(em, known));
      // A refund follows a void that was declined; recovery may have been quicker.
      const instead = await this.work.read((em) => em.findOne(Transaction, { insteadOf: id }));
      if (instead !== null) open.unshift({ id: instead.id, asked: true });
    }
    return null;
  }

  /**
   * Takes the processor's verdict on a transaction with all that follows from it, once: whoever comes second (a
   * repeated request, another replica's recovery) finds it settled and changes nothing.
   */
  private async settle(em: EntityManager, { id, orderId, verdict }: KnownVerdict): Promise<void> {
    // The order first: whatever concerns it waits here, and always in the same sequence.
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
    const order = await em.findOneOrFail(Order, { id: orderId }, lock);
    const transaction = await em.findOneOrFail(Transaction, { id }, lock);
    if (!transaction.open) return;
    transaction.processor = OUR_PROCESSOR;
    transaction.settle(verdict);
    for (const handle of this.handlersOf(transaction)) await handle(em, order, transaction);
    if (transaction.isCharge) await this.keepMethod(em, order, transaction, verdict);
    await em.flush();
  }

  private handlersOf({ type, purpose }: Transaction): readonly OutcomeHandler[] {
    switch (type) {
      case 'sale':
      case 'authorize':
        return this.outcomes.charge[purpose];
      case 'capture':
        return this.outcomes.capture;
      case 'void':
      case 'refund':
        return this.outcomes.reversal;
    }
  }

  /** The card that was charged is kept. */
  private async keepMethod(
    em: EntityManager,
    order: Order,
    transaction: Transaction,
    { card, bin, last4 }: ProcessorVerdict,
  ): Promise<void> {
    const token = await chargedToken(em, transaction, order);
    if (token === null) return;
    const method = await this.methods.keep(
      em,
      order.customerId,
      token,
      { bin, last4, ...card },
      { by: initiatedBy(transaction.initiator), context: contextOfOrder(order), personal: nameOf(order) },
    );
    transaction.paymentMethodId = method.id;
    await this.purchases.billTo(em, order.id, method);
  }
}
