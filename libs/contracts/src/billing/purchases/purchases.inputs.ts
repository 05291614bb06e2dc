import {
  Amount,
  CardLastFour,
  Day,
  Flag,
  Id,
  Ids,
  Moment,
  Money,
  Note,
  OneOf,
  SomeOf,
  Whole,
} from '../../fields';
import { PageQuery } from '../../paging';
import { purchaseStatuses, type PurchaseStatus } from './purchases.views';

/** Names one purchase. Errors: `billing.not_found`. */
export class PurchaseInput {
  @Id()
  id!: string;
}

/**
 * Lists the purchases of all customers. Every condition given must hold. Those that fall due within a time come in the
 * order in which they do, others newest first.
 */
export class ListPurchasesInput extends PageQuery {
  @SomeOf(purchaseStatuses, 'Where they stand: `recycle_billing` are tried again, `paused` wait', {
    optional: true,
    unique: true,
  })
  status?: PurchaseStatus[];

  @Ids({ optional: true, max: 50, unique: true })
  campaignId?: string[];

  @Ids({ optional: true, max: 50, unique: true })
  productId?: string[];

  @Id({ optional: true })
  customerId?: string;

  @CardLastFour(
    'The last four digits of the card that its cycles are charged to, or else of the one that its order was paid with',
    { optional: true },
  )
  cardLast4?: string;

  @Moment('Next billed at or after (RFC 3339)', { optional: true })
  dueFrom?: string;

  @Moment('Next billed before (RFC 3339)', { optional: true })
  dueTo?: string;
}

/** Lists purchases whose customers answer no request for consent. */
export class ListUnansweredConsentsInput extends PageQuery {}

/** Something done to a purchase, with why where there is something to say. Errors: `billing.not_found`, `billing.purchase_not_live`. */
export class PurchaseStepInput extends PurchaseInput {
  @Note('Why, as people will want to know', { optional: true, min: 1, max: 500 })
  reason?: string;
}

/** Bills the current cycle of a purchase now. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.payment_method_unusable`. */
export class ForceBillInput extends PurchaseStepInput {
  @Id(
    "Charges this cycle to it: one of the customer's payment methods that is neither expired nor closed. Only where we bill",
    { optional: true },
  )
  paymentMethodId?: string;
}

/** Something done to a purchase that must be explained. Errors: `billing.not_found`, `billing.purchase_not_live`. */
export class ExplainedPurchaseStepInput extends PurchaseInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;
}

/** Changes what is billed of a purchase, and when. Price = quantity × unit price, always. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.unknown_reference`, `billing.reference_retired`, `billing.date_in_past`, `request.stale`. */
export class ChangePurchaseInput extends PurchaseInput {
  @Id('Another option of its product: the id', { optional: true })
  productOption?: string;

  @Id(
    'Another price point of its product that is billed by cycles: the id. Brings its unit price and interval',
    { optional: true },
  )
  pricePoint?: string;

  @Whole({ optional: true, min: 1, max: 100_000 })
  quantity?: number;

  @Amount("Price of one unit for a cycle, in the order's currency", { optional: true })
  unitPrice?: Money;

  @Day(
    "The day of the next billing in the customer's time zone, today or up to ten years later; those that follow are counted from it. During a trial also the day on which the trial ends",
    { optional: true, examples: ['2027-01-31'] },
  )
  nextBillDate?: string;

  @Note('Why, as people will want to know; needed for a unit price of nothing', {
    optional: true,
    min: 1,
    max: 500,
  })
  reason?: string;

  @Id(
    'What its cycles are charged to: the id of a payment method of the customer. By itself also of a purchase that was given up (`recycle_failed`), before it is billed by force',
    { optional: true },
  )
  paymentMethod?: string;
}

/** Names the product, price point and option that take the place of those of a purchase. */
export class SucceedingProductInput extends PurchaseStepInput {
  @Id()
  productId!: string;

  @Id('One that is billed by cycles; a trial of it is not begun')
  pricePointId!: string;

  @Id('Needed where the product has options', { optional: true })
  optionId?: string;

  @Whole('Absent: as many as now', { optional: true, min: 1, max: 100_000 })
  quantity?: number;
}

/** When something that ends the billing takes effect. */
export const purchaseMoments = ['now', 'next_date'] as const;
export type PurchaseMoment = (typeof purchaseMoments)[number];

/** Cancels a purchase: nothing more is billed. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.already_scheduled`, `billing.not_chargeable_back`, `billing.not_settled`, `billing.refund_limit_exceeded`. */
export class CancelPurchaseInput extends ExplainedPurchaseStepInput {
  @OneOf(
    purchaseMoments,
    'now, or next_date: scheduled for the next billing date, until then it can be withdrawn',
    { optional: true, default: 'now' },
  )
  when?: PurchaseMoment;

  @Flag(
    'Whether what was charged last for it is given back: by a void, or by a refund where it has settled. Only with a cancellation now, by who may refund, within their limit, and with an Idempotency-Key',
    { optional: true, default: false },
  )
  refund?: boolean;
}

/** Pauses the billing of a purchase for some months. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.already_scheduled`. */
export class PausePurchaseInput extends PurchaseStepInput {
  @Whole("How many months it pauses, counted in the customer's time zone", { min: 1, max: 60 })
  months!: number;

  @OneOf(
    purchaseMoments,
    'next_date: scheduled for the next billing date, until then it can be withdrawn; or now. What was paid for and not used yet is kept',
    { optional: true, default: 'next_date' },
  )
  when?: PurchaseMoment;
}

/** Restarts a purchase that was cancelled, given up or completed. Errors: `billing.not_found`, `billing.purchase_not_stopped`, `billing.order_not_open`, `billing.date_in_past`, `billing.payment_method_unusable`. */
export class RestartPurchaseInput extends PurchaseStepInput {
  @Day(
    "The day of the next billing in the customer's time zone; absent: when the next cycle would have fallen due, or now where that is past",
    { optional: true },
  )
  nextBillDate?: string;

  @Id(
    "Its cycles are charged to it from now on: one of the customer's payment methods that is neither expired nor closed. Only where we bill",
    { optional: true },
  )
  paymentMethodId?: string;
}

/** What a customer may answer when asked for consent to be billed. */
export const consentAnswers = ['received', 'denied'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Enters what the customer answered. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.consent_not_asked`. */
export class AnswerConsentInput extends PurchaseInput {
  @OneOf(consentAnswers)
  answer!: ConsentAnswer;
}
