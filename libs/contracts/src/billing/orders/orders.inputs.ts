import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsEmail,
  IsIn,
  IsIP,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { PageQuery } from '../../paging';
import { Money } from '../../money';
import { NotBeside } from '../../not-beside';
import { CustomFieldChanges, CustomFields } from '../catalog/custom-fields';
import { ShippingAddress } from './shipping-address';

/** The states of an order. */
export const orderStatuses = ['partial', 'pending', 'complete', 'declined', 'cancelled', 'refunded'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** One line of a new order. */
export class OrderItemInput {
  @IsUUID()
  productId!: string;

  @JSONSchema({ description: 'An option of the product; required where it has any' })
  @IsOptional()
  @IsUUID()
  optionId?: string;

  @JSONSchema({ description: "One of the product's price points, in the campaign's base currency" })
  @IsUUID()
  pricePointId!: string;

  @IsInt()
  @Min(1)
  @Max(100_000)
  quantity!: number;

  @JSONSchema({ description: 'A discount on the line; the sale is its first occurrence' })
  @IsOptional()
  @IsUUID()
  discountId?: string;

  @JSONSchema({
    description:
      "The billing engine's own reference of the purchase this line makes; only with `engineId` and a recurring price point",
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  engineReference?: string;
}

/** A payment that comes in beside the processor, such as a cheque. */
export class OutsidePaymentInput {
  @JSONSchema({ description: 'How it is paid, for people', examples: ['bank transfer'] })
  @IsString()
  @Length(1, 60)
  @NoCardNumber()
  method!: string;

  @JSONSchema({ description: 'By what the payment is recognised' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @NoCardNumber()
  reference?: string;
}

/**
 * How an order is paid: by a card's token, by a payment method that is kept of the customer, or outside. A card's
 * number never comes here: the processor's own field turns it into a token.
 */
export class OrderPaymentInput {
  @JSONSchema({
    description: "The payment processor's token of the card; either this, `paymentMethodId` or `outside`",
    examples: ['tok_success'],
  })
  @ValidateIf(
    ({ token, paymentMethodId, outside }: OrderPaymentInput) =>
      token !== undefined || (paymentMethodId === undefined && outside === undefined),
  )
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  token?: string;

  @JSONSchema({ description: 'One of the customer’s payment methods that can be charged' })
  @IsOptional()
  @NotBeside('token')
  @IsUUID()
  paymentMethodId?: string;

  @JSONSchema({
    description:
      'Paid beside the processor: the order waits for quality assurance until somebody has the money',
  })
  @IsOptional()
  @NotBeside('token')
  @NotBeside('paymentMethodId')
  @ValidateNested()
  @Type(() => OutsidePaymentInput)
  outside?: OutsidePaymentInput;
}

/** The customer's name and contacts as they are at the sale; for the parcel and for mail. */
export class OrderCustomerInput {
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  name!: string;

  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string;

  @IsOptional()
  @IsString()
  @Length(3, 40)
  @NoCardNumber()
  phone?: string;

  @JSONSchema({ description: 'The address the buyer ordered from, IPv4 or IPv6', examples: ['203.0.113.7'] })
  @IsOptional()
  @IsIP()
  ip?: string;
}

/**
 * Makes an order and pays it. Errors: `billing.unknown_reference`, `billing.reference_retired`, `billing.country_not_served`,
 * `billing.payment_missing`, `billing.payment_unknown` (504: repeat with the same key to learn the outcome).
 */
export class CreateOrderInput {
  @IsUUID()
  customerId!: string;

  @IsUUID()
  campaignId!: string;

  @JSONSchema({ description: 'The call center the order came through' })
  @IsOptional()
  @IsUUID()
  callCenterId?: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => OrderItemInput)
  items!: OrderItemInput[];

  @JSONSchema({ description: 'Required unless `status` is `partial` or nothing is to be paid' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OrderPaymentInput)
  payment?: OrderPaymentInput;

  @JSONSchema({ description: 'Required where something is shipped, unless `status` is `partial`' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ShippingAddress)
  shippingAddress?: ShippingAddress;

  @IsOptional()
  @ValidateNested()
  @Type(() => OrderCustomerInput)
  customer?: OrderCustomerInput;

  @CustomFields()
  customFields?: Record<string, string>;

  @JSONSchema({
    description: 'The billing engine that bills its recurring lines from then on; absent: we do',
  })
  @IsOptional()
  @IsUUID()
  engineId?: string;

  @JSONSchema({ description: 'partial: saved without paying, to be completed later' })
  @IsOptional()
  @IsIn(['partial'])
  status?: 'partial';
}

/** Names one order. Errors: `billing.not_found`. */
export class OrderInput {
  @IsUUID()
  id!: string;
}

/** Pays a partial order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`, `billing.payment_unknown`. */
export class CompleteOrderInput extends OrderInput {
  @ValidateNested()
  @Type(() => OrderPaymentInput)
  payment!: OrderPaymentInput;

  @JSONSchema({ description: 'Takes the place of the one saved with the order' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ShippingAddress)
  shippingAddress?: ShippingAddress;
}

/**
 * Runs a declined order again. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_missing`,
 * `billing.payment_in_progress`, `billing.payment_unknown`.
 */
export class RerunOrderInput extends OrderInput {
  @JSONSchema({ description: 'Another payment; absent: the one that was declined' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OrderPaymentInput)
  payment?: OrderPaymentInput;
}

/** What quality assurance can decide. */
export const qaDecisions = ['approve', 'decline'] as const;
export type QaDecision = (typeof qaDecisions)[number];

/** Judges an order that waits for quality assurance. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`. */
export class JudgeOrderInput extends OrderInput {
  @JSONSchema({
    description:
      'approve: the order is complete; decline: it is declined, and what was charged is given back',
  })
  @IsIn(qaDecisions)
  decision!: QaDecision;

  @JSONSchema({ description: 'Why, as people will want to know; needed to decline' })
  @ValidateIf((input: JudgeOrderInput) => input.decision === 'decline' || input.reason !== undefined)
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason?: string;
}

/** Changes an order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.custom_field_invalid`, `billing.country_not_served`, `request.stale`. */
export class ChangeOrderInput extends OrderInput {
  @JSONSchema({
    description:
      'Takes the place of the one before. Parcels go there that were not sent yet; what is sent keeps its address',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => ShippingAddress)
  shippingAddress?: ShippingAddress;

  @CustomFieldChanges()
  customFields?: Record<string, string | null>;
}

/**
 * Gives back what was paid for an order. Errors: `billing.not_found`, `billing.not_chargeable_back`,
 * `billing.not_settled`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`, `billing.payment_unknown`.
 */
export class RefundOrderInput extends OrderInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;

  @JSONSchema({ description: 'How much, taken from the oldest charge first; absent: all that is left' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;
}

/** Cancels an order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`. */
export class CancelOrderInput extends OrderInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** Lists a customer's orders, purchases or transactions, newest first. */
export class ListOfCustomerInput extends PageQuery {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;
}
