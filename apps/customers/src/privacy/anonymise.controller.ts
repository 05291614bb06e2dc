import { Controller } from '@nestjs/common';
import {
  AnonymiseCustomer,
  CustomerIdInput,
  ReadAnonymisation,
  type AnonymisationView,
  type Call,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { AnonymiseService } from './anonymise.service';

/** Calls about anonymising customers. */
@Controller()
export class AnonymiseController {
  constructor(private readonly anonymising: AnonymiseService) {}

  @Handles(AnonymiseCustomer)
  anonymise(input: CustomerIdInput, call: Call): Promise<AnonymisationView> {
    return this.anonymising.anonymise(input, call);
  }

  @Handles(ReadAnonymisation)
  read(input: CustomerIdInput, call: Call): Promise<AnonymisationView> {
    return this.anonymising.read(input, call);
  }
}
