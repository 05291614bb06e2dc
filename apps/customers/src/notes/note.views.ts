import type { ActorType, CustomerNoteView } from '@daybook/contracts';

/** A note's state, as the entity has it or as SQL reads it. */
export interface NoteState {
  id: string;
  customerId: string;
  text: string;
  authorType: ActorType;
  authorId: string | null;
  authorName: string;
  createdAt: Date | string;
}

/** What callers see of a note. */
export function toNoteView(note: NoteState): CustomerNoteView {
  return {
    id: note.id,
    customerId: note.customerId,
    text: note.text,
    author: { type: note.authorType, id: note.authorId, username: note.authorName },
    createdAt: new Date(note.createdAt).toISOString(),
  };
}
