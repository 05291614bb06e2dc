import type { EntityManager } from '@mikro-orm/postgresql';
import type { IntakeType } from '@daybook/contracts';
import { clock } from '@daybook/persistence';
import { accountHandlers } from './account.handlers';
import type { ReadMessage } from '../messages/intake-reader';
import type { IntakeHandlers, Subject } from '../messages/intake-subjects';
import { orderHandlers } from './order.handlers';
import { recordUnknownFact } from './unknown-fact';
import { rebillHandlers } from './rebill.handlers';
import { withPurchaseListeners } from '../../purchases/purchase-listeners';
import { purchaseHandlers } from './purchase.handlers';

/** Handles each type of message. A new type is an entry of `INTAKE_EVENTS` and its handler here. */
const handlers: IntakeHandlers<IntakeType> = {
  ...rebillHandlers,
  ...purchaseHandlers,
  ...orderHandlers,
  ...accountHandlers,
};

/** Applies a message to what it is about, and records what it tells. @throws IntakeRefusal */
export async function handleMessage(
  em: EntityManager,
  engineId: string,
  subject: Subject,
  message: ReadMessage,
): Promise<void> {
  if (message.unread) return recordUnknownFact(em, subject, message);
  const handle = handlers[message.type as IntakeType] as (
    received: object,
    data: object,
  ) => void | Promise<void>;
  const by = { time: message.time, correlationId: message.id };
  const received = { em, engineId, message, now: clock.now(), by, ...subject };
  const apply = () => handle(received, message.data);
  const purchase = 'purchase' in subject ? subject.purchase : null;
  await (purchase === null ? apply() : withPurchaseListeners({ em, purchase }, apply));
}
