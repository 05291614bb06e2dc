import { ReaddressedFulfillmentView } from '../../fulfillment/order-addresses';
import { captureModes, type CaptureMode } from '../catalog/campaigns.inputs';
import { orderStatuses, OutsidePaymentInput, type OrderStatus } from './orders.inputs';
import { qaCauses, type QaCause } from '../../activity/attributes/orders-attributes';
import { ShippingAddress } from './shipping-address';
import { TransactionView } from '../payments/transactions.views';
import {
  Country,
  CustomFields,
  Flag,
  Id,
  Moment,
  Money,
  OneOf,
  Part,
  Parts,
  Sum,
  Text,
  Whole,
} from '../../fields';

/** The discount on a line, as it was at the sale. */
export class OrderItemDiscountView {
  @Id()
  id!: string;

  @Text()
  name!: string;

  @Whole('How many billings of the line it holds for, the sale included')
  occurrences!: number;
}

/** One line of an order, with the terms it was sold at. */
export class OrderItemView {
  @Id()
  id!: string;

  @Id()
  productId!: string;

  @Text()
  productName!: string;

  @Text()
  sku!: string;

  @Id({ optional: true })
  optionId?: string;

  @Text({ optional: true })
  optionName?: string;

  @Id()
  pricePointId!: string;

  @Whole()
  quantity!: number;

  @Sum("Price of one unit at the sale: the trial's where there is one")
  unitPrice!: Money;

  @Sum('quantity × unit price, less the discount')
  price!: Money;

  @Part(OrderItemDiscountView, { optional: true })
  discount?: OrderItemDiscountView;

  @Id('The purchase it made; only of a recurring line of a completed order', { optional: true })
  purchaseId?: string;
}

/** The customer's name and contacts as they were at the sale. */
export class OrderCustomerView {
  @Text()
  name!: string;

  @Text({ optional: true })
  email?: string;

  @Text({ optional: true })
  phone?: string;

  @Text('The address the buyer ordered from', { optional: true })
  ip?: string;
}

/** An order. */
export class OrderView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text('For people: unique, never used again; numbers may be left out', { examples: ['D-100001'] })
  orderNumber!: string;

  @OneOf(orderStatuses)
  status!: OrderStatus;

  @Id()
  customerId!: string;

  @Id()
  campaignId!: string;

  @Id()
  campaignCategoryId!: string;

  @Id({ optional: true })
  callCenterId?: string;

  @Id('The billing engine that bills its recurring lines; absent: we do', { optional: true })
  engineId?: string;

  @Parts(OrderItemView)
  items!: OrderItemView[];

  @Sum('What is paid at the sale: the sum of the prices of the items, and the tax')
  total!: Money;

  @Sum('The part of the total that is tax; absent where there is none', { optional: true })
  tax?: Money;

  @Sum(
    'What a refund of it can give back at most: of its own charge and of what its purchases were billed later, refunds under way taken off',
  )
  refundable!: Money;

  @OneOf(captureModes)
  captureAt!: CaptureMode;

  @Country('ISO 3166-1 alpha-2 of the shipping address', { optional: true })
  country?: string;

  @Part(OrderCustomerView, { optional: true })
  customer?: OrderCustomerView;

  @Part(ShippingAddress, { optional: true })
  shippingAddress?: ShippingAddress;

  @CustomFields("The order's custom fields by name; each value as the field's type writes it", {
    optional: true,
  })
  customFields!: Record<string, string>;

  @Part(TransactionView, 'The latest payment of the sale; its outcome may still be pending or unknown', {
    optional: true,
  })
  payment?: TransactionView;

  @OneOf(qaCauses, 'Why it waits, or waited, for quality assurance', { optional: true })
  qaCause?: QaCause;

  @Part(OutsidePaymentInput, 'How it is paid beside the processor', { optional: true })
  outsidePayment?: OutsidePaymentInput;

  @Flag('It had been declined, and went through when it was run again')
  declineSaved!: boolean;

  @Flag('It was saved as partial first')
  savedPartial!: boolean;

  @Text('Why it was cancelled', { optional: true })
  cancelReason?: string;

  @Moment()
  orderedAt!: string;

  @Moment({ optional: true })
  completedAt?: string;
}

/** An order as it is changed. */
export class ChangedOrderView extends OrderView {
  @Parts(
    ReaddressedFulfillmentView,
    'Where its address was changed: its fulfillments, and whether they go there; absent where they could not be asked just now, and follow later',
    { optional: true },
  )
  fulfillments?: ReaddressedFulfillmentView[];
}
