import type { EntityManager } from '@mikro-orm/postgresql';
import { compare, money, type Money } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import type { BillingEngine } from '../engines/billing-engine.entity';
import { Transaction } from '../payments/transaction.entity';
import { recordPurchaseEvent } from '../purchases/purchase-events';
import { isNewFact } from './messages/intake-messages';
import type { ReadMessage } from './messages/intake-reader';
import type { Subject } from './messages/intake-subjects';

/**
 * A cycle that was told as billed is told again: the first word counts, and where the amount is another one, that is
 * kept among what was unexpected, once for each amount.
 * @returns whether there was something to keep
 */
export async function recordOtherAmount(
  em: EntityManager,
  engine: BillingEngine,
  subject: Subject,
  read: ReadMessage,
): Promise<boolean> {
  const { type, time, id, data } = read;
  if (type !== 'rebill.succeeded' && type !== 'recycle.saved') return false;
  if (!('purchase' in subject) || subject.purchase === null || !('order' in subject)) return false;
  const { purchase, order } = subject;
  const { cycle, attempt = 1, amount } = data as { cycle: number; attempt?: number; amount: Money };
  const reported = money(amount.amount, amount.currency);
  const known = await em.findOne(
    Transaction,
    { purchaseId: purchase.id, engineId: engine.id, cycle, attempt, outcome: 'success' },
    { orderBy: { createdAt: 'desc', id: 'desc' } },
  );
  if (known === null || compare(known.price, reported) === 0) return false;
  if (!(await isNewFact(em, engine, subject, read, `/${reported.amount}`))) return false;
  const by = { time, correlationId: id };
  const attributes = { cycle, counted: known.price, reported };
  recordPurchaseEvent(
    { em, order, purchase, now: clock.now(), by },
    'billing.rebill.amount_differs',
    attributes,
    {
      payment: known,
      unexpected: true,
    },
  );
  return true;
}
