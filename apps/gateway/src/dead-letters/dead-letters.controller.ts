import { Controller } from '@nestjs/common';
import {
  ListDeadLetters,
  ReadDeadLetter,
  ReplayDeadLetter,
  type DeadLetterQuery,
  type DeadLetterRef,
  type DeadLetterView,
  type Page,
} from '@daybook/contracts';
import { HandlesHere, type LocalCall } from '../calls/handles-here';
import { DeadLettersService } from './dead-letters.service';

@Controller()
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersService) {}

  @HandlesHere(ListDeadLetters) list(query: DeadLetterQuery, call: LocalCall): Promise<Page<DeadLetterView>> {
    return this.letters.list(query, call);
  }

  @HandlesHere(ReadDeadLetter) read(ref: DeadLetterRef, call: LocalCall): Promise<DeadLetterView> {
    return this.letters.read(ref.id, call);
  }

  @HandlesHere(ReplayDeadLetter) replay(ref: DeadLetterRef, call: LocalCall): Promise<DeadLetterView> {
    return this.letters.replay(ref.id, call);
  }
}
