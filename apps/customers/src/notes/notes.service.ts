import { Injectable } from '@nestjs/common';
import type { AddCustomerNoteInput, Call, CustomerNoteView } from '@daybook/contracts';
import { Clock, record, UnitOfWork } from '@daybook/persistence';
import { contextOfCustomer } from '../customers/customer-context';
import { customerForChange } from '../customers/customer-scope';
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
      const customer = await customerForChange(em, input.id, call.actor);
      const note = CustomerNote.write(customer.id, input.text, call.actor, this.clock.now());
      em.persist(note);
      record(em, 'customers.note.added', {
        call,
        context: await contextOfCustomer(em, customer),
        attributes: { noteId: note.id },
        about: { noteId: note.id },
        personal: { name: customer.name, text: note.text },
      });
      return toNoteView(note);
    });
  }
}
