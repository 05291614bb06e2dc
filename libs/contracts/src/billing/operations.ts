import type { AnyOperation } from '../operation';
import { accountOperations } from './accounts/account.operations';
import { catalogOperations } from './catalog/catalog.operations';
import { consentLinkOperations } from './purchases/consent-links';
import { engineOperations } from './engines/engines.operations';
import { purchaseOperations } from './purchases/purchases.operations';
import { chargebackOperations } from './payments/chargebacks.operations';
import { paymentMethodOperations } from './payments/payment-methods.operations';
import { refundOperations } from './payments/refunds.operations';
import { settingsOperations } from './settings.operations';
import { orderOperations } from './orders/orders.operations';
import { transactionOperations } from './payments/transactions.operations';

export * from './accounts/account.operations';
export * from './catalog/catalog.operations';
export * from './engines/engines.operations';
export * from './purchases/purchases.operations';
export * from './payments/chargebacks.operations';
export * from './payments/payment-methods.operations';
export * from './payments/refunds.operations';
export * from './settings.operations';
export * from './orders/orders.operations';
export * from './payments/transactions.operations';

/** Every call that the billing service answers. */
export const billingOperations: readonly AnyOperation[] = [
  ...catalogOperations,
  ...engineOperations,
  ...purchaseOperations,
  ...consentLinkOperations,
  ...orderOperations,
  ...transactionOperations,
  ...refundOperations,
  ...chargebackOperations,
  ...paymentMethodOperations,
  ...settingsOperations,
  ...accountOperations,
];
