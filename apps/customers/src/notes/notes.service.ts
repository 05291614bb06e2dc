import { Injectable } from '@nestjs/common';
import type { AddCustomerNoteInput, Call, CustomerNoteView } from '@daybook/contracts';
import { Clock, record, UnitOfWork } from '@daybook/persistence';
import { mentionedCustomer } from '../customers/customer-context';
import { CustomerNote } from './customer-note.entity';
import { toNoteView } from './note.views';

/** Writing into customers' histories. */
@Injectable()
export class NotesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  add(input: AddCustomerNoteInput, call: Call): Promise<CustomerNoteView> {
    return this.work.command(call, async (em) => {
      const { name, context } = await mentionedCustomer(em, input.id, call.actor);
      const note = CustomerNote.write(input.id, input.text, call.actor, this.clock.now());
      em.persist(note);
      record(em, 'customers.note.added', {
        call,
        context,
        attributes: { noteId: note.id },
        about: { noteId: note.id },
        personal: { name, text: note.text },
      });
      return toNoteView(note);
    });
  }
}
