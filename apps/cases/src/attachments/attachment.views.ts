import type { AttachmentView, Complete } from '@daybook/contracts';
import type { StateOf } from '@daybook/persistence';
import type { Attachment } from './attachment.entity';

/** What callers see of an attachment. */
export function toAttachmentView(attachment: StateOf<Attachment>): AttachmentView {
  const { id, filename, contentType, size, sha256, contentId, state, refused, received } = attachment;
  return {
    id,
    filename,
    contentType,
    size,
    sha256,
    contentId: contentId ?? undefined,
    state,
    refused: refused ?? undefined,
    received: state === 'uploading' ? received : undefined,
    createdAt: new Date(attachment.createdAt).toISOString(),
  } satisfies Complete<AttachmentView>;
}
