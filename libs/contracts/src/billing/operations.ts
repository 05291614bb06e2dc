import type { AnyOperation } from '../operation';

/** Every call that the billing service answers. */
export const billingOperations: readonly AnyOperation[] = [];
