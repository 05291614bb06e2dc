import type { PauseView, PurchaseView, ScheduledChangesView } from '@daybook/contracts';
import type { Purchase } from './purchase.entity';

export function purchaseView(purchase: Purchase): PurchaseView {
  const {
    id,
    version,
    status,
    orderId,
    orderNumber,
    customerId,
    productId,
    productName,
    pricePointId,
    quantity,
  } = purchase;
  return {
    id,
    version,
    status,
    orderId,
    orderNumber,
    customerId,
    productId,
    productName,
    ...(purchase.optionId === null ? {} : { optionId: purchase.optionId }),
    ...(purchase.optionName === null ? {} : { optionName: purchase.optionName }),
    pricePointId,
    quantity,
    unitPrice: purchase.unitPrice,
    price: purchase.price,
    ...(purchase.trial === null ? {} : { trial: purchase.trial }),
    terms: purchase.terms,
    cycle: purchase.cycle,
    ...(purchase.trialEndsAt === null ? {} : { trialEndsAt: purchase.trialEndsAt.toISOString() }),
    ...(purchase.nextBillAt === null ? {} : { nextBillAt: purchase.nextBillAt.toISOString() }),
    ...(purchase.retryAt === null ? {} : { retryAt: purchase.retryAt.toISOString() }),
    scheduled: scheduledView(purchase),
    ...pauseOf(purchase),
    consent: purchase.consent,
    timeZone: purchase.timeZone,
    ...(purchase.engineId === null ? {} : { engineId: purchase.engineId }),
    ...(purchase.engineReference === null ? {} : { engineReference: purchase.engineReference }),
    ...(purchase.paymentMethodId === null ? {} : { paymentMethodId: purchase.paymentMethodId }),
    unexpectedFacts: purchase.unexpectedFacts,
    ...(purchase.cancelReason === null ? {} : { cancelReason: purchase.cancelReason }),
    startedAt: purchase.startedAt.toISOString(),
  };
}

function scheduledView(purchase: Purchase): ScheduledChangesView {
  const {
    scheduledPause: pause,
    scheduledCancellation: cancellation,
    scheduledDowngrade: downgrade,
  } = purchase;
  return {
    ...(pause === null ? {} : { pause }),
    ...(cancellation === null ? {} : { cancellation }),
    ...(downgrade === null ? {} : { downgrade }),
  };
}

function pauseOf({ pausedAt, pauseEndsAt, pauseMonths }: Purchase): { pause?: PauseView } {
  if (pausedAt === null || pauseEndsAt === null || pauseMonths === null) return {};
  return { pause: { since: pausedAt.toISOString(), until: pauseEndsAt.toISOString(), months: pauseMonths } };
}
