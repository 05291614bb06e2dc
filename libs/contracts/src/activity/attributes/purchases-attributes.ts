import { Money } from '../../money';
import { Amount, Count, Day, Id, Text, Texts } from './fields';
import { SubscriptionAttributes } from './shared-attributes';

export class TrialStartedAttributes extends SubscriptionAttributes {
  @Day('Last day of the trial.', { optional: true })
  endsOn?: string;
}

export class BillingCycleAttributes extends SubscriptionAttributes {
  @Count('Billing cycle, from 1.', { min: 1, max: 10_000 })
  cycle: number;
}

export class DiscountedSubscriptionAttributes extends SubscriptionAttributes {
  @Text('Discount name.', { optional: true })
  discountName?: string;

  @Count('Discount occurrence: which of its billings this one is, from 1.', {
    optional: true,
    min: 1,
    max: 1000,
  })
  discountOccurrence?: number;
}

export class BilledSubscriptionAttributes extends DiscountedSubscriptionAttributes {
  @Amount('What was billed.')
  amount: Money;
}

export class RecycleSavedAttributes extends BillingCycleAttributes {
  @Amount('What was billed.')
  amount: Money;
}

export class BillingFailedAttributes extends SubscriptionAttributes {
  @Text('Payment processor that answered, e.g. `dibs` or `klarna`.', { optional: true })
  processor?: string;

  @Text("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class BillingDateChangedAttributes {
  @Day("Bill day changed 'from'.")
  billDayFrom: string;

  @Day("Bill day changed 'to'.")
  billDayTo: string;
}

export class PaymentMethodChangedAttributes {
  @Text("Payment method 'from', masked.")
  from: string;

  @Text("Payment method 'to', masked.")
  to: string;

  @Text('Associated subscription product.')
  productName: string;
}

export class ScheduledSubscriptionAttributes extends SubscriptionAttributes {
  @Day('Day on which it is due.')
  scheduledDate: string;
}

/** One subscription product takes the place of another. */
export class SubscriptionChangedAttributes {
  @Text("Subscription product name 'from'.")
  productNameFrom: string;

  @Text("Subscription product name 'to'.")
  productNameTo: string;

  @Id('Subscription order ID.')
  orderId: string;
}

export class DowngradeScheduledAttributes extends SubscriptionChangedAttributes {
  @Day('Scheduled downgrade date.')
  scheduledDate: string;
}

export class PauseAttributes extends SubscriptionAttributes {
  @Count('Number of months paused for.', { min: 1, max: 60 })
  months: number;
}

export class PauseScheduledAttributes extends PauseAttributes {
  @Day('Scheduled date on which the pause will take place.')
  scheduledDate: string;
}

export class ProductOptionChangedAttributes extends SubscriptionAttributes {
  @Text("Product option 'from'.")
  optionFrom: string;

  @Text("Product option 'to'.")
  optionTo: string;
}

export class PriceChangedAttributes extends SubscriptionAttributes {
  @Amount("Unit price 'from'.")
  unitPriceFrom: Money;

  @Amount("Unit price 'to'.")
  unitPriceTo: Money;
}

export class QuantityChangedAttributes extends SubscriptionAttributes {
  @Count("Quantity 'from'.", { min: 1, max: 100_000 })
  quantityFrom: number;

  @Count("Quantity 'to'.", { min: 1, max: 100_000 })
  quantityTo: number;

  @Amount('Price of a cycle from now on: quantity × unit price.')
  price: Money;
}

export class PurchaseUpdatedAttributes extends SubscriptionAttributes {
  @Texts('Field name(s) that changed.')
  fieldNames: string[];
}

export class MembershipAttributes {
  @Text('Membership as the plugin names it.')
  membershipName: string;

  @Id('Order ID.', { optional: true })
  orderId?: string;
}
