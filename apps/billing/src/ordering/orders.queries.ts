import { Injectable } from '@nestjs/common';
import type { EntityManager, FilterQuery, QueryOrderMap } from '@mikro-orm/postgresql';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  type Call,
  type ListOfCustomerInput,
  type OrderView,
  type Page,
  type PageQuery,
  type PurchaseView,
  type SearchOrdersInput,
  type TransactionView,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { Purchase } from '../purchases/purchase.entity';
import { purchaseView } from '../purchases/purchase.views';
import { campaignScope } from '../catalog/campaign-scope';
import { Transaction } from '../payments/transaction.entity';
import { transactionView } from '../payments/transaction.views';
import { OrderCustomers } from '../orders/order-customers';
import { Order } from '../orders/order.entity';
import { conditionsOf } from '../orders/order-search';
import { orderView } from '../orders/order.views';

/** Reads of orders, purchases and transactions. What lies out of the caller's scope does not exist. */
@Injectable()
export class OrdersQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly customers: OrderCustomers,
  ) {}

  order(id: string, call: Call): Promise<OrderView> {
    return this.work.read(async (em) => {
      const order = found(await em.findOne(Order, { $and: [{ id }, scoped<Order>(call)] }));
      return orderView(order, (await paymentsOf(em, [order])).get(order.paymentId ?? ''));
    });
  }

  /** @throws DomainError `internal.unavailable` while customers cannot be asked whom a contact fits */
  async search(input: SearchOrdersInput, call: Call): Promise<Page<OrderView>> {
    return this.orders(conditionsOf(input, await this.customers.whoFit(input, call)), input, call);
  }

  ordersOf(input: ListOfCustomerInput, call: Call): Promise<Page<OrderView>> {
    return this.orders([{ customerId: input.id }], input, call);
  }

  purchase(id: string, call: Call): Promise<PurchaseView> {
    return this.work.read(async (em) =>
      purchaseView(found(await em.findOne(Purchase, { $and: [{ id }, scoped<Purchase>(call)] }))),
    );
  }

  purchasesOf(input: ListOfCustomerInput, call: Call): Promise<Page<PurchaseView>> {
    return this.work.read(async (em) => {
      const page = await newest(
        em,
        Purchase,
        'purchases',
        'startedAt',
        [{ customerId: input.id }, scoped(call)],
        input,
      );
      return { ...page, items: page.items.map(purchaseView) };
    });
  }

  transaction(id: string, call: Call): Promise<TransactionView> {
    return this.work.read(async (em) =>
      transactionView(found(await em.findOne(Transaction, { $and: [{ id }, scoped<Transaction>(call)] }))),
    );
  }

  transactionsOf(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.work.read(async (em) => {
      const conditions = [{ customerId: input.id }, scoped(call)];
      const page = await newest(em, Transaction, 'transactions', 'occurredAt', conditions, input);
      return { ...page, items: page.items.map(transactionView) };
    });
  }

  private orders(conditions: object[], input: PageQuery, call: Call): Promise<Page<OrderView>> {
    return this.work.read(async (em) => {
      const page = await newest(em, Order, 'orders', 'orderedAt', [...conditions, scoped(call)], input);
      const payments = await paymentsOf(em, page.items);
      return {
        ...page,
        items: page.items.map((order) => orderView(order, payments.get(order.paymentId ?? ''))),
      };
    });
  }
}

function scoped<E extends { campaignId: string }>(call: Call): FilterQuery<E> {
  const own = campaignScope(call.actor, 'orders.view');
  return (own === null ? {} : { campaignId: { $in: own } }) as FilterQuery<E>;
}

function found<T>(one: T | null): T {
  if (one === null) throw new DomainError('billing.not_found');
  return one;
}

async function paymentsOf(em: EntityManager, orders: readonly Order[]): Promise<Map<string, Transaction>> {
  const ids = orders.flatMap((order) => (order.paymentId === null ? [] : [order.paymentId]));
  if (ids.length === 0) return new Map();
  return new Map((await em.find(Transaction, { id: { $in: ids } })).map((payment) => [payment.id, payment]));
}

/** One page, newest first by a time that never changes once it is listed, then by id. */
async function newest<E extends { id: string }, K extends keyof E & string>(
  em: EntityManager,
  entity: new () => E,
  kind: string,
  time: K,
  conditions: readonly object[],
  input: PageQuery,
): Promise<Page<E>> {
  const limit = input.limit ?? DEFAULT_LIMIT;
  const all = [...conditions];
  if (input.cursor !== undefined) {
    const [at, id] = decodeCursor(kind, input.cursor);
    const before = new Date(String(at));
    all.push({ $or: [{ [time]: { $lt: before } }, { [time]: before, id: { $lt: id } }] });
  }
  const rows: E[] = await em.find<E>(entity, { $and: all } as FilterQuery<E>, {
    orderBy: { [time]: 'desc', id: 'desc' } as QueryOrderMap<E>,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  return { items, nextCursor: encodeCursor(kind, [(last[time] as Date).toISOString(), last.id]) };
}
