import { Controller } from '@nestjs/common';
import {
  ListTransactions,
  ListTransactionsOfCustomer,
  ListTransactionsOfOrder,
  ReadTransaction,
  type Call,
  type ListOfCustomerInput,
  type ListTransactionsInput,
  type ListTransactionsOfOrderInput,
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

  @Handles(ListTransactions)
  list(input: ListTransactionsInput, call: Call): Promise<Page<TransactionView>> {
    return this.queries.transactions(input, call);
  }

  @Handles(ListTransactionsOfOrder)
  ofOrder(input: ListTransactionsOfOrderInput, call: Call): Promise<Page<TransactionView>> {
    return this.queries.transactionsOfOrder(input, call);
  }

  @Handles(ListTransactionsOfCustomer)
  ofCustomer(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.queries.transactionsOf(input, call);
  }
}
