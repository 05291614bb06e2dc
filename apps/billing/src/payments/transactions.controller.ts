import { Controller } from '@nestjs/common';
import {
  ListTransactionsOfCustomer,
  ReadTransaction,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type TransactionInput,
  type TransactionView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { TransactionsQueries } from './transactions.queries';

@Controller()
export class TransactionsController {
  constructor(private readonly queries: TransactionsQueries) {}

  @Handles(ReadTransaction)
  read(input: TransactionInput, call: Call): Promise<TransactionView> {
    return this.queries.transaction(input.id, call);
  }

  @Handles(ListTransactionsOfCustomer)
  ofCustomer(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.queries.transactionsOf(input, call);
  }
}
