import type { DeclineKind, Money, PurchaseStatus } from '@daybook/contracts';

/** What an engine may tell about a purchase. */
export type PurchaseFact =
  | { type: 'trial.started' }
  | { type: 'trial.completed' }
  | { type: 'trial.failed'; declineKind: DeclineKind }
  | { type: 'rebill.started'; cycle: number }
  | { type: 'rebill.succeeded'; cycle: number }
  | { type: 'rebill.failed'; cycle: number; declineKind: DeclineKind }
  | { type: 'rebill.completed'; cycle: number }
  | { type: 'consent.received' }
  | { type: 'consent.denied' }
  | { type: 'purchase.renewed'; finalCycle?: number }
  | { type: 'purchase.updated'; quantity?: number; unitPrice?: Money }
  | { type: 'recycle.saved'; cycle: number }
  | { type: 'recycle.failed'; cycle: number; declineKind: DeclineKind; willRetry: boolean };

/**
 * What may follow each state. Pauses, cancellations and downgrades that are only scheduled are no states of their own:
 * any of them may wait beside another while the purchase goes on being billed.
 */
export const purchaseTransitions: Readonly<Record<PurchaseStatus, readonly PurchaseStatus[]>> = {
  trial: ['active', 'recycle_billing', 'recycle_failed', 'cancelled'],
  active: ['complete', 'recycle_billing', 'recycle_failed', 'paused', 'cancelled'],
  recycle_billing: ['active', 'recycle_failed', 'cancelled'],
  paused: ['active', 'cancelled'],
  cancelled: ['active', 'trial'],
  recycle_failed: ['active'],
  complete: ['active'],
};

/** States in which something is still going to be billed. */
export const liveStatuses: readonly PurchaseStatus[] = ['trial', 'active', 'recycle_billing', 'paused'];

/** States in which a cycle may be billed. */
const billable: readonly PurchaseStatus[] = ['trial', 'active'];

type Rule<F> = { from: readonly PurchaseStatus[]; to: (fact: F, now: PurchaseStatus) => PurchaseStatus };
type FactOf<T extends PurchaseFact['type']> = Extract<PurchaseFact, { type: T }>;

const declined = (fact: { declineKind: DeclineKind }): PurchaseStatus =>
  fact.declineKind === 'soft' ? 'recycle_billing' : 'recycle_failed';
const same = (_fact: unknown, now: PurchaseStatus): PurchaseStatus => now;

/** In which states each fact is expected, and what it leads to. A fact in another state is unexpected and leads nowhere. */
export const factRules: { readonly [T in PurchaseFact['type']]: Rule<FactOf<T>> } = {
  'trial.started': { from: ['trial'], to: same },
  // The first full cycle's own rebill may have come before it.
  'trial.completed': { from: ['trial', 'active'], to: () => 'active' },
  'trial.failed': { from: ['trial'], to: declined },
  'rebill.started': { from: [...billable, 'recycle_billing'], to: same },
  'rebill.succeeded': {
    from: [...billable, 'recycle_billing'],
    to: (_fact, now) => (now === 'trial' || now === 'recycle_billing' ? 'active' : now),
  },
  'rebill.failed': { from: [...billable, 'recycle_billing'], to: declined },
  'rebill.completed': { from: ['active'], to: () => 'complete' },
  'consent.received': { from: liveStatuses, to: same },
  'consent.denied': { from: liveStatuses, to: same },
  'purchase.renewed': {
    from: ['active', 'paused', 'recycle_billing', 'complete'],
    to: (_fact, now) => (now === 'complete' ? 'active' : now),
  },
  'purchase.updated': { from: liveStatuses, to: same },
  'recycle.saved': { from: ['recycle_billing'], to: () => 'active' },
  'recycle.failed': {
    from: ['recycle_billing'],
    to: (fact) => (fact.willRetry && fact.declineKind === 'soft' ? 'recycle_billing' : 'recycle_failed'),
  },
};
