import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  type AccountEntryView,
  type AccountInput,
  type AccountView,
  type Call,
  type EnterCreditControlInput,
  type EnterOnAccountInput,
  type PayOnAccountInput,
  type TransactionView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { record, UnitOfWork } from '@daybook/persistence';
import { expectCurrency, expectSomething } from '../catalog/expect-currency';
import { Order } from '../orders/order.entity';
import { chargeableMethod } from '../payments/methods/kept-payment-methods';
import { expectWithinLimit } from '../payments/refunds/refund-limit';
import { PaymentsService, type BegunPayments } from '../payments/payments.service';
import { initiatorOf } from '../payments/initiator';
import { Transaction } from '../payments/transaction.entity';
import { transactionView } from '../payments/transaction.views';
import { AccountEntry } from './account-entry.entity';
import { contextOfCustomer } from '../orders/order-context';
import { OrderCustomers } from '../orders/order-customers';
import { lockAccount } from './account.entity';
import { readAccount } from './account.queries';
import { accountEntryView } from './account.views';

/** What people do with customers' accounts. */
@Injectable()
export class AccountService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly customers: OrderCustomers,
    private readonly clock: Clock,
  ) {}

  credit(input: EnterOnAccountInput, call: Call): Promise<AccountEntryView> {
    return this.enter('credit', input, call);
  }

  charge(input: EnterOnAccountInput, call: Call): Promise<AccountEntryView> {
    return this.enter('charge', input, call);
  }

  /** Charges the payment method through the processor; what came of it is told with the transaction's outcome. */
  async pay(input: PayOnAccountInput, call: Call): Promise<TransactionView> {
    await this.customers.expectKnown(input.id, call);
    return this.payments.complete(
      call,
      (em) => this.beginPayment(em, input, call),
      async (em, { transactionIds: [id] }) => transactionView(await em.findOneOrFail(Transaction, { id })),
    );
  }

  async enterCreditControl(input: EnterCreditControlInput, call: Call): Promise<AccountView> {
    const { id, processor, responseCode } = input;
    return this.turnCreditControl(id, true, call, async (em) => {
      record(em, 'billing.credit_control.entered', {
        call,
        ...(await contextOfCustomer(em, id)),
        attributes: {
          ...(processor === undefined ? {} : { processor }),
          ...(responseCode === undefined ? {} : { responseCode }),
        },
      });
    });
  }

  async exitCreditControl({ id }: AccountInput, call: Call): Promise<AccountView> {
    return this.turnCreditControl(id, false, call, async (em) => {
      record(em, 'billing.credit_control.exited', {
        call,
        ...(await contextOfCustomer(em, id)),
        attributes: {},
      });
    });
  }

  private async enter(
    kind: 'credit' | 'charge',
    { id, amount, reason }: EnterOnAccountInput,
    call: Call,
  ): Promise<AccountEntryView> {
    await this.customers.expectKnown(id, call);
    expectSomething(amount);
    return this.work.command(call, async (em) => {
      const now = this.clock.now();
      const account = await lockAccount(em, id, now);
      if (kind === 'credit') await expectWithinLimit(em, amount, call.actor, now);
      const made = { reason, initiator: initiatorOf(call), occurredAt: now };
      const entry = AccountEntry.of(kind, id, amount, made);
      em.persist(entry);
      const { context, personal } = await contextOfCustomer(em, id);
      record(em, kind === 'credit' ? 'billing.account.credited' : 'billing.account.charged', {
        call,
        context,
        attributes: { amount, accountId: account.id },
        personal: { ...personal, text: reason },
      });
      await em.flush();
      return accountEntryView(entry, account);
    });
  }

  private async beginPayment(
    em: EntityManager,
    { id, amount, paymentMethodId, orderId }: PayOnAccountInput,
    call: Call,
  ): Promise<BegunPayments> {
    expectSomething(amount);
    const order = await em.findOne(
      Order,
      { customerId: id, ...(orderId === undefined ? {} : { id: orderId }) },
      { orderBy: { orderedAt: 'desc', id: 'desc' } },
    );
    if (order === null) {
      throw new DomainError(orderId === undefined ? 'billing.nothing_sold' : 'billing.not_found');
    }
    expectCurrency(amount, order.currency);
    const method = await chargeableMethod(em, id, paymentMethodId);
    const payment = Transaction.begin('sale', order, {
      amount,
      initiator: initiatorOf(call),
      now: this.clock.now(),
      nextTryAt: this.payments.recoveryTime(),
      purpose: 'account',
      paymentMethodId: method.id,
    });
    em.persist(payment);
    return { transactionIds: [payment.id] };
  }

  private async turnCreditControl(
    customerId: string,
    entered: boolean,
    call: Call,
    recordChange: (em: EntityManager) => Promise<void>,
  ): Promise<AccountView> {
    await this.customers.expectKnown(customerId, call);
    return this.work.command(call, async (em) => {
      const now = this.clock.now();
      const account = await lockAccount(em, customerId, now);
      if (account.inCreditControl === entered) {
        throw new DomainError('billing.credit_control_unchanged', {
          detail: `The account is ${entered ? 'in' : 'not in'} credit control.`,
        });
      }
      account.turnCreditControl(entered, now);
      await recordChange(em);
      await em.flush();
      return readAccount(em, customerId);
    });
  }
}
