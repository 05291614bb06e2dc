import { PageQuery } from '../../paging';
import { ShippingAddress } from './shipping-address';
import {
  CustomFieldChanges,
  CustomFields,
  Email,
  Flag,
  Id,
  IpAddress,
  Line,
  Name,
  Note,
  OneOf,
  Part,
  Parts,
  Whole,
} from '../../fields';

/** The states of an order. `refunded`: all that was paid went back; `voided`: it was voided before any of it had settled. */
export const orderStatuses = [
  'partial',
  'pending',
  'complete',
  'declined',
  'cancelled',
  'refunded',
  'voided',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** One line of a new order. */
export class OrderItemInput {
  @Id()
  productId!: string;

  @Id('An option of the product; required where it has any', { optional: true })
  optionId?: string;

  @Id("One of the product's price points, in the campaign's base currency")
  pricePointId!: string;

  @Whole({ min: 1, max: 100_000 })
  quantity!: number;

  @Id('A discount on the line; the sale is its first occurrence', { optional: true })
  discountId?: string;

  @Line(
    "The billing engine's own reference of the purchase this line makes; only with `engineId` and a recurring price point",
    { optional: true, min: 1, max: 100, noCards: true },
  )
  engineReference?: string;
}

/** A payment that comes in beside the processor, such as a cheque. */
export class OutsidePaymentInput {
  @Name('How it is paid, for people', { min: 1, max: 60, examples: ['bank transfer'] })
  method!: string;

  @Line('By what the payment is recognised', { optional: true, min: 1, max: 100, noCards: true })
  reference?: string;
}

/**
 * How an order is paid: by a card's token, by a payment method that is kept of the customer, or outside. A card's
 * number never comes here: the processor's own field turns it into a token.
 */
export class OrderPaymentInput {
  @Line("The payment processor's token of the card; either this, `paymentMethodId` or `outside`", {
    when: ({ token, paymentMethodId, outside }) =>
      token !== undefined || (paymentMethodId === undefined && outside === undefined),
    min: 1,
    max: 200,
    noCards: true,
    examples: ['tok_success'],
  })
  token?: string;

  @Id('One of the customer’s payment methods that can be charged', { optional: true, notBeside: ['token'] })
  paymentMethodId?: string;

  @Part(
    OutsidePaymentInput,
    'Paid beside the processor: the order waits for quality assurance until somebody has the money',
    { optional: true, notBeside: ['token', 'paymentMethodId'] },
  )
  outside?: OutsidePaymentInput;
}

/** The customer's name and contacts as they are at the sale; for the parcel and for mail. */
export class OrderCustomerInput {
  @Name({ min: 1, max: 200 })
  name!: string;

  @Email({ optional: true, max: 254 })
  email?: string;

  @Line({ optional: true, min: 3, max: 40, noCards: true })
  phone?: string;

  @IpAddress('The address the buyer ordered from, IPv4 or IPv6', {
    optional: true,
    examples: ['203.0.113.7'],
  })
  ip?: string;
}

/**
 * Makes an order and pays it. Errors: `billing.unknown_reference`, `billing.reference_retired`, `billing.country_not_served`,
 * `billing.payment_missing`, `billing.payment_unknown` (504: repeat with the same key to learn the outcome).
 */
export class CreateOrderInput {
  @Id()
  customerId!: string;

  @Id()
  campaignId!: string;

  @Id('The call center the order came through', { optional: true })
  callCenterId?: string;

  @Parts(OrderItemInput, { min: 1, max: 100 })
  items!: OrderItemInput[];

  @Part(OrderPaymentInput, 'Required unless `status` is `partial` or nothing is to be paid', {
    optional: true,
  })
  payment?: OrderPaymentInput;

  @Part(
    ShippingAddress,
    "Absent: where something is shipped, the customer's address for shipping, else their first; required where they have none, unless `status` is `partial`",
    {
      optional: true,
    },
  )
  shippingAddress?: ShippingAddress;

  @Part(OrderCustomerInput, "Absent: as the customer's record has it", { optional: true })
  customer?: OrderCustomerInput;

  @CustomFields("The order's custom fields by name; each value as the field's type writes it", {
    optional: true,
  })
  customFields?: Record<string, string>;

  @Id('The billing engine that bills its recurring lines from then on; absent: we do', { optional: true })
  engineId?: string;

  @OneOf(['partial'], 'partial: saved without paying, to be completed later', { optional: true })
  status?: 'partial';
}

/** Names one order. Errors: `billing.not_found`. */
export class OrderInput {
  @Id()
  id!: string;
}

/** Pays a partial order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`, `billing.payment_unknown`. */
export class CompleteOrderInput extends OrderInput {
  @Part(OrderPaymentInput)
  payment!: OrderPaymentInput;

  @Part(ShippingAddress, 'Takes the place of the one saved with the order', { optional: true })
  shippingAddress?: ShippingAddress;
}

/**
 * Runs a declined order again. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_missing`,
 * `billing.payment_in_progress`, `billing.payment_unknown`.
 */
export class RerunOrderInput extends OrderInput {
  @Part(OrderPaymentInput, 'Another payment; absent: the one that was declined', { optional: true })
  payment?: OrderPaymentInput;
}

/** What quality assurance can decide. */
export const qaDecisions = ['approve', 'decline'] as const;
export type QaDecision = (typeof qaDecisions)[number];

/** Judges an order that waits for quality assurance. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`, `billing.payment_returned`. */
export class JudgeOrderInput extends OrderInput {
  @OneOf(
    qaDecisions,
    'approve: the order is complete; decline: it is declined, and what was charged is given back',
  )
  decision!: QaDecision;

  @Note('Why, as people will want to know; needed to decline', {
    when: ({ decision, reason }) => decision === 'decline' || reason !== undefined,
    min: 1,
    max: 500,
  })
  reason?: string;
}

/** Changes an order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.custom_field_invalid`, `billing.country_not_served`, `request.stale`. */
export class ChangeOrderInput extends OrderInput {
  @Part(
    ShippingAddress,
    'Takes the place of the one before. Parcels go there that were not sent yet; what is sent keeps its address',
    { optional: true },
  )
  shippingAddress?: ShippingAddress;

  @CustomFieldChanges(
    "Order custom fields to be set, by name; each value as the field's type writes it, null takes it away",
    { optional: true },
  )
  customFields?: Record<string, string | null>;
}

/** Cancels an order. Errors: `billing.not_found`, `billing.order_not_open`, `billing.payment_in_progress`; with `refund` `billing.not_chargeable_back`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class CancelOrderInput extends OrderInput {
  @Note('Why, as people will want to know', { min: 1, max: 500 })
  reason!: string;

  @Flag('true: all that is left of what was paid for it goes back in the same act', { optional: true })
  refund?: boolean;
}

/** Lists a customer's orders, purchases or transactions, newest first. */
export class ListOfCustomerInput extends PageQuery {
  @Id('The customer')
  id!: string;
}
