import type { EntityManager } from '@mikro-orm/postgresql';
import { clock, record } from '@daybook/persistence';
import { contextOfOrder, nameOf } from '../../orders/order-context';
import type { Order } from '../../orders/order.entity';
import { inRefundQueue, takeFailedRefund, takeSucceededRefund } from './refund-queue-outcome';
import { refundInstead } from './reversals';
import { initiatedBy } from '../initiator';
import { Transaction } from '../transaction.entity';

/** A void or a refund has its outcome. */
export async function recordReversalOutcome(
  em: EntityManager,
  order: Order,
  given: Transaction,
): Promise<void> {
  const charge = await em.findOneOrFail(Transaction, { id: given.parentId });
  const fact = {
    ...initiatedBy(given.initiator),
    context: contextOfOrder(order),
    about: {
      orderId: order.id,
      transactionId: given.id,
      ...(given.purchaseId === null ? {} : { purchaseId: given.purchaseId }),
    },
    personal: { ...nameOf(order), ...(given.reason === null ? {} : { text: given.reason }) },
  };
  const amount = given.price;
  if (given.outcome !== 'success') {
    // A void that was declined gave nothing back and is told to its caller only; it is no refund that failed.
    if (given.type === 'void') {
      charge.releaseRefund(amount);
      if (given.thenRefund) refundInstead(em, order, charge, given, clock.now());
      return;
    }
    const { attempt, triedAgain } = await takeFailedRefund(em, order, given, charge);
    record(em, 'billing.refund.failed', {
      ...fact,
      attributes: {
        attemptedAmount: amount,
        orderId: order.id,
        attempt,
        triedAgain,
        ...(given.processor === null ? {} : { processor: given.processor }),
        ...(given.responseCode === null ? {} : { responseCode: given.responseCode }),
      },
    });
    return;
  }
  if (given.type === 'void') {
    charge.voided = true;
    const returnedChargeId = charge.id;
    const authorised = charge.captured ? {} : { authorised: true };
    record(em, 'billing.transaction.voided', {
      ...fact,
      attributes: { amount, orderId: order.id, ...authorised, returnedChargeId },
    });
  } else {
    await takeSucceededRefund(em, given);
    record(em, 'billing.refund.succeeded', {
      ...fact,
      attributes: { refundedTo: given.card, amount, orderId: order.id, ...charge.returnedWhole },
    });
  }
  await followRefunds(em, order);
}

/** Where nothing is left of an order's charges, counting what is voided and what is refunded for good, it is refunded, or voided. */
export async function followRefunds(em: EntityManager, order: Order): Promise<void> {
  await em.flush();
  const all = await em.find(Transaction, { orderId: order.id });
  const charges = all.filter((one) => one.isCharge && one.purpose !== 'account');
  const returned = charges.every(
    (charge) =>
      charge.voided ||
      (charge.refundedPrice.amount === charge.price.amount &&
        !all.some((one) => one.parentId === charge.id && one.open)),
  );
  // What waits in the queue is reserved, and not given back yet.
  const ids = charges.map(({ id }) => id);
  if (!returned || (await inRefundQueue(em, ids))) return;
  order.refund(charges.length > 0 && charges.every(({ voided }) => voided));
}
