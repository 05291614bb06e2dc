import type { EntityManager } from '@mikro-orm/postgresql';
import { isZero } from '@daybook/contracts';
import { clock, rows } from '@daybook/persistence';
import type { Order } from '../../orders/order.entity';
import type { Transaction } from '../transaction.entity';

/** Where the money of a sale was taken, and tax with it, the tax service is to book it. */
export async function collectTax(em: EntityManager, order: Order, paid: Transaction): Promise<void> {
  if (!paid.captured || paid.purpose !== 'order' || isZero(order.tax)) return;
  await em.flush();
  await rows(
    em,
    'insert into tax_collection (transaction_id, order_id, due_at) values ($1, $2, $3) on conflict do nothing',
    [paid.id, order.id, clock.now()],
  );
}
