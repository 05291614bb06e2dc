import type { EntityManager } from '@mikro-orm/postgresql';
import {
  newId,
  type EngineTestView,
  type InstructionData,
  type InstructionEnvelope,
  type InstructionType,
  type PurchaseInstructionType,
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
export async function instructEngine<T extends PurchaseInstructionType>(
  em: EntityManager,
  purchase: EnginePurchase,
  type: T,
  data: InstructionData<T>,
): Promise<void> {
  if (purchase.engineId === null) return;
  const engine = await em.findOneOrFail(BillingEngine, { id: purchase.engineId });
  await putInstruction(em, engine, type, {
    purchaseId: purchase.id,
    engineReference: purchase.engineReference ?? undefined,
    ...data,
  });
}

/** Asks an engine for nothing but an acknowledgement. */
export function testEngine(em: EntityManager, engine: BillingEngine): Promise<void> {
  return putInstruction(em, engine, 'engine.test', {});
}

/** The newest test message to an engine: when it was asked for, sent and acknowledged. By its own index. */
export async function lastTestOf(em: EntityManager, engine: BillingEngine): Promise<EngineTestView> {
  const [found] = await rows<{ id: string; asked: string; sent: string | null; acknowledged: string | null }>(
    em,
    `select id, created_at asked, sent_at sent, acknowledged_at acknowledged from engine_instruction
     where subject = $1 and subject like '%.engine.test' order by created_at desc, id desc limit 1`,
    [subjectOf(engine, 'engine.test')],
  );
  if (found === undefined) return { state: 'none' };
  const { id, asked, sent, acknowledged } = found;
  return {
    state: acknowledged !== null ? 'acknowledged' : sent !== null ? 'sent' : 'waiting',
    id,
    askedAt: new Date(asked).toISOString(),
    ...(sent === null ? {} : { sentAt: new Date(sent).toISOString() }),
    ...(acknowledged === null ? {} : { acknowledgedAt: new Date(acknowledged).toISOString() }),
  };
}

function subjectOf({ name }: BillingEngine, type: InstructionType): string {
  return `out.billing.${name}.${type}`;
}

/** Puts a message where the sender takes it once the transaction is committed. */
async function putInstruction(
  em: EntityManager,
  engine: BillingEngine,
  type: InstructionType,
  data: InstructionEnvelope['data'],
): Promise<void> {
  const id = newId();
  const now = clock.now();
  const message: InstructionEnvelope = {
    specversion: '1.0',
    id,
    source: '/daybook/billing',
    type,
    time: now.toISOString(),
    datacontenttype: 'application/json',
    data,
  };
  await rows(
    em,
    'insert into engine_instruction (id, subject, payload, created_at) values ($1, $2, $3::jsonb, $4)',
    [id, subjectOf(engine, type), JSON.stringify(message), now],
  );
}
