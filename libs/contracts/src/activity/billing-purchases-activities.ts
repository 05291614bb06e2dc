import {
  BillingDateChangedAttributes,
  DowngradeScheduledAttributes,
  PauseAttributes,
  PauseScheduledAttributes,
  PaymentMethodChangedAttributes,
  PriceChangedAttributes,
  ProductOptionChangedAttributes,
  PurchaseUpdatedAttributes,
  QuantityChangedAttributes,
  ScheduledSubscriptionAttributes,
  SubscriptionChangedAttributes,
} from './attributes/purchases-attributes';
import { SubscriptionAttributes } from './attributes/shared-attributes';
import { activity, type ActivitySpec } from './define';

function purchaseUpdate<const Key extends `billing.${string}.${string}`, Attributes extends object>(
  spec: Omit<ActivitySpec<Key, Attributes>, 'reportAction' | 'category'>,
) {
  return activity({ reportAction: 'purchase_updated', category: 'retention', ...spec });
}

/** What billing tells about changes of a recurring purchase; the report counts all of them as Purchase Updated. */
export const billingPurchaseActivities = [
  purchaseUpdate({
    key: 'billing.purchase.updated',
    title: 'Purchase Updated',
    attributes: PurchaseUpdatedAttributes,
    message: '{productName} updated[: {fieldNames}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.kept',
    title: 'Purchase Kept',
    attributes: SubscriptionAttributes,
    message:
      '{productName} goes on being billed, though what was paid for its order went back[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.billing_date_changed',
    title: 'Billing Date Changed',
    attributes: BillingDateChangedAttributes,
    message: 'Billing date changed from {billDayFrom} to {billDayTo}',
  }),
  purchaseUpdate({
    key: 'billing.purchase.payment_method_changed',
    title: 'Account Payment Method Changed',
    attributes: PaymentMethodChangedAttributes,
    message: 'Payment method of {productName} changed from {from} to {to}',
  }),
  purchaseUpdate({
    key: 'billing.purchase.product_option_changed',
    title: 'Product Option Changed',
    attributes: ProductOptionChangedAttributes,
    message: 'Option of {productName} changed from {optionFrom} to {optionTo}',
  }),
  purchaseUpdate({
    key: 'billing.purchase.price_changed',
    title: 'Unit Price Changed',
    attributes: PriceChangedAttributes,
    message: 'Unit price of {productName} changed from {unitPriceFrom} to {unitPriceTo}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.quantity_changed',
    title: 'Quantity Changed',
    attributes: QuantityChangedAttributes,
    message: 'Quantity of {productName} changed from {quantityFrom} to {quantityTo}, price now {price}',
  }),
  purchaseUpdate({
    key: 'billing.purchase.product_changed',
    title: 'Subscription Changed',
    attributes: SubscriptionChangedAttributes,
    message: 'Subscription changed from {productNameFrom} to {productNameTo}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.downgrade_scheduled',
    title: 'Subscription Downgrade Scheduled',
    attributes: DowngradeScheduledAttributes,
    message:
      'Downgrade from {productNameFrom} to {productNameTo} scheduled for {scheduledDate}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.downgrade_withdrawn',
    title: 'Subscription Downgrade Withdrawn',
    attributes: SubscriptionAttributes,
    message: 'Scheduled downgrade of {productName} withdrawn',
  }),
  purchaseUpdate({
    key: 'billing.purchase.cancellation_scheduled',
    title: 'Subscription Cancellation Scheduled',
    attributes: ScheduledSubscriptionAttributes,
    message: 'Cancellation of {productName} scheduled for {scheduledDate}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.cancellation_withdrawn',
    title: 'Subscription Cancellation Withdrawn',
    attributes: SubscriptionAttributes,
    message: 'Scheduled cancellation of {productName} withdrawn',
  }),
  purchaseUpdate({
    key: 'billing.purchase.pause_scheduled',
    title: 'Pause Scheduled',
    attributes: PauseScheduledAttributes,
    message: 'Pause of {productName} scheduled for {scheduledDate}, months: {months}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.paused',
    title: 'Pause Activated',
    attributes: PauseAttributes,
    message: '{productName} paused, months: {months}[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.pause_withdrawn',
    title: 'Scheduled Pause cancelled',
    attributes: SubscriptionAttributes,
    message: 'Scheduled pause of {productName} cancelled',
  }),
  purchaseUpdate({
    key: 'billing.purchase.pause_ended_early',
    title: 'Pause Ended Early',
    attributes: SubscriptionAttributes,
    message: 'Pause of {productName} ended early[: {personal.text}]',
  }),
  purchaseUpdate({
    key: 'billing.purchase.pause_ended',
    title: 'Pause Ended',
    attributes: SubscriptionAttributes,
    message: 'Pause of {productName} ended',
  }),
] as const;
