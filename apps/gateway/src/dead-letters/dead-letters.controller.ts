import { Controller } from '@nestjs/common';
import {
  ListDeadLetters,
  ReadDeadLetter,
  ReplayDeadLetter,
  type Call,
  type DeadLetterQuery,
  type DeadLetterRef,
  type DeadLetterView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { DeadLettersService } from './dead-letters.service';

@Controller()
export class DeadLettersController {
  constructor(private readonly letters: DeadLettersService) {}

  @Handles(ListDeadLetters) list(query: DeadLetterQuery, call: Call): Promise<Page<DeadLetterView>> {
    return this.letters.list(query, call);
  }

  @Handles(ReadDeadLetter) read(ref: DeadLetterRef, call: Call): Promise<DeadLetterView> {
    return this.letters.read(ref.id, call);
  }

  @Handles(ReplayDeadLetter) replay(ref: DeadLetterRef, call: Call): Promise<DeadLetterView> {
    return this.letters.replay(ref.id, call);
  }
}
