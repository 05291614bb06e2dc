import { Controller } from '@nestjs/common';
import {
  AddCustomerNote,
  AddCustomerNoteInput,
  ListCustomerNotes,
  ListCustomerNotesInput,
  type Call,
  type CustomerNoteView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { NotesQueries } from './notes.queries';
import { NotesService } from './notes.service';

/** Calls about the notes in customers' histories. */
@Controller()
export class NotesController {
  constructor(
    private readonly notes: NotesService,
    private readonly queries: NotesQueries,
  ) {}

  @Handles(AddCustomerNote)
  add(input: AddCustomerNoteInput, call: Call): Promise<CustomerNoteView> {
    return this.notes.add(input, call);
  }

  @Handles(ListCustomerNotes)
  list(input: ListCustomerNotesInput, call: Call): Promise<Page<CustomerNoteView>> {
    return this.queries.list(input, call);
  }
}
