import { DomainError, type ConsentAnswer } from '@daybook/contracts';
import { record } from '@daybook/persistence';
import { aboutPurchase, subscriptionOf, type LockedPurchase } from '../purchase-commands';

/** Asks the customer for consent to be billed: the customers service writes to them. Until they consent, nothing is billed. */
export function requestConsent(scene: LockedPurchase): void {
  const { em, purchase } = scene;
  expectAsked(scene);
  if (purchase.consent !== 'received') purchase.consent = 'requested';
  const { id } = record(em, 'billing.consent.requested', {
    ...aboutPurchase(scene),
    attributes: subscriptionOf(scene),
  });
  purchase.consentRequestId = id;
}

/** Enters the customer's answer; the same one again changes nothing. @throws DomainError `billing.purchase_not_live`, `billing.consent_not_asked` */
export function answerConsent(scene: LockedPurchase, answer: ConsentAnswer): void {
  const { em, purchase } = scene;
  expectAsked(scene);
  purchase.consentRequestId = null;
  if (purchase.consent === answer) return;
  purchase.consent = answer;
  record(em, `billing.consent.${answer}`, { ...aboutPurchase(scene), attributes: subscriptionOf(scene) });
}

/** Makes sure that the customer's consent matters. @throws DomainError `billing.purchase_not_live`, `billing.consent_not_asked` */
export function expectAsked({ purchase }: Pick<LockedPurchase, 'purchase'>): void {
  purchase.expectStatus('trial', 'active', 'recycle_billing', 'paused');
  if (!purchase.consentNeeded) throw new DomainError('billing.consent_not_asked');
}
