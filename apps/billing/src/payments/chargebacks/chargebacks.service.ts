import { Injectable } from '@nestjs/common';
import {
  compare,
  DomainError,
  money,
  type Call,
  type EnterChargebackInput,
  type RevertChargebackInput,
  type TransactionView,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { expectCurrency, expectSomething } from '../../catalog/expect-currency';
import { lockedCharge } from '../locked-charge';
import { returnedWhole } from '../order-payments';
import { PaymentOutcomes } from '../payment-outcomes';
import { transactionView } from '../transaction.views';
import { recordChargeback } from './record-chargeback';

/** What people enter of chargebacks: the customer's bank took the money of a charge back. */
@Injectable()
export class ChargebacksService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outcomes: PaymentOutcomes,
    private readonly clock: Clock,
  ) {}

  enter(input: EnterChargebackInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await lockedCharge(em, input.id, 'transactions.chargeback', call);
      if (charge.chargedBack !== null) throw new DomainError('billing.already_charged_back');
      charge.expectTaken();
      const given = input.amount ?? charge.price;
      expectCurrency(given, charge.currency);
      expectSomething(given);
      const amount = money(given.amount, given.currency);
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
      if (await returnedWhole(em, order)) {
        const { purchases = 'cancel', reason } = input;
        await this.outcomes.orderReturned(em, order, { purchases, reason, by: { call } });
      }
      await em.flush();
      return transactionView(charge);
    });
  }

  revert(input: RevertChargebackInput, call: Call): Promise<TransactionView> {
    return this.work.command(call, async (em) => {
      const { order, charge } = await lockedCharge(em, input.id, 'transactions.chargeback', call);
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
}
