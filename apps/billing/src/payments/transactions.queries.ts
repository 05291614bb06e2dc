import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Call,
  type ListOfCustomerInput,
  type Page,
  type TransactionView,
} from '@daybook/contracts';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../catalog/campaign-scope';
import { Transaction } from './transaction.entity';
import { transactionView } from './transaction.views';

/** Reads of transactions. What lies out of the caller's scope does not exist. */
@Injectable()
export class TransactionsQueries {
  constructor(private readonly work: UnitOfWork) {}

  transaction(id: string, call: Call): Promise<TransactionView> {
    return this.work.read(async (em) => {
      const found = await em.findOne(Transaction, {
        $and: [{ id }, scopeCondition(call.actor, 'orders.view')],
      });
      if (found === null) throw new DomainError('billing.not_found');
      return transactionView(found);
    });
  }

  transactionsOf(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.work.read(async (em) => {
      const conditions = [{ customerId: input.id }, scopeCondition(call.actor, 'orders.view')];
      const list = { entity: Transaction, list: 'transactions', by: 'occurredAt' } as const;
      return mapPage(await newestPage(em, list, conditions, input), transactionView);
    });
  }
}
