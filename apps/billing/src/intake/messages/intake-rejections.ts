import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { containsCardNumber, INTAKE_MAX_BYTES, newId, withoutCardNumbers } from '@daybook/contracts';
import { bytesWithoutCards, printable } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { noteRawInput } from './raw-inputs';
import { partsOf, type IncomingMessage, type IntakeRefusal } from './intake-reader';

/** Keeps a message that was not taken, once however often it comes, card numbers masked; of one that is too large, its beginning. */
export async function keepRejection(
  em: EntityManager,
  { subject, bytes, receivedAt }: IncomingMessage,
  { code, detail }: IntakeRefusal,
  messageId: string | undefined,
): Promise<void> {
  const { engine } = partsOf(subject);
  await rows(
    em,
    `insert into intake_rejection
       (id, engine, subject, message_id, code, detail, size, payload, payload_hash, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (engine, subject, payload_hash) do nothing`,
    [
      newId(),
      printable(engine),
      withoutCardNumbers(printable(subject)),
      messageId === undefined ? null : printable(messageId),
      code,
      withoutCardNumbers(printable(detail)),
      bytes.length,
      bytesWithoutCards(Buffer.from(bytes.subarray(0, INTAKE_MAX_BYTES))),
      createHash('sha256').update(bytes).digest(),
      receivedAt,
    ],
  );
  await noteRawInput(em, engine, bytes.subarray(0, INTAKE_MAX_BYTES));
}

/** Whether a message holds a card's number, in its subject or anywhere in its bytes. */
export function holdsCardNumber(subject: string, bytes: Uint8Array): boolean {
  return containsCardNumber(subject) || containsCardNumber(Buffer.from(bytes).toString('utf8'));
}
