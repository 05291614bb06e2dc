import type { EntityManager } from '@mikro-orm/postgresql';
import { clock, record } from '@daybook/persistence';
import { startPurchases } from '../purchases/start-purchases';
import { initiatedBy, type Initiator } from '../payments/initiator';
import { OUTSIDE, type Transaction } from '../payments/transaction.entity';
import { addresseeOf, contextOfOrder, nameOf, nameWithOption, productNamesOf } from '../orders/order-context';
import type { Order } from '../orders/order.entity';
import { freeReferences } from '../orders/order-references';

/** The payment of a sale has its outcome: the order is complete with its purchases, or declined. */
export async function recordOrderOutcome(
  em: EntityManager,
  order: Order,
  payment: Transaction,
): Promise<void> {
  order.cardLast4 = payment.cardLast4;
  if (payment.outcome === 'success') await passOrder(em, order, payment.initiator, payment);
  else await declineOrder(em, order, payment);
}

/** Nothing is left to be paid now: the order is complete, unless quality assurance has to look at it first. */
export async function passOrder(
  em: EntityManager,
  order: Order,
  initiator: Initiator,
  payment?: Transaction,
): Promise<void> {
  const { qaCause: cause } = order;
  if (cause === null) return completeOrder(em, order, initiator, payment);
  order.pend();
  record(em, 'billing.qa.pending', {
    ...initiatedBy(initiator),
    context: contextOfOrder(order),
    attributes: {
      productNames: productNamesOf(order),
      orderId: order.id,
      cause,
      ...(payment?.captured === true ? { taken: payment.price } : {}),
      ...order.unrecordedCustomFields(),
    },
    about: { orderId: order.id, ...(payment === undefined ? {} : { transactionId: payment.id }) },
    personal: nameOf(order),
  });
}

/** Completes an order whose payment went through, that costs nothing now, or that quality assurance approved. */
export async function completeOrder(
  em: EntityManager,
  order: Order,
  initiator: Initiator,
  payment?: Transaction,
): Promise<void> {
  order.complete(clock.now());
  record(em, 'billing.order.completed', {
    ...initiatedBy(initiator),
    context: contextOfOrder(order),
    attributes: {
      productNames: productNamesOf(order),
      orderId: order.id,
      ...discountsOf(order),
      amount: order.price,
      payment: payment === undefined ? 'free' : payment.captured ? 'paid' : 'authorised',
      // What is paid outside is taken when somebody approves the order.
      ...(order.qaCause !== null && payment?.captured === true && payment.processor !== OUTSIDE
        ? { paidBefore: true }
        : {}),
      items: order.items.map((line) => {
        const { id, productId, sku, quantity, shipped } = line;
        return { id, productId, productName: nameWithOption(line), sku, quantity, shipped };
      }),
      captureAt: order.captureAt,
      ...(order.cardLast4 === null ? {} : { cardLastFour: order.cardLast4 }),
      ...(order.declineSaved ? { declineSaved: true } : {}),
      ...order.unrecordedCustomFields(),
    },
    about: { orderId: order.id, ...(payment === undefined ? {} : { transactionId: payment.id }) },
    personal: addresseeOf(order),
  });
  await startPurchases(em, order, initiatedBy(initiator));
}

async function declineOrder(em: EntityManager, order: Order, payment: Transaction): Promise<void> {
  order.decline();
  record(em, 'billing.order.declined', {
    ...initiatedBy(payment.initiator),
    context: contextOfOrder(order),
    attributes: {
      productNames: productNamesOf(order),
      orderId: order.id,
      attemptedAmount: order.price,
      ...(payment.processor === null ? {} : { processor: payment.processor }),
      ...(payment.responseCode === null ? {} : { responseCode: payment.responseCode }),
      ...order.unrecordedCustomFields(),
    },
    about: { orderId: order.id, transactionId: payment.id },
    personal: nameOf(order),
  });
  await freeReferences(em, order);
}

/** By their names; they hold as long as the longest of them. */
function discountsOf(order: Order): { discountName?: string; discountOccurrences?: number } {
  const all = order.items.flatMap(({ discount }) => discount ?? []);
  if (all.length === 0) return {};
  return {
    discountName: [...new Set(all.map(({ name }) => name))].join(', ').slice(0, 300),
    discountOccurrences: Math.max(...all.map(({ occurrences }) => occurrences)),
  };
}
