import { isUtf8 } from 'node:buffer';
import { withoutCardNumbers } from '@daybook/contracts';

/** How bytes stand in a text: as they are, or as base64 where they are no UTF-8. */
export type BytesEncoding = 'utf8' | 'base64';

/** Bytes as a text from which they can be had again, and how they stand in it. */
export function textOf(bytes: Buffer): { text: string; encoding: BytesEncoding } {
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  return { text: bytes.toString(encoding), encoding };
}

/** Bytes with the digits of card numbers as asterisks; all others as they came. */
export function bytesWithoutCards(bytes: Buffer): Buffer {
  const text = bytes.toString('utf8');
  const clean = withoutCardNumbers(text);
  return clean === text ? bytes : Buffer.from(clean);
}

/** The body of an answer. @throws RangeError where it is longer than is believed in; the rest of it is not read */
export async function bytesOf(response: Response, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new RangeError(`its answer is longer than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
