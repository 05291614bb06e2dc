import { leftOf, waitingOf, type ModelCharge, type ModelOrder } from './sales-things';

/** What a step is answered with: the code of a refusal, or nothing; `skipped` where there is nothing to do it to. */
export type Outcome = { refusal: string } | 'done' | 'skipped';

export const DONE: Outcome = 'done';

/** @param code without the service's name */
export const refusal = (code: string): Outcome => ({ refusal: `billing.${code}` });

export const OVER_LIMIT = refusal('refund_limit_exceeded');

/** How money goes back. */
export type Way = 'void' | 'refund' | 'outside';
/** How the journal tells of it. */
export const RECORDED: Readonly<Record<Way, string>> = {
  void: 'transaction.voided',
  refund: 'refund.succeeded',
  outside: 'refund.recorded_outside',
};

/** A part of it went back already, whoever gave or took it: it cannot be voided any more, as one that has settled cannot. */
export const wayOf = (charge: ModelCharge): 'void' | 'refund' =>
  charge.settled || leftOf(charge) < charge.cents ? 'refund' : 'void';

/** Once all of an order went back, and nothing of it waits, it is refunded, or voided. */
export function followReturn(order: ModelOrder): void {
  const all = order.charges.every(
    (one) => one.voided || (one.returned === one.cents && waitingOf(order, one) === 0),
  );
  if (all && (order.status === 'complete' || order.status === 'cancelled')) {
    order.status = order.charges.every((one) => one.voided) ? 'voided' : 'refunded';
  }
}

/** Once nothing is left of what was paid for an order, its purchase stops. */
export function stopReturned({ charges, purchase }: ModelOrder): void {
  const live = purchase !== null && ['trial', 'active', 'paused'].includes(purchase.status);
  if (live && charges.every((one) => one.voided || leftOf(one) === 0)) purchase.status = 'cancelled';
}
