import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import { type BillingEngine } from '../../engines/billing-engine.entity';
import { Order } from '../../orders/order.entity';
import { Purchase } from '../../purchases/purchase.entity';
import type { ReadMessage } from './intake-reader';

/** What was taken or parked under a message's id. */
export interface KnownMessage {
  state: 'taken' | 'parked';
  content_hash: Buffer | null;
}

/** What a batch of an engine's messages needs, asked for at once instead of by each message. */
interface Prefetched {
  /** By id, the messages of the batch that came before. */
  seen: Map<string, KnownMessage>;
  /** Our ids of the purchases that the batch names by the engine's references. */
  tied: Map<string, string>;
  /** The purchases that are locked already. */
  locked: Set<string>;
}

const prefetched = new WeakMap<EntityManager, Map<string, Prefetched>>();
const engines = new WeakMap<EntityManager, Map<string, BillingEngine>>();

/** The engine of a batch, by its name. */
export function prefetchedEngine(em: EntityManager, name: string): BillingEngine | undefined {
  return engines.get(em)?.get(name);
}

/** What was asked for at once for the messages of an engine in this transaction; undefined for a message that comes alone. */
export function prefetchedFor(em: EntityManager, engineId: string): Prefetched | undefined {
  return prefetched.get(em)?.get(engineId);
}

/** Asks at once for what the messages of one engine need, and locks their purchases, always in the same order. */
export async function prefetch(
  em: EntityManager,
  engine: BillingEngine,
  messages: readonly ReadMessage[],
): Promise<void> {
  engines.set(em, (engines.get(em) ?? new Map<string, BillingEngine>()).set(engine.name, engine));
  const namings = messages.flatMap((message) => message.namings).filter(({ kind }) => kind === 'purchase');
  const seen = await rows<KnownMessage & { message_id: string }>(
    em,
    'select message_id, state, content_hash from intake_message where engine_id = $1 and message_id = any($2::text[])',
    [engine.id, messages.map(({ id }) => id)],
  );
  const references = namings.flatMap(({ reference }) => reference ?? []);
  const tied =
    references.length === 0
      ? []
      : await rows<{ reference: string; id: string }>(
          em,
          'select reference, purchase_id id from engine_reference where engine_id = $1 and reference = any($2::text[])',
          [engine.id, references],
        );
  const ids = [...new Set([...namings.flatMap(({ id }) => id ?? []), ...tied.map(({ id }) => id)])];
  const purchases = await em.find(
    Purchase,
    { id: { $in: ids } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, orderBy: { id: 'asc' } },
  );
  await em.find(Order, { id: { $in: [...new Set(purchases.map(({ orderId }) => orderId))] } });
  const ofEngines = prefetched.get(em) ?? new Map<string, Prefetched>();
  prefetched.set(em, ofEngines);
  ofEngines.set(engine.id, {
    seen: new Map(seen.map(({ message_id, ...known }) => [message_id, known])),
    tied: new Map(tied.map(({ reference, id }) => [reference, id])),
    locked: new Set(purchases.map(({ id }) => id)),
  });
}
