import { Injectable } from '@nestjs/common';
import {
  mapPage,
  type Call,
  type CustomerNoteView,
  type ListCustomerNotesInput,
  type Page,
} from '@daybook/contracts';
import { Bound, columnsOf, newestRows, UnitOfWork, type StateOf } from '@daybook/persistence';
import { assertVisible } from '../customers/customer-scope';
import { CustomerNote } from './customer-note.entity';
import { toNoteView } from './note.views';

/** Reads of customers' notes. */
@Injectable()
export class NotesQueries {
  constructor(private readonly work: UnitOfWork) {}

  /** Newest first. */
  list(input: ListCustomerNotesInput, call: Call): Promise<Page<CustomerNoteView>> {
    return this.work.read(async (em) => {
      await assertVisible(em, input.id, call.actor);
      const page = await newestRows<StateOf<CustomerNote>>(
        em,
        {
          list: 'customer-notes',
          select: `select ${columnsOf(em, CustomerNote, 'n')} from customer_note n`,
          conditions: ['customer_id = $1'],
          bound: new Bound(input.id),
          by: ['created_at', 'id'],
          keyOf: ({ createdAt, id }) => [createdAt, id],
        },
        input,
      );
      return mapPage(page, toNoteView);
    });
  }
}
