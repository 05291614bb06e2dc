import type { CustomerNoteView } from '@daybook/contracts';
import type { StateOf } from '@daybook/persistence';
import type { CustomerNote } from './customer-note.entity';

/** What callers see of a note. */
export function toNoteView(note: StateOf<CustomerNote>): CustomerNoteView {
  return {
    id: note.id,
    customerId: note.customerId,
    text: note.text,
    author: { type: note.authorType, id: note.authorId, username: note.authorName },
    createdAt: new Date(note.createdAt).toISOString(),
  };
}
