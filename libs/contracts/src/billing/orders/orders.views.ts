import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { captureModes, type CaptureMode } from '../catalog/campaigns.inputs';
import { CustomFields } from '../catalog/custom-fields';
import { orderStatuses, OutsidePaymentInput, type OrderStatus } from './orders.inputs';
import { qaCauses, type QaCause } from '../../activity/attributes/orders-attributes';
import { ShippingAddress } from './shipping-address';
import { TransactionView } from '../payments/transactions.views';

/** The discount on a line, as it was at the sale. */
export class OrderItemDiscountView {
  @IsUUID()
  id!: string;

  @IsString()
  name!: string;

  @JSONSchema({ description: 'How many billings of the line it holds for, the sale included' })
  @IsInt()
  occurrences!: number;
}

/** One line of an order, with the terms it was sold at. */
export class OrderItemView {
  @IsUUID()
  id!: string;

  @IsUUID()
  productId!: string;

  @IsString()
  productName!: string;

  @IsString()
  sku!: string;

  @IsOptional()
  @IsUUID()
  optionId?: string;

  @IsOptional()
  @IsString()
  optionName?: string;

  @IsUUID()
  pricePointId!: string;

  @IsInt()
  quantity!: number;

  @JSONSchema({ description: "Price of one unit at the sale: the trial's where there is one" })
  @ValidateNested()
  @Type(() => Money)
  unitPrice!: Money;

  @JSONSchema({ description: 'quantity × unit price, less the discount' })
  @ValidateNested()
  @Type(() => Money)
  price!: Money;

  @IsOptional()
  @ValidateNested()
  @Type(() => OrderItemDiscountView)
  discount?: OrderItemDiscountView;

  @JSONSchema({ description: 'The purchase it made; only of a recurring line of a completed order' })
  @IsOptional()
  @IsUUID()
  purchaseId?: string;
}

/** The customer's name and contacts as they were at the sale. */
export class OrderCustomerView {
  @IsString()
  name!: string;

  @IsOptional()
  @IsString()
  email?: string;

  @IsOptional()
  @IsString()
  phone?: string;

  @JSONSchema({ description: 'The address the buyer ordered from' })
  @IsOptional()
  @IsString()
  ip?: string;
}

/** An order. */
export class OrderView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @JSONSchema({
    description: 'For people: unique, never used again; numbers may be left out',
    examples: ['D-100001'],
  })
  @IsString()
  orderNumber!: string;

  @IsIn(orderStatuses)
  status!: OrderStatus;

  @IsUUID()
  customerId!: string;

  @IsUUID()
  campaignId!: string;

  @IsUUID()
  campaignCategoryId!: string;

  @IsOptional()
  @IsUUID()
  callCenterId?: string;

  @JSONSchema({ description: 'The billing engine that bills its recurring lines; absent: we do' })
  @IsOptional()
  @IsUUID()
  engineId?: string;

  @ValidateNested({ each: true })
  @IsArray()
  @Type(() => OrderItemView)
  items!: OrderItemView[];

  @JSONSchema({ description: 'What is paid at the sale: the sum of the prices of the items, and the tax' })
  @ValidateNested()
  @Type(() => Money)
  total!: Money;

  @JSONSchema({ description: 'The part of the total that is tax; absent where there is none' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  tax?: Money;

  @IsIn(captureModes)
  captureAt!: CaptureMode;

  @JSONSchema({ description: 'ISO 3166-1 alpha-2 of the shipping address' })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/)
  country?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => OrderCustomerView)
  customer?: OrderCustomerView;

  @IsOptional()
  @ValidateNested()
  @Type(() => ShippingAddress)
  shippingAddress?: ShippingAddress;

  @CustomFields()
  customFields!: Record<string, string>;

  @JSONSchema({ description: 'The latest payment of the sale; its outcome may still be pending or unknown' })
  @IsOptional()
  @ValidateNested()
  @Type(() => TransactionView)
  payment?: TransactionView;

  @JSONSchema({ description: 'Why it waits, or waited, for quality assurance' })
  @IsOptional()
  @IsIn(qaCauses)
  qaCause?: QaCause;

  @JSONSchema({ description: 'How it is paid beside the processor' })
  @IsOptional()
  @ValidateNested()
  @Type(() => OutsidePaymentInput)
  outsidePayment?: OutsidePaymentInput;

  @JSONSchema({ description: 'It had been declined, and went through when it was run again' })
  @IsBoolean()
  declineSaved!: boolean;

  @JSONSchema({ description: 'It was saved as partial first' })
  @IsBoolean()
  savedPartial!: boolean;

  @JSONSchema({ description: 'Why it was cancelled' })
  @IsOptional()
  @IsString()
  cancelReason?: string;

  @IsRFC3339()
  orderedAt!: string;

  @IsOptional()
  @IsRFC3339()
  completedAt?: string;
}

/** What became of an order's refund. */
export class OrderRefundView {
  @ValidateNested()
  @Type(() => OrderView)
  order!: OrderView;

  @JSONSchema({
    description:
      'The voids and refunds that were made of it, in their order. A void that was declined is followed by the refund in its place',
  })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TransactionView)
  givenBack!: TransactionView[];
}
