import type { AnyOperation } from '../operation';
import { accountOperations } from './account.operations';
import { catalogOperations } from './catalog.operations';
import { consentLinkOperations } from './consent-links';
import { engineOperations } from './engines.operations';
import { purchaseOperations } from './purchases.operations';
import { moneyOperations } from './money.operations';
import { orderOperations } from './orders.operations';
import { salesOperations } from './sales.operations';

export * from './account.operations';
export * from './catalog.operations';
export * from './engines.operations';
export * from './purchases.operations';
export * from './money.operations';
export * from './orders.operations';
export * from './sales.operations';

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
