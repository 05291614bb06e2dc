import type { RefundQueueEntryView } from '@daybook/contracts';
import type { RefundQueueEntry } from './refund-queue-entry.entity';

export function refundQueueEntryView(entry: RefundQueueEntry): RefundQueueEntryView {
  const { id, version, status, chargeId, refundId, orderId, orderNumber, customerId } = entry;
  return {
    id,
    version,
    status,
    transactionId: chargeId,
    refundId,
    orderId,
    orderNumber,
    customerId,
    amount: entry.price,
    ...(entry.reason === null ? {} : { reason: entry.reason }),
    attempts: entry.attempts,
    dailyTries: entry.dailyTries,
    ...(entry.responseCode === null ? {} : { responseCode: entry.responseCode }),
    ...(entry.nextTryAt === null ? {} : { nextTryAt: entry.nextTryAt.toISOString() }),
    queuedAt: entry.queuedAt.toISOString(),
    ...(entry.endedAt === null ? {} : { endedAt: entry.endedAt.toISOString() }),
    ...(entry.removedBy === null ? {} : { removedBy: entry.removedBy }),
    ...(entry.removedReason === null ? {} : { removedReason: entry.removedReason }),
  };
}
