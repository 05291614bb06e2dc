import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsIP,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../moment';
import { NoCardNumber } from '../card-number';
import { PageQuery } from '../paging';
import { CustomFields } from './custom-fields';
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

/** How an order is paid. A card's number never comes here: the processor's own field turns it into a token. */
export class OrderPaymentInput {
  @JSONSchema({ description: "The payment processor's token of the card", examples: ['tok_success'] })
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  token!: string;
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

/** Searches orders, newest first. Every condition given must hold. */
export class SearchOrdersInput extends PageQuery {
  @JSONSchema({ description: 'The order number, or how it begins' })
  @IsOptional()
  @IsString()
  @Length(1, 30)
  orderNumber?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  campaignId?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  productId?: string[];

  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(orderStatuses, { each: true })
  status?: OrderStatus[];

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @Matches(/^\d{4}$/, { message: 'cardLast4 must be four digits' })
  cardLast4?: string;

  @JSONSchema({ description: 'Ordered at or after (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @JSONSchema({ description: 'Ordered before (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  to?: string;
}
