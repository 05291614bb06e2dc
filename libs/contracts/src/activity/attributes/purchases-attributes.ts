import { OrderLineAttributes } from './orders-attributes';
import { SubscriptionAttributes } from './shared-attributes';
import { Day, Id, Money, Part, ShortText, ShortTexts, Sum, Whole } from '../../fields';

export class TrialStartedAttributes extends SubscriptionAttributes {
  @Day('Last day of the trial.', { optional: true })
  endsOn?: string;
}

export class BillingCycleAttributes extends SubscriptionAttributes {
  @Whole('Billing cycle, from 1.', { min: 1, max: 10_000 })
  cycle: number;
}

export class DiscountedSubscriptionAttributes extends SubscriptionAttributes {
  @ShortText('Discount name.', { optional: true })
  discountName?: string;

  @Whole('Discount occurrence: which of its billings this one is, from 1.', {
    optional: true,
    min: 1,
    max: 1000,
  })
  discountOccurrence?: number;
}

/** What is to be shipped for a cycle that was billed. */
export class CycleShipmentAttributes {
  @Whole("Which run of the purchase's cycles it is, from 1: they may begin anew.", { min: 1, max: 10_000 })
  run: number;

  @Whole('Billing cycle, from 1.', { min: 1, max: 10_000 })
  cycle: number;

  @Part(OrderLineAttributes, 'What is shipped.')
  item: OrderLineAttributes;
}

export class BilledSubscriptionAttributes extends DiscountedSubscriptionAttributes {
  @Sum('What was billed.')
  amount: Money;

  @Whole('How many of the product were billed.', { optional: true, min: 1 })
  quantity?: number;

  @Part(CycleShipmentAttributes, 'What is shipped for it; absent where nothing is.', { optional: true })
  shipment?: CycleShipmentAttributes;
}

export class RecycleSavedAttributes extends BillingCycleAttributes {
  @Sum('What was billed.')
  amount: Money;

  @Whole('How many of the product were billed.', { optional: true, min: 1 })
  quantity?: number;

  @Part(CycleShipmentAttributes, 'What is shipped for it; absent where nothing is.', { optional: true })
  shipment?: CycleShipmentAttributes;
}

/** A cycle was told as billed before, with another amount. */
export class BilledAmountDiffersAttributes extends BillingCycleAttributes {
  @Sum('What it was billed with as it was told first; this is what counts.')
  counted: Money;

  @Sum('What is told now.')
  reported: Money;
}

export class BillingFailedAttributes extends SubscriptionAttributes {
  @ShortText('Payment processor that answered, e.g. `dibs` or `klarna`.', { optional: true })
  processor?: string;

  @ShortText("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class BillingDateChangedAttributes {
  @Day("Bill day changed 'from'.")
  billDayFrom: string;

  @Day("Bill day changed 'to'.")
  billDayTo: string;
}

export class PaymentMethodChangedAttributes {
  @ShortText("Payment method 'from', masked.")
  from: string;

  @ShortText("Payment method 'to', masked.")
  to: string;

  @ShortText('Associated subscription product.')
  productName: string;
}

export class ScheduledSubscriptionAttributes extends SubscriptionAttributes {
  @Day('Day on which it is due.')
  scheduledDate: string;
}

/** One subscription product takes the place of another. */
export class SubscriptionChangedAttributes {
  @ShortText("Subscription product name 'from'.")
  productNameFrom: string;

  @ShortText("Subscription product name 'to'.")
  productNameTo: string;

  @Id('Subscription order ID.')
  orderId: string;
}

export class DowngradeScheduledAttributes extends SubscriptionChangedAttributes {
  @Day('Scheduled downgrade date.')
  scheduledDate: string;
}

export class PauseAttributes extends SubscriptionAttributes {
  @Whole('Number of months paused for.', { min: 1, max: 60 })
  months: number;
}

export class PauseScheduledAttributes extends PauseAttributes {
  @Day('Scheduled date on which the pause will take place.')
  scheduledDate: string;
}

export class ProductOptionChangedAttributes extends SubscriptionAttributes {
  @ShortText("Product option 'from'.")
  optionFrom: string;

  @ShortText("Product option 'to'.")
  optionTo: string;
}

export class PriceChangedAttributes extends SubscriptionAttributes {
  @Sum("Unit price 'from'.")
  unitPriceFrom: Money;

  @Sum("Unit price 'to'.")
  unitPriceTo: Money;
}

export class QuantityChangedAttributes extends SubscriptionAttributes {
  @Whole("Quantity 'from'.", { min: 1, max: 100_000 })
  quantityFrom: number;

  @Whole("Quantity 'to'.", { min: 1, max: 100_000 })
  quantityTo: number;

  @Sum('Price of a cycle from now on: quantity × unit price.')
  price: Money;
}

export class PurchaseUpdatedAttributes extends SubscriptionAttributes {
  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];
}

export class MembershipAttributes {
  @ShortText('Membership as the plugin names it.')
  membershipName: string;

  @Id('Order ID.', { optional: true })
  orderId?: string;
}
