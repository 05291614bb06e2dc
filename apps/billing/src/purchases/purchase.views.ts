import type { PurchaseView } from '@daybook/contracts';
import type { Purchase } from './purchase.entity';

export function purchaseView(purchase: Purchase): PurchaseView {
  const { id, version, status, orderId, orderNumber, customerId, productId, productName } = purchase;
  const { pricePointId, quantity, unitPrice, price, terms, cycle, consent, timeZone } = purchase;
  const { pausedAt, pauseEndsAt, pauseMonths: months } = purchase;
  return {
    id,
    version,
    status,
    orderId,
    orderNumber,
    customerId,
    productId,
    productName,
    optionId: purchase.optionId ?? undefined,
    optionName: purchase.optionName ?? undefined,
    pricePointId,
    quantity,
    unitPrice,
    price,
    trial: purchase.trial ?? undefined,
    terms,
    cycle,
    trialEndsAt: purchase.trialEndsAt?.toISOString(),
    nextBillAt: purchase.nextBillAt?.toISOString(),
    retryAt: purchase.retryAt?.toISOString(),
    scheduled: {
      pause: purchase.scheduledPause ?? undefined,
      cancellation: purchase.scheduledCancellation ?? undefined,
      downgrade: purchase.scheduledDowngrade ?? undefined,
    },
    pause:
      pausedAt === null || pauseEndsAt === null || months === null
        ? undefined
        : { since: pausedAt.toISOString(), until: pauseEndsAt.toISOString(), months },
    consent,
    consentRemindedAt: consent === 'requested' ? purchase.consentRemindedAt?.toISOString() : undefined,
    timeZone,
    engineId: purchase.engineId ?? undefined,
    engineReference: purchase.engineReference ?? undefined,
    paymentMethodId: purchase.paymentMethodId ?? undefined,
    unexpectedFacts: purchase.unexpectedFacts,
    cancelReason: purchase.cancelReason ?? undefined,
    keptAfterRefund: purchase.keptAfterRefund,
    startedAt: purchase.startedAt.toISOString(),
  };
}
