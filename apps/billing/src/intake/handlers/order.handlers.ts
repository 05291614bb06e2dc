import { compare, money, type ChargebackData, type TaxFailedData } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { recordChargeback } from '../../payments/chargebacks/record-chargeback';
import { returnedWhole } from '../../payments/order-payments';
import { followOrderReturn } from '../../purchases/changes/cancellations';
import { IntakeRefusal } from '../messages/intake-reader';
import type { Received, IntakeHandlers } from '../messages/intake-subjects';

/** Handles what engines tell about an order and about its transactions. */
export const orderHandlers: IntakeHandlers<
  | 'fraud.scored'
  | 'tax.calculation_failed'
  | 'tax.collection_failed'
  | 'chargeback.created'
  | 'chargeback.reverted'
> = {
  'fraud.scored': (received, { provider, verdict, score }) => {
    record(received.em, 'billing.fraud.scored', {
      ...about(received),
      attributes: {
        provider,
        verdict,
        score,
        orderId: received.order.id,
      },
    });
  },
  'tax.calculation_failed': (received, data) => {
    record(received.em, 'billing.tax.calculation_failed', {
      ...about(received),
      attributes: taxAttributes(received, data),
    });
  },
  'tax.collection_failed': (received, data) => {
    record(received.em, 'billing.tax.collection_failed', {
      ...about(received),
      attributes: taxAttributes(received, data),
    });
  },
  'chargeback.created': (received, data) => chargeBack(received, data, true),
  'chargeback.reverted': (received, data) => chargeBack(received, data, false),
};

async function chargeBack(
  { em, order, transaction, message }: Received<'transaction'>,
  { amount, reasonCode }: ChargebackData,
  created: boolean,
): Promise<void> {
  if (amount !== undefined && amount.currency !== transaction.currency) {
    throw new IntakeRefusal(
      'intake.currency_mismatch',
      `The transaction is in ${transaction.currency}, not in ${amount.currency}.`,
    );
  }
  const disputed = amount === undefined ? null : money(amount.amount, amount.currency);
  if (disputed !== null && compare(disputed, transaction.price) > 0) {
    throw new IntakeRefusal(
      'intake.invalid',
      `data.amount: the transaction was of ${transaction.price.amount} ${transaction.currency} only`,
    );
  }
  recordChargeback(em, order, transaction, {
    created,
    amount: disputed ?? (created ? null : transaction.chargedBackPrice) ?? transaction.price,
    reasonCode,
    at: message.time,
    by: { correlationId: message.id },
  });
  if (!created || !(await returnedWhole(em, order))) return;
  const by = { correlationId: message.id, time: message.time };
  await followOrderReturn(em, order, { purchases: 'cancel', reason: null, by });
}

function about({ order, by }: Received<'order'>) {
  return {
    ...by,
    context: contextOfOrder(order),
    about: { orderId: order.id },
    personal: nameOf(order),
  };
}

function taxAttributes({ order }: Received<'order'>, { provider, responseCode }: TaxFailedData) {
  return { provider, responseCode, orderId: order.id };
}
