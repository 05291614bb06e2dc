import { Controller } from '@nestjs/common';
import {
  ListParkedMessages,
  ListUnexpectedFacts,
  type Call,
  type ListParkedMessagesInput,
  type ListUnexpectedFactsInput,
  type Page,
  type ParkedMessageView,
  type UnexpectedFactView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { UnexpectedFactsQueries } from './unexpected-facts.queries';

/** What came from outside and fits nothing that is known. */
@Controller()
export class UnexpectedFactsController {
  constructor(private readonly facts: UnexpectedFactsQueries) {}

  @Handles(ListUnexpectedFacts)
  list(input: ListUnexpectedFactsInput, call: Call): Promise<Page<UnexpectedFactView>> {
    return this.facts.list(input, call);
  }

  @Handles(ListParkedMessages)
  parked(input: ListParkedMessagesInput): Promise<Page<ParkedMessageView>> {
    return this.facts.parked(input);
  }
}
