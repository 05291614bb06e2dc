import { DomainError, type ConsentAnswer } from '@daybook/contracts';
import type { LockedPurchase } from '../locked-purchase';
import { settingsOf } from '../../settings/settings.entity';
import { recordPurchaseEvent } from '../purchase-events';

const DAY_MS = 86_400_000;

/** Asks the customer for consent to be billed: the customers service writes to them. Until they consent, nothing is billed. */
export async function requestConsent(locked: LockedPurchase): Promise<void> {
  const { em, purchase, now } = locked;
  expectAsked(locked);
  if (purchase.consent !== 'received') {
    const { consentReminderDays } = await settingsOf(em);
    purchase.consent = 'requested';
    purchase.consentRemindAt = new Date(now.getTime() + consentReminderDays * DAY_MS);
    purchase.consentRemindedAt = null;
  }
  purchase.consentRequestId = recordPurchaseEvent(locked, 'billing.consent.requested', {}).id;
}

/** Asks once more a customer who has not answered; who does not answer then either stands in a list. */
export function remindOfConsent(locked: LockedPurchase): void {
  const { purchase, now } = locked;
  purchase.consentRemindAt = null;
  purchase.consentRemindedAt = now;
  purchase.consentRequestId = recordPurchaseEvent(locked, 'billing.consent.requested', {}).id;
}

/** Enters the customer's answer; the same one again changes nothing. @throws DomainError `billing.purchase_not_live`, `billing.consent_not_asked` */
export function answerConsent(locked: LockedPurchase, answer: ConsentAnswer): void {
  const { purchase } = locked;
  expectAsked(locked);
  purchase.consentRequestId = null;
  if (purchase.consent === answer) return;
  purchase.consent = answer;
  recordPurchaseEvent(locked, `billing.consent.${answer}`, {});
}

/** Makes sure that the customer's consent matters. @throws DomainError `billing.purchase_not_live`, `billing.consent_not_asked` */
export function expectAsked({ purchase }: Pick<LockedPurchase, 'purchase'>): void {
  purchase.expectLive();
  if (!purchase.consentNeeded) throw new DomainError('billing.consent_not_asked');
}
