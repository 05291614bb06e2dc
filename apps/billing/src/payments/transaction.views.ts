import { money, type TransactionView } from '@daybook/contracts';
import type { Transaction } from './transaction.entity';

export function transactionView(transaction: Transaction): TransactionView {
  const {
    id,
    version,
    type,
    outcome,
    orderId,
    orderNumber,
    customerId,
    captured,
    settled,
    voided,
    unexpected,
  } = transaction;
  return {
    id,
    version,
    type,
    outcome,
    orderId,
    orderNumber,
    customerId,
    ...(transaction.purchaseId === null ? {} : { purchaseId: transaction.purchaseId }),
    ...(transaction.parentId === null ? {} : { parentId: transaction.parentId }),
    amount: transaction.price,
    // A void gives back what was never settled: nothing was refunded.
    refunded: voided ? money('0', transaction.currency) : transaction.refundedPrice,
    captured,
    ...(transaction.captureFailedAt === null
      ? {}
      : { captureFailedAt: transaction.captureFailedAt.toISOString() }),
    ...(transaction.captureAgainAt === null
      ? {}
      : { captureAgainAt: transaction.captureAgainAt.toISOString() }),
    settled,
    voided,
    ...(transaction.processor === null ? {} : { processor: transaction.processor }),
    ...(transaction.responseCode === null ? {} : { responseCode: transaction.responseCode }),
    ...(transaction.cardBin === null ? {} : { cardBin: transaction.cardBin }),
    ...(transaction.cardLast4 === null ? {} : { cardLast4: transaction.cardLast4 }),
    ...(transaction.engineId === null ? {} : { engineId: transaction.engineId }),
    ...(transaction.cycle === null ? {} : { cycle: transaction.cycle }),
    ...(transaction.attempt === null ? {} : { attempt: transaction.attempt }),
    purpose: transaction.purpose,
    ...(transaction.chargedBackPrice === null ? {} : { chargedBack: transaction.chargedBackPrice }),
    ...(transaction.paymentMethodId === null ? {} : { paymentMethodId: transaction.paymentMethodId }),
    unexpected,
    ...(transaction.reason === null ? {} : { reason: transaction.reason }),
    occurredAt: transaction.occurredAt.toISOString(),
  };
}
