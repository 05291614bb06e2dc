import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Money } from '@daybook/contracts';
import { clock, record } from '@daybook/persistence';
import type { Order } from '../../orders/order.entity';
import { aboutPurchase, subscriptionOf, type LockedPurchase } from '../purchase-commands';
import { Purchase } from '../purchase.entity';
import { initiatedBy } from '../../payments/initiator';
import type { Transaction } from '../../payments/transaction.entity';
import { discountOf } from '../cycle-price';
import { recycleProfileOf, retryTime } from './recycling';

/** The billing of a cycle has its outcome. Its order and the transaction are locked. */
export async function handleRebillOutcome(
  em: EntityManager,
  order: Order,
  payment: Transaction,
): Promise<void> {
  const purchase = await em.findOneOrFail(
    Purchase,
    { id: payment.purchaseId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  purchase.openPaymentId = null;
  const scene = { em, order, purchase, now: clock.now() };
  if (payment.outcome === 'success') {
    tellBilled(scene, { cycle: payment.cycle ?? purchase.cycle + 1, amount: payment.price, payment });
  } else {
    await tellDeclined(scene, payment);
  }
}

/** A cycle was billed. */
export function tellBilled(
  scene: LockedPurchase,
  { cycle, amount, payment }: { cycle: number; amount: Money; payment?: Transaction },
): void {
  const { em, purchase, now } = scene;
  const fact = factOf(scene, payment);
  const subscription = subscriptionOf(scene);
  if (purchase.status === 'recycle_billing') {
    record(em, 'billing.recycle.saved', { ...fact, attributes: { ...subscription, cycle, amount } });
  } else {
    const attributes = { ...subscription, amount, ...discountOf(purchase) };
    record(em, 'billing.rebill.succeeded', { ...fact, attributes });
  }
  const { endsTrial } = purchase;
  purchase.billed(cycle, now);
  if (endsTrial) record(em, 'billing.trial.completed', { ...fact, attributes: subscription });
  if (purchase.status === 'complete') {
    record(em, 'billing.rebill.completed', { ...fact, attributes: { ...subscription, cycle } });
  }
}

/** A cycle was declined: it is tried again as the campaign's recycle profile says, or given up. */
async function tellDeclined(scene: LockedPurchase, payment: Transaction): Promise<void> {
  const { em, purchase, now } = scene;
  const fact = factOf(scene, payment);
  const subscription = subscriptionOf(scene);
  const answer = {
    ...(payment.processor === null ? {} : { processor: payment.processor }),
    ...(payment.responseCode === null ? {} : { responseCode: payment.responseCode }),
  };
  const recycling = purchase.status === 'recycle_billing';
  const attributes = { ...subscription, ...answer };
  record(em, recycling ? 'billing.recycle.failed' : 'billing.rebill.failed', { ...fact, attributes });
  if (!recycling && purchase.status === 'trial') record(em, 'billing.trial.failed', { ...fact, attributes });

  // A try that somebody forced before its time does not use up one of the profile's.
  const forcedEarly = recycling && purchase.retryAt !== null && purchase.retryAt > now;
  if (recycling && !forcedEarly) purchase.recycleTries += 1;
  const profile = await recycleProfileOf(em, purchase);
  const again = forcedEarly ? purchase.retryAt : retryTime(profile, purchase.recycleTries, purchase, now);
  if (payment.outcome === 'hard_decline' || again === null) {
    purchase.become('recycle_failed', now);
    return;
  }
  if (!recycling) {
    purchase.become('recycle_billing', now);
    record(em, 'billing.recycle.started', {
      ...fact,
      attributes: { ...subscription, cycle: payment.cycle ?? purchase.cycle + 1 },
    });
  }
  purchase.retryAt = again;
}

/** What is told of a cycle's billing is told of whoever began it. */
function factOf(scene: LockedPurchase, payment?: Transaction) {
  const { about, context, personal, ...by } = aboutPurchase(scene);
  return {
    ...(payment === undefined ? by : initiatedBy(payment.initiator)),
    context,
    personal,
    about: { ...about, ...(payment === undefined ? {} : { transactionId: payment.id }) },
  };
}
