import type { ErrorCode } from '../../errors';
import { defineOperation } from '../../operation';
import { page } from '../../paging';
import type { ClassOf } from '../../fields';
import { ListOfCustomerInput } from '../orders/orders.inputs';
import {
  AnswerConsentInput,
  CancelPurchaseInput,
  ChangePurchaseInput,
  ExplainedPurchaseStepInput,
  ForceBillInput,
  ListPurchasesInput,
  ListUnansweredConsentsInput,
  PausePurchaseInput,
  PurchaseInput,
  PurchaseStepInput,
  RestartPurchaseInput,
  SucceedingProductInput,
} from './purchases.inputs';
import { PurchaseView } from './purchases.views';
import { PAYMENT_TIMEOUT_MS } from '../orders/orders.operations';

export const ReadPurchase = defineOperation({
  name: 'billing.purchases.read',
  http: 'GET /purchases/{id}',
  summary: 'Read a purchase',
  input: PurchaseInput,
  output: PurchaseView,
  access: 'orders.view',
  errors: ['billing.not_found'],
});

export const ListPurchases = defineOperation({
  name: 'billing.purchases.list',
  http: 'GET /purchases',
  summary:
    'List the purchases of all customers, newest first; those that fall due within a time, in that order',
  input: ListPurchasesInput,
  output: page(PurchaseView),
  access: 'orders.view',
});

export const ListPurchasesOfCustomer = defineOperation({
  name: 'billing.purchases.of_customer',
  http: 'GET /customers/{id}/purchases',
  summary: "List a customer's purchases, newest first",
  tag: 'purchases',
  input: ListOfCustomerInput,
  output: page(PurchaseView),
  access: 'orders.view',
});

/** What a command on one purchase is written down with; all of them answer the purchase. */
interface PurchaseCommand<I extends object> {
  name: string;
  http: `${'POST' | 'PUT' | 'PATCH' | 'DELETE'} /purchases/{id}${string}`;
  summary: string;
  description?: string;
  input: ClassOf<I>;
  ifMatch?: 'required';
  idempotency?: 'required';
  timeoutMs?: number;
  errors?: readonly ErrorCode[];
}

function purchaseCommand<I extends object>({ name, errors = [], ...spec }: PurchaseCommand<I>) {
  return defineOperation({
    ...spec,
    name: `billing.purchases.${name}`,
    tag: 'purchases',
    output: PurchaseView,
    access: 'purchases.change',
    ifMatch: spec.ifMatch ?? 'accepted',
    errors: ['billing.not_found', 'billing.payment_in_progress', ...errors],
  });
}

const succession = [
  'billing.purchase_not_live',
  'billing.unknown_reference',
  'billing.reference_retired',
  'billing.currency_mismatch',
  'billing.not_recurring',
  'billing.cycles_exhausted',
] as const;

export const ChangePurchase = purchaseCommand({
  name: 'change',
  http: 'PATCH /purchases/{id}',
  summary: 'Change what is billed of a purchase, and when',
  description: 'Each kind of change is an activity of its own. Price = quantity × unit price, always.',
  input: ChangePurchaseInput,
  ifMatch: 'required',
  errors: [...succession, 'billing.date_in_past', 'billing.date_too_far', 'billing.amount_invalid'],
});

export const ChangePurchaseProduct = purchaseCommand({
  name: 'change_product',
  http: 'POST /purchases/{id}/change',
  summary: 'Put another product in the place of the one that is billed, now',
  description: 'The next billing costs what the new product costs; its day stays.',
  input: SucceedingProductInput,
  errors: succession,
});

export const RenewPurchase = purchaseCommand({
  name: 'renew',
  http: 'POST /purchases/{id}/renew',
  summary: 'Renew a purchase that has a final cycle: as many cycles again follow',
  description: 'One that is complete is billed at once, or when its next cycle would have fallen due.',
  input: PurchaseStepInput,
  errors: [
    'billing.purchase_not_live',
    'billing.order_not_open',
    'billing.not_renewable',
    'billing.payment_method_unusable',
  ],
});

export const RestartTrial = purchaseCommand({
  name: 'restart_trial',
  http: 'POST /purchases/{id}/trial/restart',
  summary: 'Begin the trial anew, from now',
  description: 'Also one that was stopped.',
  input: PurchaseStepInput,
  errors: ['billing.purchase_not_live', 'billing.order_not_open', 'billing.payment_method_unusable'],
});

export const SkipTrial = purchaseCommand({
  name: 'skip_trial',
  http: 'POST /purchases/{id}/trial/skip',
  summary: 'End the trial now: its first full cycle is billed at once',
  input: PurchaseStepInput,
  errors: ['billing.purchase_not_live'],
});

export const StopTrial = purchaseCommand({
  name: 'stop_trial',
  http: 'POST /purchases/{id}/trial/stop',
  summary: 'Stop the trial: nothing is billed any more',
  input: ExplainedPurchaseStepInput,
  errors: ['billing.purchase_not_live'],
});

export const CancelPurchase = purchaseCommand({
  name: 'cancel',
  http: 'POST /purchases/{id}/cancel',
  summary: 'Cancel a purchase, now or at its next billing date',
  description:
    'With `refund`, what was charged last for it is given back as well, or nothing is done. The give-back is begun with the cancellation and stands among the transactions; one that fails waits in the refund queue. Of an order paid together a part is given back only once it has settled.',
  input: CancelPurchaseInput,
  errors: [
    'billing.purchase_not_live',
    'billing.already_scheduled',
    'billing.not_chargeable_back',
    'billing.not_settled',
    'billing.refund_limit_exceeded',
    'request.idempotency_required',
    'internal.unavailable',
  ],
});

export const WithdrawCancellation = purchaseCommand({
  name: 'withdraw_cancellation',
  http: 'DELETE /purchases/{id}/cancel',
  summary: 'Withdraw a scheduled cancellation',
  input: PurchaseInput,
  errors: ['billing.nothing_scheduled'],
});

export const RestartPurchase = purchaseCommand({
  name: 'restart',
  http: 'POST /purchases/{id}/restart',
  summary: 'Restart a purchase that was cancelled, given up or completed',
  description:
    'The cycles go on counting; those of a completed purchase begin anew. On another day with `nextBillDate`, on another card with `paymentMethodId`. Nothing of an order that was cancelled or refunded is billed again.',
  input: RestartPurchaseInput,
  errors: [
    'billing.purchase_not_stopped',
    'billing.order_not_open',
    'billing.date_in_past',
    'billing.date_too_far',
    'billing.payment_method_unusable',
  ],
});

export const RestartBilling = purchaseCommand({
  name: 'restart_billing',
  http: 'POST /purchases/{id}/restart-billing',
  summary: 'Begin the billing cycles of a purchase anew: the next one billed is the first',
  input: PurchaseStepInput,
  errors: ['billing.purchase_not_live', 'billing.order_not_open'],
});

export const PausePurchase = purchaseCommand({
  name: 'pause',
  http: 'POST /purchases/{id}/pause',
  summary: 'Pause the billing of a purchase for some months',
  input: PausePurchaseInput,
  errors: ['billing.purchase_not_live', 'billing.already_scheduled'],
});

export const WithdrawPause = purchaseCommand({
  name: 'withdraw_pause',
  http: 'DELETE /purchases/{id}/pause',
  summary: 'Withdraw a scheduled pause',
  input: PurchaseInput,
  errors: ['billing.nothing_scheduled'],
});

export const ResumePurchase = purchaseCommand({
  name: 'resume',
  http: 'POST /purchases/{id}/resume',
  summary: 'End a pause early',
  description: 'What had been paid for when the pause began is used first; then the next cycle is billed.',
  input: PurchaseStepInput,
  errors: ['billing.purchase_not_live'],
});

export const DowngradePurchase = purchaseCommand({
  name: 'downgrade',
  http: 'POST /purchases/{id}/downgrade',
  summary: 'Schedule a cheaper product for the next billing date',
  input: SucceedingProductInput,
  errors: [...succession, 'billing.not_a_downgrade', 'billing.already_scheduled'],
});

export const WithdrawDowngrade = purchaseCommand({
  name: 'withdraw_downgrade',
  http: 'DELETE /purchases/{id}/downgrade',
  summary: 'Withdraw a scheduled downgrade',
  input: PurchaseInput,
  errors: ['billing.nothing_scheduled'],
});

export const ForceBill = purchaseCommand({
  name: 'force_bill',
  http: 'POST /purchases/{id}/force-bill',
  summary: 'Bill the current cycle of a purchase now',
  description:
    'One that was given up (`recycle_failed`) too, on another card with `paymentMethodId`; where that is declined, nothing of the purchase changes. Answers the purchase: `cycle` has risen, or the billing was declined. Where an engine bills it, the engine is asked, and its event answers. Where the processor does not answer, 504 `billing.payment_unknown`: the same Idempotency-Key tells the outcome later.',
  input: ForceBillInput,
  idempotency: 'required',
  timeoutMs: PAYMENT_TIMEOUT_MS,
  errors: [
    'billing.purchase_not_live',
    'billing.order_not_open',
    'billing.payment_method_unusable',
    'billing.consent_missing',
    'billing.already_scheduled',
    'billing.payment_unknown',
  ],
});

export const RequestConsent = purchaseCommand({
  name: 'request_consent',
  http: 'POST /purchases/{id}/consent',
  summary: 'Ask the customer for consent to be billed, or ask again',
  input: PurchaseInput,
  errors: ['billing.purchase_not_live', 'billing.consent_not_asked'],
});

export const AnswerConsent = purchaseCommand({
  name: 'answer_consent',
  http: 'PUT /purchases/{id}/consent',
  summary: 'Enter that the customer consented to be billed, or denied it',
  description:
    'Without consent nothing is billed; what fell due meanwhile is billed as soon as it is received.',
  input: AnswerConsentInput,
  errors: ['billing.purchase_not_live', 'billing.consent_not_asked'],
});

export const ListUnansweredConsents = defineOperation({
  name: 'billing.purchases.unanswered_consents',
  http: 'GET /unanswered-consents',
  summary:
    'List the purchases whose customers were asked for consent, reminded, and have not answered; newest first',
  tag: 'purchases',
  input: ListUnansweredConsentsInput,
  output: page(PurchaseView),
  access: 'operations.view',
});
