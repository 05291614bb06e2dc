import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { IsDay } from '../../moment';
import { Money } from '../../money';

/** Names one purchase. Errors: `billing.not_found`. */
export class PurchaseInput {
  @IsUUID()
  id!: string;
}

/** Something done to a purchase, with why where there is something to say. Errors: `billing.not_found`, `billing.purchase_not_live`. */
export class PurchaseStepInput extends PurchaseInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason?: string;
}

/** Bills the current cycle of a purchase now. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.payment_method_unusable`. */
export class ForceBillInput extends PurchaseStepInput {
  @JSONSchema({
    description:
      "Charges this cycle to it: one of the customer's payment methods that is neither expired nor closed. Only where we bill",
  })
  @IsOptional()
  @IsUUID()
  paymentMethodId?: string;
}

/** Something done to a purchase that must be explained. Errors: `billing.not_found`, `billing.purchase_not_live`. */
export class ExplainedPurchaseStepInput extends PurchaseInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** Changes what is billed of a purchase, and when. Price = quantity × unit price, always. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.unknown_reference`, `billing.reference_retired`, `billing.date_in_past`, `request.stale`. */
export class ChangePurchaseInput extends PurchaseInput {
  @JSONSchema({ description: 'Another option of its product: the id' })
  @IsOptional()
  @IsUUID()
  productOption?: string;

  @JSONSchema({
    description:
      'Another price point of its product that is billed by cycles: the id. Brings its unit price and interval',
  })
  @IsOptional()
  @IsUUID()
  pricePoint?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  quantity?: number;

  @JSONSchema({ description: "Price of one unit for a cycle, in the order's currency" })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  unitPrice?: Money;

  @JSONSchema({
    description:
      "The day of the next billing in the customer's time zone, today or later; those that follow are counted from it. During a trial also the day on which the trial ends",
    examples: ['2027-01-31'],
  })
  @IsOptional()
  @IsDay()
  nextBillDate?: string;

  @JSONSchema({ description: 'What its cycles are charged to: the id of a payment method of the customer' })
  @IsOptional()
  @IsUUID()
  paymentMethod?: string;
}

/** Names the product, price point and option that take the place of those of a purchase. */
export class SucceedingProductInput extends PurchaseStepInput {
  @IsUUID()
  productId!: string;

  @JSONSchema({ description: 'One that is billed by cycles; a trial of it is not begun' })
  @IsUUID()
  pricePointId!: string;

  @JSONSchema({ description: 'Needed where the product has options' })
  @IsOptional()
  @IsUUID()
  optionId?: string;

  @JSONSchema({ description: 'Absent: as many as now' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  quantity?: number;
}

/** When something that ends the billing takes effect. */
export const purchaseMoments = ['now', 'next_date'] as const;
export type PurchaseMoment = (typeof purchaseMoments)[number];

/** Cancels a purchase: nothing more is billed. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.already_scheduled`, `billing.not_chargeable_back`, `billing.not_settled`, `billing.refund_limit_exceeded`. */
export class CancelPurchaseInput extends ExplainedPurchaseStepInput {
  @JSONSchema({
    description: 'now, or next_date: scheduled for the next billing date, until then it can be withdrawn',
    default: 'now',
  })
  @IsOptional()
  @IsIn(purchaseMoments)
  when?: PurchaseMoment;

  @JSONSchema({
    description:
      'Whether what was charged last for it is given back: by a void, or by a refund where it has settled. Only with a cancellation now, by who may refund, within their limit, and with an Idempotency-Key',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  refund?: boolean;
}

/** Pauses the billing of a purchase for some months. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.already_scheduled`. */
export class PausePurchaseInput extends PurchaseStepInput {
  @JSONSchema({ description: "How many months it pauses, counted in the customer's time zone" })
  @IsInt()
  @Min(1)
  @Max(60)
  months!: number;

  @JSONSchema({
    description:
      'next_date: scheduled for the next billing date, until then it can be withdrawn; or now. What was paid for and not used yet is kept',
    default: 'next_date',
  })
  @IsOptional()
  @IsIn(purchaseMoments)
  when?: PurchaseMoment;
}

/** Restarts a purchase that was cancelled, given up or completed. Errors: `billing.not_found`, `billing.purchase_not_stopped`, `billing.order_not_open`, `billing.date_in_past`. */
export class RestartPurchaseInput extends PurchaseStepInput {
  @JSONSchema({
    description:
      "The day of the next billing in the customer's time zone; absent: when the next cycle would have fallen due, or now where that is past",
  })
  @IsOptional()
  @IsDay()
  nextBillDate?: string;
}

/** What a customer may answer when asked for consent to be billed. */
export const consentAnswers = ['received', 'denied'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Enters what the customer answered. Errors: `billing.not_found`, `billing.purchase_not_live`, `billing.consent_not_asked`. */
export class AnswerConsentInput extends PurchaseInput {
  @IsIn(consentAnswers)
  answer!: ConsentAnswer;
}
