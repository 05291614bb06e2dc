import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { clock } from '@daybook/persistence';
import type { Order } from '../../orders/order.entity';
import { initiatedBy } from '../../payments/initiator';
import type { Transaction } from '../../payments/transaction.entity';
import { withPurchaseListeners } from '../purchase-listeners';
import { Purchase } from '../purchase.entity';
import { recordBilledCycle } from './billed-cycle';
import { recordDeclinedCycle } from './declined-cycle';

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
  const locked = { em, order, purchase, now: clock.now(), by: initiatedBy(payment.initiator) };
  purchase.openPaymentId = null;
  const cycle = payment.cycle ?? purchase.cycle + 1;
  await withPurchaseListeners(locked, () =>
    payment.outcome === 'success'
      ? recordBilledCycle(locked, { cycle, amount: payment.price, payment })
      : recordDeclinedCycle(locked, { cycle, payment }),
  );
}
