import { Controller } from '@nestjs/common';
import {
  CancelOrder,
  ChangeOrder,
  CompleteOrder,
  CreateOrder,
  JudgeOrder,
  ListOrdersOfCustomer,
  ListTransactionsOfCustomer,
  ReadOrder,
  ReadTransaction,
  RefundOrder,
  RefundTransaction,
  RerunOrder,
  SearchOrders,
  VoidTransaction,
  type Call,
  type CancelOrderInput,
  type ChangeOrderInput,
  type CompleteOrderInput,
  type CreateOrderInput,
  type JudgeOrderInput,
  type ListOfCustomerInput,
  type OrderInput,
  type OrderRefundView,
  type OrderView,
  type Page,
  type RefundOrderInput,
  type RefundTransactionInput,
  type RerunOrderInput,
  type SearchOrdersInput,
  type TransactionInput,
  type TransactionView,
  type VoidTransactionInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { RefundsService } from '../payments/refunds/refunds.service';
import { OrderChangesService } from './order-changes.service';
import { OrderRefundsService } from '../payments/refunds/order-refunds.service';
import { OrdersService } from './orders.service';
import { OrdersQueries } from './orders.queries';

/** Orders and transactions. */
@Controller()
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly changes: OrderChangesService,
    private readonly refunds: OrderRefundsService,
    private readonly giveBacks: RefundsService,
    private readonly queries: OrdersQueries,
  ) {}

  @Handles(CreateOrder)
  createOrder(input: CreateOrderInput, call: Call): Promise<OrderView> {
    return this.orders.create(input, call);
  }

  @Handles(CompleteOrder)
  completeOrder(input: CompleteOrderInput, call: Call): Promise<OrderView> {
    return this.orders.complete(input, call);
  }

  @Handles(RerunOrder)
  rerunOrder(input: RerunOrderInput, call: Call): Promise<OrderView> {
    return this.orders.rerun(input, call);
  }

  @Handles(JudgeOrder)
  judgeOrder(input: JudgeOrderInput, call: Call): Promise<OrderView> {
    return this.changes.judge(input, call);
  }

  @Handles(ChangeOrder)
  changeOrder(input: ChangeOrderInput, call: Call): Promise<OrderView> {
    return this.changes.change(input, call);
  }

  @Handles(CancelOrder)
  cancelOrder(input: CancelOrderInput, call: Call): Promise<OrderView> {
    return this.changes.cancel(input, call);
  }

  @Handles(RefundOrder)
  refundOrder(input: RefundOrderInput, call: Call): Promise<OrderRefundView> {
    return this.refunds.refund(input, call);
  }

  @Handles(ReadOrder)
  readOrder(input: OrderInput, call: Call): Promise<OrderView> {
    return this.queries.order(input.id, call);
  }

  @Handles(SearchOrders)
  searchOrders(input: SearchOrdersInput, call: Call): Promise<Page<OrderView>> {
    return this.queries.search(input, call);
  }

  @Handles(ListOrdersOfCustomer)
  ordersOf(input: ListOfCustomerInput, call: Call): Promise<Page<OrderView>> {
    return this.queries.ordersOf(input, call);
  }

  @Handles(ReadTransaction)
  readTransaction(input: TransactionInput, call: Call): Promise<TransactionView> {
    return this.queries.transaction(input.id, call);
  }

  @Handles(ListTransactionsOfCustomer)
  transactionsOf(input: ListOfCustomerInput, call: Call): Promise<Page<TransactionView>> {
    return this.queries.transactionsOf(input, call);
  }

  @Handles(VoidTransaction)
  voidTransaction(input: VoidTransactionInput, call: Call): Promise<TransactionView> {
    return this.giveBacks.void(input, call);
  }

  @Handles(RefundTransaction)
  refundTransaction(input: RefundTransactionInput, call: Call): Promise<TransactionView> {
    return this.giveBacks.refund(input, call);
  }
}
