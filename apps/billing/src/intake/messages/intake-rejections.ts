import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  containsCardNumber,
  INTAKE_MAX_BYTES,
  newId,
  withoutCardNumbers,
  type IntakeRejectionCode,
} from '@daybook/contracts';
import { bytesWithoutCards, printable } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { noteRawInput } from './raw-inputs';
import { idOf, partsOf, type IncomingMessage, type IntakeRefusal } from './intake-reader';

/** Keeps a message that was not taken, once however often it comes, card numbers masked; of one that is too large, its beginning. */
export async function keepRejection(
  em: EntityManager,
  { subject, bytes, receivedAt }: IncomingMessage,
  { code, detail }: IntakeRefusal,
): Promise<void> {
  const { engine } = partsOf(subject);
  const id = idOf(bytes);
  await insert(em, { subject, bytes, receivedAt }, code, detail, id === '' ? null : printable(id));
  await noteRawInput(em, printable(engine), bytes.subarray(0, INTAKE_MAX_BYTES));
}

/** Keeps a message of which nothing can be read: the bytes alone, so that it can always be written. */
export async function keepRejectedBytes(
  em: EntityManager,
  message: IncomingMessage,
  { code, detail }: IntakeRefusal,
): Promise<void> {
  await insert(em, message, code, detail, null);
}

async function insert(
  em: EntityManager,
  { subject, bytes, receivedAt }: IncomingMessage,
  code: IntakeRejectionCode,
  detail: string,
  messageId: string | null,
): Promise<void> {
  await rows(
    em,
    `insert into intake_rejection
       (id, engine, subject, message_id, code, detail, size, payload, payload_hash, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (engine, subject, payload_hash) do nothing`,
    [
      newId(),
      printable(partsOf(subject).engine),
      withoutCardNumbers(printable(subject)),
      messageId,
      code,
      withoutCardNumbers(printable(detail)),
      bytes.length,
      bytesWithoutCards(Buffer.from(bytes.subarray(0, INTAKE_MAX_BYTES))),
      createHash('sha256').update(bytes).digest(),
      receivedAt,
    ],
  );
}

/** Whether a message holds a card's number, in its subject or anywhere in its bytes. */
export function holdsCardNumber(subject: string, bytes: Uint8Array): boolean {
  return containsCardNumber(subject) || containsCardNumber(Buffer.from(bytes).toString('utf8'));
}
