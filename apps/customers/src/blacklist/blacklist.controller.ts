import { Controller } from '@nestjs/common';
import {
  BlacklistCustomer,
  BlacklistCustomerInput,
  CustomerIdInput,
  LiftBlacklist,
  LiftBlacklistInput,
  ReadBlacklist,
  type BlacklistView,
  type Call,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { BlacklistService } from './blacklist.service';

/** Calls about the blacklist. */
@Controller()
export class BlacklistController {
  constructor(private readonly blacklist: BlacklistService) {}

  @Handles(ReadBlacklist)
  read(input: CustomerIdInput, call: Call): Promise<BlacklistView> {
    return this.blacklist.read(input, call);
  }

  @Handles(BlacklistCustomer)
  put(input: BlacklistCustomerInput, call: Call): Promise<BlacklistView> {
    return this.blacklist.put(input, call);
  }

  @Handles(LiftBlacklist)
  lift(input: LiftBlacklistInput, call: Call): Promise<BlacklistView> {
    return this.blacklist.lift(input, call);
  }
}
