import type { PurchaseColumns } from './purchase-columns';
import { liveStatuses } from './purchase-transitions';

/** A customer is asked for consent so long before a billing. */
const CONSENT_DAYS = 3;
const DAY_MS = 86_400_000;

/** What there may be to do for a purchase without anybody asking for it. */
export type PurchaseStep =
  'cancel' | 'pause' | 'end_pause' | 'downgrade' | 'request_consent' | 'remind_of_consent' | 'bill' | 'retry';

interface DueStep {
  step: PurchaseStep;
  at: Date;
}

/**
 * What is to be done for a purchase by itself, and when. Of several things due at the same moment the first counts:
 * who cancels or pauses at the next date is not billed at it, and who downgrades is billed the new price.
 */
function stepsOf(purchase: PurchaseColumns): DueStep[] {
  const { status, openPaymentId, scheduledCancellation, scheduledPause, scheduledDowngrade } = purchase;
  if (!liveStatuses.includes(status) || openPaymentId !== null) return [];
  const steps: DueStep[] = [];
  const add = (step: PurchaseStep, at: Date | null): void => {
    if (at !== null) steps.push({ step, at });
  };
  if (scheduledCancellation !== null) add('cancel', new Date(scheduledCancellation.dueAt));
  if (scheduledPause !== null && status === 'active') add('pause', new Date(scheduledPause.dueAt));
  if (status === 'paused') add('end_pause', purchase.pauseEndsAt);
  if (scheduledDowngrade !== null) add('downgrade', new Date(scheduledDowngrade.dueAt));
  if (purchase.consentNeeded && purchase.consent === 'requested') {
    add('remind_of_consent', purchase.consentRemindAt);
  }
  return [...steps, ...billingSteps(purchase)];
}

/** An engine bills its purchases itself. */
function billingSteps({
  engineId,
  status,
  nextBillAt,
  retryAt,
  consentNeeded,
  consent,
}: PurchaseColumns): DueStep[] {
  if (engineId !== null) return [];
  const allowed = !consentNeeded || consent === 'received';
  if (status === 'recycle_billing' && !allowed) return [];
  if (status === 'recycle_billing') return retryAt === null ? [] : [{ step: 'retry', at: retryAt }];
  if ((status !== 'active' && status !== 'trial') || nextBillAt === null) return [];
  if (allowed) return [{ step: 'bill', at: nextBillAt }];
  if (consent !== 'none') return [];
  return [{ step: 'request_consent', at: new Date(nextBillAt.getTime() - CONSENT_DAYS * DAY_MS) }];
}

/** When there is something to be done by itself; null: never. */
export function workTime(purchase: PurchaseColumns): Date | null {
  const times = stepsOf(purchase).map(({ at }) => at.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** The first thing that is due by now. */
export function dueStep(purchase: PurchaseColumns, now: Date): PurchaseStep | null {
  const due = stepsOf(purchase).filter(({ at }) => at <= now);
  due.sort((a, b) => a.at.getTime() - b.at.getTime());
  return due[0]?.step ?? null;
}
