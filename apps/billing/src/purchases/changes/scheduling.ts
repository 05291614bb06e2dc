import { DomainError } from '@daybook/contracts';
import type { LockedPurchase } from '../locked-purchase';
import type { ScheduledChange } from '../scheduled-changes';

/** When what is scheduled "for the next date" takes effect. */
export function nextDate({ purchase, now }: Pick<LockedPurchase, 'purchase' | 'now'>): Date {
  return purchase.pauseEndsAt ?? purchase.retryAt ?? purchase.nextBillAt ?? now;
}

/**
 * What is due already is done by itself any moment: too late to withdraw it.
 * @throws DomainError `billing.nothing_scheduled`
 */
export function expectStillScheduled(change: ScheduledChange | null, now: Date): void {
  if (change === null || new Date(change.dueAt) <= now) throw new DomainError('billing.nothing_scheduled');
}

/** @throws DomainError `billing.already_scheduled` */
export function refuseSecond(what: string): never {
  throw new DomainError('billing.already_scheduled', { detail: `${what} is scheduled already.` });
}
