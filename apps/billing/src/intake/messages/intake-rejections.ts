import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { INTAKE_MAX_BYTES, newId, withoutCardNumbers, type IntakeRejectionCode } from '@daybook/contracts';
import { printable } from '@daybook/messaging';
import { rows } from '@daybook/persistence';
import { noteRawInput } from './raw-inputs';
import { partsOf, type IncomingMessage, type IntakeRefusal } from './intake-reader';

/** Keeps a message that was not taken, once however often it comes; of one that is too large, its beginning. */
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
      printable(subject),
      messageId === undefined ? null : printable(messageId),
      code,
      printable(detail),
      bytes.length,
      keepable(bytes.subarray(0, INTAKE_MAX_BYTES), code),
      createHash('sha256').update(bytes).digest(),
      receivedAt,
    ],
  );
  await noteRawInput(em, engine, bytes.subarray(0, INTAKE_MAX_BYTES));
}

/** Whether a message that was rejected holds a card's number, plainly or in escapes. */
export function holdsCardNumber(bytes: Uint8Array, code: string | undefined): boolean {
  if (code === ('intake.card_number' satisfies IntakeRejectionCode)) return true;
  const text = Buffer.from(bytes).toString('latin1');
  return withoutCardNumbers(text) !== text;
}

/** The bytes as they came, but never a card's number. */
function keepable(bytes: Uint8Array, code: string): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  const clean = withoutCardNumbers(text);
  if (code !== ('intake.card_number' satisfies IntakeRejectionCode) || clean !== text)
    return Buffer.from(clean, 'latin1');
  // It stood there in escapes: written out, it can be found.
  return Buffer.from(withoutCardNumbers(JSON.stringify(JSON.parse(Buffer.from(bytes).toString('utf8')))));
}
