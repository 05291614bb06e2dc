import { answerOf, api, type View } from '../../../api/client';

/** Bytes of a part, as the API takes them; the last one has what is left. */
const PART_BYTES = 512 * 1024;

function base64(bytes: Uint8Array): string {
  let binary = '';
  const step = 0x8000;
  for (let at = 0; at < bytes.length; at += step)
    binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Sends a file to a case, part by part; a reply names it afterwards. What is too big or of a refused kind is said before
 * a byte of it is sent.
 */
export async function upload(
  caseId: string,
  file: File,
  onProgress: (sent: number) => void,
): Promise<View<'AttachmentView'>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  let attachment = await answerOf(
    api.POST('/cases/{id}/attachments', {
      params: { path: { id: caseId }, header: { 'Idempotency-Key': crypto.randomUUID() } },
      body: {
        filename: file.name,
        contentType: file.type === '' ? 'application/octet-stream' : file.type,
        size: bytes.length,
        sha256,
      },
    }),
  );
  const path = { id: caseId, attachmentId: attachment.id };
  for (let offset = 0; offset < bytes.length; offset += PART_BYTES) {
    const part = bytes.subarray(offset, offset + PART_BYTES);
    attachment = await answerOf(
      api.POST('/cases/{id}/attachments/{attachmentId}/parts', {
        params: { path },
        body: { offset, content: base64(part) },
      }),
    );
    onProgress(offset + part.length);
  }
  return attachment;
}

export function takeBack(caseId: string, attachmentId: string): Promise<unknown> {
  return answerOf(
    api.DELETE('/cases/{id}/attachments/{attachmentId}', {
      params: {
        path: { id: caseId, attachmentId },
        header: { 'Idempotency-Key': crypto.randomUUID() },
      },
    }),
  );
}
