import { compare, money, type ChargebackData, type TaxFailedData } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import { recordChargeback } from '../../payments/chargebacks/record-chargeback';
import { IntakeRefusal } from '../intake-reader';
import type { MessageAbout, IntakeHandlers } from '../intake-handler';

/** What engines tell about an order and about its transactions. */
export const orderHandlers: IntakeHandlers<
  | 'fraud.scored'
  | 'tax.calculation_failed'
  | 'tax.collection_failed'
  | 'chargeback.created'
  | 'chargeback.reverted'
> = {
  'fraud.scored': (scene, { provider, verdict, score }) => {
    record(scene.em, 'billing.fraud.scored', {
      ...told(scene),
      attributes: {
        provider,
        verdict,
        ...(score === undefined ? {} : { score }),
        orderId: scene.order.id,
      },
    });
  },
  'tax.calculation_failed': (scene, data) => {
    record(scene.em, 'billing.tax.calculation_failed', {
      ...told(scene),
      attributes: taxAttributes(scene, data),
    });
  },
  'tax.collection_failed': (scene, data) => {
    record(scene.em, 'billing.tax.collection_failed', {
      ...told(scene),
      attributes: taxAttributes(scene, data),
    });
  },
  'chargeback.created': (scene, data) => chargeBack(scene, data, true),
  'chargeback.reverted': (scene, data) => chargeBack(scene, data, false),
};

function chargeBack(
  { em, order, transaction, message }: MessageAbout<'transaction'>,
  { amount, reasonCode }: ChargebackData,
  created: boolean,
): void {
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
    ...(reasonCode === undefined ? {} : { reasonCode }),
    at: message.time,
    by: { correlationId: message.id },
  });
}

function told({ order, message }: MessageAbout<'order'>) {
  return {
    time: message.time,
    correlationId: message.id,
    context: contextOfOrder(order),
    about: { orderId: order.id },
    personal: nameOf(order),
  };
}

function taxAttributes({ order }: MessageAbout<'order'>, { provider, responseCode }: TaxFailedData) {
  return { provider, ...(responseCode === undefined ? {} : { responseCode }), orderId: order.id };
}
