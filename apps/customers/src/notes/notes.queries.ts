import { Injectable } from '@nestjs/common';
import {
  Keyset,
  mapPage,
  type Call,
  type CustomerNoteView,
  type ListCustomerNotesInput,
  type Page,
} from '@daybook/contracts';
import { columnsOf, rows, UnitOfWork, type StateOf } from '@daybook/persistence';
import { assertVisible } from '../customers/customer-scope';
import { CustomerNote } from './customer-note.entity';
import { toNoteView } from './note.views';

const newest = new Keyset('customer-notes', 'moment', 'id');

/** Reads of customers' notes. */
@Injectable()
export class NotesQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** Newest first. */
  list(input: ListCustomerNotesInput, call: Call): Promise<Page<CustomerNoteView>> {
    return this.work.read(async (em) => {
      await assertVisible(em, input.id, call.actor);
      const page = await newest.page<StateOf<CustomerNote>>(
        input,
        ({ createdAt, id }) => [createdAt, id],
        (after, limit) =>
          rows(
            em,
            `select ${columnsOf(em, CustomerNote, 'n')} from customer_note n
             where customer_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
             order by created_at desc, id desc limit $4`,
            [input.id, ...(after ?? [null, null]), limit],
          ),
      );
      return mapPage(page, toNoteView);
    });
  }
}
