import {
  CardUpdateFailedData,
  CardUpdatedData,
  ChargebackData,
  CreditControlEnteredData,
  CreditControlExitedData,
  EntitlementsRefreshedData,
  FraudScoredData,
  MembershipData,
  PaymentReceivedData,
  TaxFailedData,
} from './intake-account-data';
import { ConsentData, PurchaseRenewedData, PurchaseUpdatedData } from './intake-purchase-data';
import {
  RebillCompletedData,
  RebillFailedData,
  RebillStartedData,
  RebillSucceededData,
  RecycleFailedData,
  RecycleSavedData,
  TrialCompletedData,
  TrialFailedData,
  TrialStartedData,
} from './intake-data';

/** What a message is about. An `account` is a customer's, named by the customer or by a purchase of theirs. */
export const INTAKE_SUBJECTS = ['purchase', 'order', 'transaction', 'account'] as const;
export type IntakeSubject = (typeof INTAKE_SUBJECTS)[number];

/** One type of message that a billing engine may publish. */
export interface IntakeEvent {
  readonly type: string;
  readonly summary: string;
  /** What it is about; `data` names it by the class of that name in `intake-references`. */
  readonly about: IntakeSubject;
  /** Class that validates `data` and documents it. */
  readonly data: new () => object;
}

function of<const T extends string, const S extends IntakeSubject, D extends object>(
  about: S,
  type: T,
  data: new () => D,
  summary: string,
): { readonly type: T; readonly about: S; readonly data: new () => D; readonly summary: string } {
  return { type, about, data, summary };
}

/** The messages that billing takes from an engine on `intake.billing.<engine>.<type>`; validation and AsyncAPI derive from this. */
export const INTAKE_EVENTS = [
  of('purchase', 'trial.started', TrialStartedData, 'A recurring trial has begun.'),
  of('purchase', 'trial.completed', TrialCompletedData, "The trial's first full cycle was billed."),
  of('purchase', 'trial.failed', TrialFailedData, "The trial's own charge was declined."),
  of('purchase', 'rebill.started', RebillStartedData, 'The billing of a cycle was initiated.'),
  of('purchase', 'rebill.succeeded', RebillSucceededData, 'A cycle was billed.'),
  of('purchase', 'rebill.failed', RebillFailedData, 'The billing of a cycle was declined.'),
  of('purchase', 'rebill.completed', RebillCompletedData, 'The last cycle was billed.'),
  of('purchase', 'recycle.saved', RecycleSavedData, 'A declined cycle was tried again and billed.'),
  of('purchase', 'recycle.failed', RecycleFailedData, 'A declined cycle was tried again and declined again.'),
  of('purchase', 'consent.received', ConsentData, 'The customer consented to be billed.'),
  of('purchase', 'consent.denied', ConsentData, 'The customer denied consent to be billed.'),
  of('purchase', 'purchase.renewed', PurchaseRenewedData, 'The purchase goes on for another term.'),
  of('purchase', 'purchase.updated', PurchaseUpdatedData, 'What is billed, or when, was changed.'),
  of(
    'purchase',
    'entitlements.refreshed',
    EntitlementsRefreshedData,
    'What the customer may use of a product was refreshed.',
  ),
  of('order', 'fraud.scored', FraudScoredData, 'A fraud service has judged an order.'),
  of('order', 'tax.calculation_failed', TaxFailedData, 'The tax of an order could not be calculated.'),
  of('order', 'tax.collection_failed', TaxFailedData, 'The tax of an order could not be collected.'),
  of('transaction', 'chargeback.created', ChargebackData, "The customer's bank took a charge back."),
  of('transaction', 'chargeback.reverted', ChargebackData, 'A chargeback was reverted.'),
  of('account', 'card.updated', CardUpdatedData, 'The card updater found the successor of a card.'),
  of('account', 'card.update_failed', CardUpdateFailedData, 'The card updater found no successor of a card.'),
  of('account', 'membership.started', MembershipData, 'A membership has started.'),
  of('account', 'membership.cancelled', MembershipData, 'A membership was cancelled.'),
  of('account', 'membership.restarted', MembershipData, 'A membership was restarted.'),
  of('account', 'credit_control.entered', CreditControlEnteredData, 'The account entered credit control.'),
  of('account', 'credit_control.exited', CreditControlExitedData, 'The account left credit control.'),
  of('account', 'payment.received', PaymentReceivedData, 'The customer made an additional payment.'),
] as const satisfies readonly IntakeEvent[];

type Entry = (typeof INTAKE_EVENTS)[number];

export type IntakeType = Entry['type'];

/** The data of a type of message. */
export type IntakeData<T extends IntakeType> = InstanceType<Extract<Entry, { type: T }>['data']>;

/** What a type of message is about. */
export type IntakeSubjectOf<T extends IntakeType> = Extract<Entry, { type: T }>['about'];

/** The entry of a type; undefined if engines may not send it. */
export function intakeEvent(type: string): Entry | undefined {
  return INTAKE_EVENTS.find((entry) => entry.type === type);
}
