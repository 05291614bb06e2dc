import { Injectable } from '@nestjs/common';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  encodeCursor,
  type Call,
  type CustomerNoteView,
  type ListCustomerNotesInput,
  type Page,
} from '@daybook/contracts';
import { rows, UnitOfWork } from '@daybook/persistence';
import { assertVisible } from '../customers/customer-scope';
import { toNoteView, type NoteState } from './note.views';

const CURSOR = 'customer-notes';

/** Reads of customers' notes. */
@Injectable()
export class NotesQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** Newest first. */
  list(input: ListCustomerNotesInput, call: Call): Promise<Page<CustomerNoteView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = input.cursor === undefined ? null : decodeCursor(CURSOR, input.cursor);
    return this.work.read(async (em) => {
      await assertVisible(em, input.id, call.actor);
      const found = await rows<NoteState>(
        em,
        `select id, customer_id as "customerId", text, author_type as "authorType", author_id as "authorId",
           author_name as "authorName", created_at as "createdAt"
         from customer_note
         where customer_id = ? and ${after === null ? 'true' : '(created_at, id) < (?::timestamptz, ?::uuid)'}
         order by created_at desc, id desc limit ?`,
        [input.id, ...(after ?? []), limit + 1],
      );
      const items = found.slice(0, limit).map(toNoteView);
      const last = items.at(-1);
      return {
        items,
        ...(found.length > limit && last
          ? { nextCursor: encodeCursor(CURSOR, [last.createdAt, last.id]) }
          : {}),
      };
    });
  }
}
