import type { AnyOperation } from '../operation';
import { accountOperations } from './accounts/account.operations';
import { catalogOperations } from './catalog/catalog.operations';
import { consentLinkOperations } from './purchases/consent-links';
import { engineOperations } from './engines/engines.operations';
import { purchaseOperations } from './purchases/purchases.operations';
import { moneyOperations } from './payments/money.operations';
import { orderOperations } from './orders/orders.operations';
import { salesOperations } from './orders/sales.operations';

export * from './accounts/account.operations';
export * from './catalog/catalog.operations';
export * from './engines/engines.operations';
export * from './purchases/purchases.operations';
export * from './payments/money.operations';
export * from './orders/orders.operations';
export * from './orders/sales.operations';

/** Every call that the billing service answers. */
export const billingOperations: readonly AnyOperation[] = [
  ...catalogOperations,
  ...engineOperations,
  ...purchaseOperations,
  ...consentLinkOperations,
  ...orderOperations,
  ...salesOperations,
  ...moneyOperations,
  ...accountOperations,
];
