import { Controller } from '@nestjs/common';
import {
  ListRefundQueue,
  PromiseRefund,
  ReadRefundQueueEntry,
  RecordOutsideRefund,
  RefundOrder,
  RefundTransaction,
  RemoveFromRefundQueue,
  RetryRefund,
  VoidTransaction,
  type Call,
  type ListRefundQueueInput,
  type OrderRefundView,
  type Page,
  type PromiseRefundInput,
  type RecordOutsideRefundInput,
  type RefundOrderInput,
  type RefundQueueEntryInput,
  type RefundQueueEntryView,
  type RefundPromiseView,
  type RefundTransactionInput,
  type RemoveFromRefundQueueInput,
  type TransactionView,
  type VoidTransactionInput,
  type WithdrawnPromiseView,
  WithdrawRefundPromise,
  type WithdrawRefundPromiseInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { OrderRefundsService } from './order-refunds.service';
import { RefundPromisesService } from './refund-promises.service';
import { RefundQueueService } from './refund-queue.service';
import { RefundsService } from './refunds.service';

/** Voids and refunds: of charges, of orders, by other ways, and those that are tried again. */
@Controller()
export class RefundsController {
  constructor(
    private readonly refunds: RefundsService,
    private readonly orderRefunds: OrderRefundsService,
    private readonly queue: RefundQueueService,
    private readonly promises: RefundPromisesService,
  ) {}

  @Handles(VoidTransaction)
  void(input: VoidTransactionInput, call: Call): Promise<TransactionView> {
    return this.refunds.void(input, call);
  }

  @Handles(RefundTransaction)
  refund(input: RefundTransactionInput, call: Call): Promise<TransactionView> {
    return this.refunds.refund(input, call);
  }

  @Handles(RecordOutsideRefund)
  recordOutside(input: RecordOutsideRefundInput, call: Call): Promise<TransactionView> {
    return this.refunds.recordOutside(input, call);
  }

  @Handles(RefundOrder)
  refundOrder(input: RefundOrderInput, call: Call): Promise<OrderRefundView> {
    return this.orderRefunds.refund(input, call);
  }

  @Handles(ListRefundQueue)
  listQueue(input: ListRefundQueueInput, call: Call): Promise<Page<RefundQueueEntryView>> {
    return this.queue.list(input, call);
  }

  @Handles(ReadRefundQueueEntry)
  readQueueEntry(input: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.read(input, call);
  }

  @Handles(RetryRefund)
  retry(input: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.retry(input, call);
  }

  @Handles(RemoveFromRefundQueue)
  removeFromQueue(input: RemoveFromRefundQueueInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.remove(input, call);
  }

  @Handles(PromiseRefund)
  promise(input: PromiseRefundInput, call: Call): Promise<RefundPromiseView> {
    return this.promises.promise(input, call);
  }

  @Handles(WithdrawRefundPromise)
  withdrawPromise(input: WithdrawRefundPromiseInput, call: Call): Promise<WithdrawnPromiseView> {
    return this.promises.withdraw(input, call);
  }
}
