import { AddressCheckAttributes, AddressCheckFailedAttributes } from './attributes/customers-attributes';
import {
  FraudResultAttributes,
  NewPurchaseAttributes,
  OrderAttributes,
  OrderDeclinedAttributes,
  OrderSavedAttributes,
  OrderUpdatedAttributes,
  QaJudgedAttributes,
  QaPendingAttributes,
  TaxFailedAttributes,
} from './attributes/orders-attributes';
import { activity, activityOf } from './define';

const salesActivity = activityOf('sales');

/** What billing tells about orders, from the first save to the last change. */
export const billingOrderActivities = [
  salesActivity({
    key: 'billing.order.partial_saved',
    reportAction: 'partial',
    title: 'Partial',
    attributes: OrderSavedAttributes,
    message: 'Order[ {context.orderNumber}] saved without completing[: {productNames}]',
  }),
  salesActivity({
    key: 'billing.order.declined',
    reportAction: 'new_sale_declined',
    title: 'New Sale Declined',
    attributes: OrderDeclinedAttributes,
    message: 'Payment of {attemptedAmount} for {productNames} declined[ by {processor}][ ({responseCode})]',
  }),
  salesActivity({
    key: 'billing.order.completed',
    reportAction: 'new_sale_success',
    title: 'New Purchase',
    attributes: NewPurchaseAttributes,
    message:
      'Order[ {context.orderNumber}] of {productNames}[ {payment}]: {amount}[ (discount {discountName})]',
    money: 'in',
    carries: ['items', 'captureAt', 'cardLastFour', 'customFieldsSet', 'paidBefore'],
  }),
  salesActivity({
    key: 'billing.qa.declined',
    reportAction: 'qa_declined',
    title: 'QA Declined',
    attributes: QaJudgedAttributes,
    message: 'Order[ {context.orderNumber}] declined in quality assurance[: {personal.text}]',
  }),
  salesActivity({
    key: 'billing.qa.approved',
    reportAction: 'qa_approved',
    title: 'QA Approved',
    attributes: QaJudgedAttributes,
    message: 'Order[ {context.orderNumber}] approved in quality assurance[: {personal.text}]',
  }),
  salesActivity({
    key: 'billing.qa.pending',
    reportAction: 'qa_pending',
    title: 'QA Pending',
    attributes: QaPendingAttributes,
    message: 'Order[ {context.orderNumber}] waits for quality assurance: {cause}',
  }),
  salesActivity({
    key: 'billing.order.cancelled',
    reportAction: 'order_cancelled',
    title: 'Order Cancelled',
    attributes: OrderAttributes,
    message: 'Order[ {context.orderNumber}] cancelled[: {personal.text}]',
  }),
  salesActivity({
    key: 'billing.order.updated',
    reportAction: 'order_updated',
    title: 'Order Updated',
    attributes: OrderUpdatedAttributes,
    message: 'Order[ {context.orderNumber}] updated[: {fieldNames}]',
  }),
  salesActivity({
    key: 'billing.fraud.scored',
    reportAction: 'fraud_result',
    title: 'Fraud Result',
    attributes: FraudResultAttributes,
    message: 'Fraud result of {provider}: {verdict}[ (score {score})]',
  }),
  salesActivity({
    key: 'billing.address.verified',
    reportAction: 'address_verify_success',
    title: 'Order Address Verified',
    attributes: AddressCheckAttributes,
    message: 'Address of order[ {context.orderNumber}] verified by {provider}',
  }),
  salesActivity({
    key: 'billing.address.verify_failed',
    reportAction: 'address_verify_failed',
    title: 'Order Address Not Verified',
    attributes: AddressCheckFailedAttributes,
    message: 'Address of order[ {context.orderNumber}] not verified by {provider}[ ({reasonCode})]',
  }),
  activity({
    key: 'billing.tax.collection_failed',
    reportAction: 'tax_collection_failed',
    title: 'Tax Collection Failed',
    attributes: TaxFailedAttributes,
    message: '{provider} failed to collect the tax[ ({responseCode})]',
    category: 'money',
  }),
  activity({
    key: 'billing.tax.calculation_failed',
    reportAction: 'tax_calculation_failed',
    title: 'Tax Calculation Failed',
    attributes: TaxFailedAttributes,
    message: '{provider} failed to calculate the tax[ ({responseCode})]',
    category: 'money',
  }),
] as const;
