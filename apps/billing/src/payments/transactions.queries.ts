import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Call,
  type ListOfCustomerInput,
  type ListTransactionsInput,
  type ListTransactionsOfOrderInput,
  type Page,
  type PageQuery,
  type TransactionView,
} from '@daybook/contracts';
import { conditionsOf, newestPage, UnitOfWork } from '@daybook/persistence';
import { scopeCondition } from '../catalog/campaign-scope';
import { Order } from '../orders/order.entity';
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

  transactions(input: ListTransactionsInput, call: Call): Promise<Page<TransactionView>> {
    return this.work.read((em) => this.page(em, conditionsFor(input), input, call));
  }

  transactionsOf(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.work.read((em) => this.page(em, [{ customerId: input.id }], input, call));
  }

  transactionsOfOrder(input: ListTransactionsOfOrderInput, call: Call): Promise<Page<TransactionView>> {
    return this.work.read(async (em) => {
      const order = await em.findOne(
        Order,
        { $and: [{ id: input.id }, scopeCondition(call.actor, 'orders.view')] },
        { fields: ['id'] },
      );
      if (order === null) throw new DomainError('billing.not_found');
      return this.page(em, [{ orderId: order.id }], input, call);
    });
  }

  private async page(
    em: EntityManager,
    conditions: object[],
    query: PageQuery,
    call: Call,
  ): Promise<Page<TransactionView>> {
    const list = { entity: Transaction, list: 'transactions', by: 'occurredAt' } as const;
    const scope = scopeCondition(call.actor, 'orders.view');
    return mapPage(await newestPage(em, list, [...conditions, scope], query), transactionView);
  }
}

function conditionsFor(input: ListTransactionsInput): object[] {
  return conditionsOf<ListTransactionsInput, object>(input, {
    type: (types) => ({ type: { $in: types } }),
    outcome: (outcomes) => ({ outcome: { $in: outcomes } }),
    purpose: (purposes) => ({ purpose: { $in: purposes } }),
    campaignId: (ids) => ({ campaignId: { $in: ids } }),
    customerId: (customerId) => ({ customerId }),
    cardLast4: (cardLast4) => ({ cardLast4 }),
    from: (from) => ({ occurredAt: { $gte: new Date(from) } }),
    to: (to) => ({ occurredAt: { $lt: new Date(to) } }),
  });
}
