import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '@daybook/contracts';
import { firstRow, rows } from '@daybook/persistence';
import type { Order } from './order.entity';

/**
 * What the engine calls the purchases of an order belongs to them from now on: a clash is found before anybody is
 * charged.
 * @throws DomainError `billing.engine_reference_taken`
 */
export async function reserveReferences(em: EntityManager, order: Order): Promise<void> {
  if (order.engineId === null) return;
  for (const [at, { engineReference, purchaseId }] of order.items.entries()) {
    if (engineReference === undefined || purchaseId === undefined) continue;
    const reserved = await firstRow(
      em,
      `insert into engine_reference (engine_id, reference, purchase_id) values ($1, $2, $3)
       on conflict do nothing returning purchase_id`,
      [order.engineId, engineReference, purchaseId],
    );
    if (reserved === undefined) {
      throw new DomainError('billing.engine_reference_taken', {
        errors: [{ field: `items.${at}.engineReference`, message: 'belongs to another purchase' }],
      });
    }
  }
}

/** They are free again: these purchases will not be, unless the order is run again. */
export async function freeReferences(em: EntityManager, order: Order): Promise<void> {
  const ids = order.items.flatMap(({ purchaseId }) => purchaseId ?? []);
  await rows(em, 'delete from engine_reference where purchase_id = any($1::uuid[])', [ids]);
}
