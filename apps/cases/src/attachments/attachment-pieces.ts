import type { EntityManager } from '@mikro-orm/postgresql';
import { ATTACHMENT_PART_BYTES } from '@daybook/contracts';
import { firstRow, rows } from '@daybook/persistence';

/** Keeps bytes of an attachment, a row a piece. @param from the number of the first piece */
export async function keepPieces(em: EntityManager, id: string, bytes: Buffer, from = 0): Promise<void> {
  for (let at = 0, nth = from; at < bytes.length; at += ATTACHMENT_PART_BYTES, nth += 1) {
    await rows(em, 'insert into attachment_piece (attachment_id, nth, bytes) values ($1, $2, $3)', [
      id,
      nth,
      bytes.subarray(at, at + ATTACHMENT_PART_BYTES),
    ]);
  }
}

/** A piece of an attachment; undefined behind the last one. */
export async function readPiece(em: EntityManager, id: string, nth: number): Promise<Buffer | undefined> {
  const found = await firstRow<{ bytes: Buffer }>(
    em,
    'select bytes from attachment_piece where attachment_id = $1 and nth = $2',
    [id, nth],
  );
  return found?.bytes;
}

/** Takes the bytes of an attachment away. */
export async function dropPieces(em: EntityManager, id: string): Promise<void> {
  await rows(em, 'delete from attachment_piece where attachment_id = $1', [id]);
}
