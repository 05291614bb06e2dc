import { randomUUID } from 'node:crypto';
import type { OrderView, Page, RefundQueueEntryView, TransactionView } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { drives } from './drives';
import { chargeOf, MoneyScenario, usd } from './money-scenario';

/** What becomes of charges, by every face by which it does. */
describe('Money', () => {
  let shop: MoneyScenario;
  beforeAll(async () => {
    shop = await MoneyScenario.open('sale');
  });
  const on = () => shop.scenario;

  drives(
    'billing.transaction.voided',
    'POST /transactions/{id}/void',
    'a charge is voided before it settles',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.post(`${chargeOf(order)}/void`, { reason: 'Ordered twice' });
      return { customerId: order.customerId, attributes: { amount: usd('39.90'), text: 'Ordered twice' } };
    },
  );

  drives(
    'billing.refund.succeeded',
    'POST /transactions/{id}/refund',
    'a settled charge is refunded in part',
    on,
    async () => {
      const order = await shop.buySettled();
      await shop.scenario.admin.post(`${chargeOf(order)}/refund`, { amount: usd('9.90'), reason: 'Broken' });
      return {
        customerId: order.customerId,
        attributes: { amount: usd('9.90'), refundedTo: '•••• 4242', orderId: order.id, text: 'Broken' },
      };
    },
  );

  drives(
    'billing.refund.recorded_outside',
    'POST /transactions/{id}/refund-outside',
    'a refund by bank transfer is marked',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.post(`${chargeOf(order)}/refund-outside`, { reason: 'Bank transfer' });
      return { customerId: order.customerId, attributes: { amount: usd('39.90'), orderId: order.id } };
    },
  );

  drives(
    'billing.refund.failed',
    'POST /transactions/{id}/refund',
    'the processor declines a refund',
    on,
    async () => {
      const order = await shop.buySettled('tok_refund_fails');
      await shop.scenario.admin.post(`${chargeOf(order)}/refund`, { reason: 'Broken' });
      return {
        customerId: order.customerId,
        attributes: { attemptedAmount: usd('39.90'), attempt: 1, triedAgain: true, responseCode: '91' },
      };
    },
  );

  drives(
    'billing.refund.failed',
    'scheduler',
    'a refund in the queue is tried on three days and given up',
    on,
    async () => {
      const order = await shop.buySettled('tok_refund_fails');
      await shop.scenario.admin.post(`${chargeOf(order)}/refund`, { reason: 'Broken' });
      for (const attempts of [2, 3, 4]) {
        shop.scenario.turn(1.01);
        await eventually(`attempt ${attempts} has failed`, async () => {
          const status = 'status=waiting&status=trying&status=exhausted';
          const { items } = await shop.scenario.admin.get<Page<RefundQueueEntryView>>(
            `/refund-queue?limit=200&${status}`,
          );
          return items.some((entry) => entry.orderId === order.id && entry.attempts >= attempts);
        });
      }
      return { customerId: order.customerId, times: 4, attributes: { attempt: 4, triedAgain: false } };
    },
  );

  drives(
    'billing.refund.failed',
    'POST /refund-queue/{id}/retry',
    'a queued refund is tried by hand',
    on,
    async () => {
      const order = await shop.buySettled('tok_refund_fails');
      const { id } = await shop.scenario.admin.post<TransactionView>(`${chargeOf(order)}/refund`, {
        reason: 'Broken',
      });
      const { items } = await shop.scenario.admin.get<Page<RefundQueueEntryView>>('/refund-queue?limit=200');
      const entry = items.find(({ refundId }) => refundId === id);
      await shop.scenario.admin.post(`/refund-queue/${entry?.id}/retry`);
      await shop.scenario.admin.post(`/refund-queue/${entry?.id}/remove`, { reason: 'The card refuses' });
      return { customerId: order.customerId, times: 2, attributes: { attempt: 2, triedAgain: true } };
    },
  );

  drives(
    'billing.refund_queue.left',
    'POST /refund-queue/{id}/remove',
    'a queued refund is given up',
    on,
    async () => {
      const order = await shop.buySettled('tok_refund_fails');
      const { id } = await shop.scenario.admin.post<TransactionView>(`${chargeOf(order)}/refund`, {
        reason: 'Broken',
      });
      const { items } = await shop.scenario.admin.get<Page<RefundQueueEntryView>>('/refund-queue?limit=200');
      const entry = items.find(({ refundId }) => refundId === id);
      await shop.scenario.admin.post(`/refund-queue/${entry?.id}/remove`, { reason: 'Paid in cash' });
      return { customerId: order.customerId, attributes: { cause: 'removed', text: 'Paid in cash' } };
    },
  );

  drives(
    'billing.chargeback.created',
    'PUT /transactions/{id}/chargeback',
    'a chargeback is entered',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.put(`${chargeOf(order)}/chargeback`, {
        reason: 'Says the bank',
        reasonCode: '10.4',
      });
      return { customerId: order.customerId, attributes: { amount: usd('39.90'), reasonCode: '10.4' } };
    },
  );

  drives(
    'billing.chargeback.reverted',
    'DELETE /transactions/{id}/chargeback',
    'a chargeback is reverted',
    on,
    async () => {
      const order = await shop.buy();
      await shop.scenario.admin.put(`${chargeOf(order)}/chargeback`, { reason: 'Says the bank' });
      await shop.scenario.admin.send('DELETE', `${chargeOf(order)}/chargeback?reason=We+won`);
      return { customerId: order.customerId, attributes: { amount: usd('39.90'), text: 'We won' } };
    },
  );

  const ofCharge = ({ payment }: OrderView) => ({ transactionId: payment?.id });
  drives(
    'billing.chargeback.created',
    'intake chargeback.created',
    'an engine reports a chargeback',
    on,
    () => shop.reported('chargeback.created', ofCharge, { amount: usd('39.90') }),
  );
  drives(
    'billing.chargeback.reverted',
    'intake chargeback.reverted',
    'an engine reports that it was reverted',
    on,
    () => shop.reported('chargeback.reverted', ofCharge, { amount: usd('39.90') }, ['chargeback.created']),
  );
});

describe('Money at the shipment', () => {
  let shop: MoneyScenario;
  beforeAll(async () => {
    shop = await MoneyScenario.open('shipment');
  });
  const on = () => shop.scenario;

  const ship = async (token: string): Promise<OrderView> => {
    const order = await shop.buy(token);
    const { id } = await shop.scenario.seller.fulfillmentOf(order.id);
    const data = { trackingNumber: `1Z${randomUUID().slice(0, 8)}`, carrier: 'UPS' };
    await shop.scenario.seller.housePosts(id, { type: 'fulfillment.shipped', data });
    return order;
  };

  drives(
    'billing.capture.succeeded',
    'bus fulfillment.fulfillment.shipped',
    'the first shipment takes the money',
    on,
    async () => {
      const order = await ship('tok_success');
      return { customerId: order.customerId, attributes: { amount: usd('39.90'), orderId: order.id } };
    },
  );
  drives(
    'billing.capture.failed',
    'bus fulfillment.fulfillment.shipped',
    'the processor declines to capture',
    on,
    async () => {
      const order = await ship('tok_capture_fails');
      return {
        customerId: order.customerId,
        attributes: { attemptedAmount: usd('39.90'), cause: 'declined' },
      };
    },
  );
});
