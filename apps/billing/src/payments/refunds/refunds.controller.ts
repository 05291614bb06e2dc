import { Controller } from '@nestjs/common';
import {
  ListRefundQueue,
  ReadRefundQueueEntry,
  RemoveFromRefundQueue,
  RetryRefund,
  type Call,
  type ListRefundQueueInput,
  type Page,
  type RefundQueueEntryInput,
  type RefundQueueEntryView,
  type RemoveFromRefundQueueInput,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { RefundQueueService } from './refund-queue.service';

@Controller()
export class RefundsController {
  constructor(private readonly queue: RefundQueueService) {}

  @Handles(ListRefundQueue)
  list(input: ListRefundQueueInput, call: Call): Promise<Page<RefundQueueEntryView>> {
    return this.queue.list(input, call);
  }

  @Handles(ReadRefundQueueEntry)
  read(input: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.read(input, call);
  }

  @Handles(RetryRefund)
  retry(input: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.retry(input, call);
  }

  @Handles(RemoveFromRefundQueue)
  remove(input: RemoveFromRefundQueueInput, call: Call): Promise<RefundQueueEntryView> {
    return this.queue.remove(input, call);
  }
}
