import type { EntityManager } from '@mikro-orm/postgresql';
import {
  newId,
  type InstructionData,
  type InstructionEnvelope,
  type InstructionType,
} from '@daybook/contracts';
import { clock, rows } from '@daybook/persistence';
import { BillingEngine } from './billing-engine.entity';

/** A purchase, as the engine that bills it knows it. */
interface EnginePurchase {
  id: string;
  engineId: string | null;
  engineReference: string | null;
}

/**
 * Tells the engine that bills a purchase what was changed, once the transaction is committed. Nothing is told of a
 * purchase that we bill.
 */
export async function instructEngine<T extends InstructionType>(
  em: EntityManager,
  purchase: EnginePurchase,
  type: T,
  data: InstructionData<T>,
): Promise<void> {
  if (purchase.engineId === null) return;
  const engine = await em.findOneOrFail(BillingEngine, { id: purchase.engineId });
  const id = newId();
  const now = clock.now();
  const message: InstructionEnvelope = {
    specversion: '1.0',
    id,
    source: '/daybook/billing',
    type,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data: {
      purchaseId: purchase.id,
      engineReference: purchase.engineReference ?? undefined,
      ...data,
    },
  };
  await rows(
    em,
    'insert into engine_instruction (id, subject, payload, created_at) values ($1, $2, $3::jsonb, $4)',
    [id, `out.billing.${engine.name}.${type}`, JSON.stringify(message), now],
  );
}
