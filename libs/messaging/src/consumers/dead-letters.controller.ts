import { Controller, type Type } from '@nestjs/common';
import {
  deadLetterOperations,
  type Call,
  type ConsumingService,
  type DeadLetterQuery,
  type DeadLetterRef,
  type DeadLetterView,
  type Page,
} from '@daybook/contracts';
import { Handles } from '../operations/handles';
import { DeadLetters } from './dead-letters';

/** The controller by which a service lists and replays its own dead letters. */
export function deadLettersController(service: ConsumingService): Type<object> {
  const operations = deadLetterOperations[service];

  @Controller()
  class DeadLettersController {
    constructor(private readonly letters: DeadLetters) {}

    @Handles(operations.list) list(query: DeadLetterQuery, _call: Call): Promise<Page<DeadLetterView>> {
      return this.letters.list(query);
    }

    @Handles(operations.read) read(ref: DeadLetterRef, _call: Call): Promise<DeadLetterView> {
      return this.letters.read(ref.id);
    }

    @Handles(operations.replay) replay(ref: DeadLetterRef, _call: Call): Promise<DeadLetterView> {
      return this.letters.replay(ref.id);
    }
  }
  return DeadLettersController;
}
