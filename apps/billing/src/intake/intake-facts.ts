import type { EntityManager } from '@mikro-orm/postgresql';
import type { IntakeType } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { accountHandlers } from './handlers/account.handlers';
import { sha256 } from './intake-hashes';
import type { ReadMessage } from './intake-reader';
import type { Subjects, IntakeHandlers } from './intake-handler';
import { NAMING_FIELDS } from './intake-naming';
import { orderHandlers } from './handlers/order.handlers';
import { rebillHandlers } from './handlers/rebill.handlers';
import { withPurchaseListeners } from '../purchases/purchase-listeners';
import { purchaseHandlers } from './handlers/purchase.handlers';

/** Applies each type of message. A new type is an entry of `INTAKE_EVENTS` and its handler here. */
const handlers: IntakeHandlers<IntakeType> = {
  ...rebillHandlers,
  ...purchaseHandlers,
  ...orderHandlers,
  ...accountHandlers,
};

/** What a message is about, whatever it is. */
export type Subject = Subjects[keyof Subjects];

/**
 * By what a fact is known beside its subject and type, so that it counts once whatever message it comes in: run,
 * cycle and attempt of a purchase; which chargeback of a transaction; else the engine's reference of it, or its time and
 * what it says.
 */
export function factKeyOf({ about, type, data, time }: ReadMessage, subject: Subject): string {
  const { cycle, attempt, occurrence, factReference } = data;
  const trial = type.startsWith('trial.');
  if ('purchase' in subject && subject.purchase !== null && (trial || cycle !== undefined))
    return `${subject.purchase.run}/${trial ? 0 : (cycle ?? 0)}/${attempt ?? 1}`;
  if (about === 'transaction') return String(occurrence ?? 1);
  if (factReference !== undefined) return factReference;
  const said = Object.entries(data).filter(([field]) => !NAMING_FIELDS.includes(field));
  return `${time.toISOString()}/${sha256(Object.fromEntries(said)).toString('hex', 0, 8)}`;
}

/** Applies what an engine told to what it is about, and records it. @throws IntakeRefusal */
export async function applyFact(
  em: EntityManager,
  engineId: string,
  subject: Subject,
  message: ReadMessage,
): Promise<void> {
  const handle = handlers[message.type] as (received: object, data: object) => void | Promise<void>;
  const by = { time: message.time, correlationId: message.id };
  const received = { em, engineId, message, now: clock.now(), by, ...subject };
  const apply = () => handle(received, message.data);
  const purchase = 'purchase' in subject ? subject.purchase : null;
  await (purchase === null ? apply() : withPurchaseListeners({ em, purchase }, apply));
}
