import type { ErrorTable } from '../error-table';

/** Errors of the billing service. */
export const billingErrors = {
  'billing.not_found': { status: 404, title: 'Not found' },
} as const satisfies ErrorTable;
