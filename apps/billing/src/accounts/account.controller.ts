import { Controller } from '@nestjs/common';
import {
  ChargeAccount,
  CreditAccount,
  EnterCreditControl,
  ExitCreditControl,
  ListAccountEntries,
  PayOnAccount,
  ReadAccount,
  type AccountEntryView,
  type AccountInput,
  type AccountView,
  type Call,
  type EnterCreditControlInput,
  type EnterOnAccountInput,
  type ListOfCustomerInput,
  type Page,
  type PayOnAccountInput,
  type TransactionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { AccountQueries } from './account.queries';
import { AccountService } from './account.service';

@Controller()
export class AccountController {
  constructor(
    private readonly account: AccountService,
    private readonly queries: AccountQueries,
  ) {}

  @Handles(ReadAccount)
  read(input: AccountInput, call: Call): Promise<AccountView> {
    return this.queries.read(input, call);
  }

  @Handles(ListAccountEntries)
  entries(input: ListOfCustomerInput, call: Call): Promise<Page<AccountEntryView>> {
    return this.queries.entries(input, call);
  }

  @Handles(PayOnAccount)
  pay(input: PayOnAccountInput, call: Call): Promise<TransactionView> {
    return this.account.pay(input, call);
  }

  @Handles(CreditAccount)
  credit(input: EnterOnAccountInput, call: Call): Promise<AccountEntryView> {
    return this.account.credit(input, call);
  }

  @Handles(ChargeAccount)
  charge(input: EnterOnAccountInput, call: Call): Promise<AccountEntryView> {
    return this.account.charge(input, call);
  }

  @Handles(EnterCreditControl)
  enterCreditControl(input: EnterCreditControlInput, call: Call): Promise<AccountView> {
    return this.account.enterCreditControl(input, call);
  }

  @Handles(ExitCreditControl)
  exitCreditControl(input: AccountInput, call: Call): Promise<AccountView> {
    return this.account.exitCreditControl(input, call);
  }
}
