import { DomainError, type ConsentAnswer } from '@daybook/contracts';
import type { LockedPurchase } from '../locked-purchase';
import { recordPurchaseEvent } from '../purchase-events';

/** Asks the customer for consent to be billed: the customers service writes to them. Until they consent, nothing is billed. */
export function requestConsent(locked: LockedPurchase): void {
  const { purchase } = locked;
  expectAsked(locked);
  if (purchase.consent !== 'received') purchase.consent = 'requested';
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
