import { actorTypes, type ActorType } from '../actor';
import { PageQuery } from '../paging';
import { Id, Moment, Note, OneOf, Part, Text } from '../fields';

/** Input of AddCustomerNote. */
export class AddCustomerNoteInput {
  @Id()
  id!: string;

  @Note('What to remember about the customer. Seen by staff only.', { min: 1, max: 10_000 })
  text!: string;
}

/** Input of ListCustomerNotes. */
export class ListCustomerNotesInput extends PageQuery {
  @Id()
  id!: string;
}

/** Who wrote a note. */
export class NoteAuthor {
  @OneOf(actorTypes)
  type!: ActorType;

  @Text({ optional: true })
  id!: string | null;

  @Text()
  username!: string;
}

/** A note in a customer's history. */
export class CustomerNoteView {
  @Id()
  id!: string;

  @Id()
  customerId!: string;

  @Text()
  text!: string;

  @Part(NoteAuthor)
  author!: NoteAuthor;

  @Moment()
  createdAt!: string;
}
