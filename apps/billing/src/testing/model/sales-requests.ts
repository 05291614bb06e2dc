import { newId, type Actor, type Call } from '@daybook/contracts';
import type { Payment } from './sales-steps';

/** A call of somebody, under a key of its own. */
export function callOf(actor: Actor): Call {
  const id = newId();
  return {
    actor,
    requestId: id,
    correlationId: id,
    operation: 'billing.model',
    input: {},
    idempotencyKey: id,
  };
}

/** By card, or beside the processor. */
export function paymentOf(payment: Payment): { token: string } | { outside: { method: string } } {
  return payment === 'outside' ? { outside: { method: 'cheque' } } : { token: `tok_${payment}` };
}

/** What a refund is asked for with: all that is left where it says no amount. */
export function wanted({ cents, keep }: { cents: number | null; keep: boolean }): object {
  return { ...amountOf(cents), ...(keep ? { purchases: 'keep' } : {}) };
}

export function amountOf(cents: number | null): { amount?: { amount: string; currency: string } } {
  return cents === null ? {} : { amount: usd(cents) };
}

export function usd(cents: number): { amount: string; currency: string } {
  return { amount: (cents / 100).toFixed(2), currency: 'USD' };
}
