import { Flag, Id, Money, OneOf, Parts, ShortText, ShortTexts, Sum, TextMap, Whole } from '../../fields';

const customFieldsSet = 'Order custom fields that this act set, with their values.';

/** Why an order waits for quality assurance. */
export const qaCauses = [
  'campaign_rate',
  'fraud_result',
  'address_check',
  'outside_payment',
  'shipping_declined',
] as const;
export type QaCause = (typeof qaCauses)[number];

export class OrderAttributes {
  @ShortTexts('Product name of each line.')
  productNames: string[];

  @Id('Product order ID.')
  orderId: string;
}

export class OrderSavedAttributes extends OrderAttributes {
  @TextMap(customFieldsSet, { optional: true })
  customFieldsSet?: Record<string, string>;
}

/** One line of an order, as fulfillment needs it. */
export class OrderLineAttributes {
  @Id('The line: unique within the order and beyond.')
  id: string;

  @Id('Product.')
  productId: string;

  @ShortText('Product name, with its option where it has one.')
  productName: string;

  @ShortText('Stock keeping unit.')
  sku: string;

  @Whole('Units.', { min: 1, max: 100_000 })
  quantity: number;

  @Flag('Whether it is shipped.')
  shipped: boolean;
}

/** A customer purchases a new product. */
export class NewPurchaseAttributes extends OrderSavedAttributes {
  @ShortText('Discount name.', { optional: true })
  discountName?: string;

  @Whole('Total discount occurrences: billings the discount holds for.', {
    optional: true,
    min: 1,
    max: 1000,
  })
  discountOccurrences?: number;

  @Sum('What the order costs at its sale.')
  amount: Money;

  @OneOf(
    ['paid', 'authorised', 'free'],
    'Whether that was taken, was only authorised for the capture at the shipment, or is nothing.',
    { optional: true },
  )
  payment?: 'paid' | 'authorised' | 'free';

  @Flag('Whether it was taken before already, when the order went to quality assurance.', { optional: true })
  paidBefore?: boolean;

  @Parts(OrderLineAttributes, 'The lines of the order.', { max: 200 })
  items: OrderLineAttributes[];

  @OneOf(
    ['sale', 'shipment'],
    'sale: the money was taken; shipment: it is authorised, and the first shipment captures it.',
  )
  captureAt: 'sale' | 'shipment';

  @ShortText('Last four digits of the card that paid.', { optional: true })
  cardLastFour?: string;

  @Flag('Whether it had been declined and went through when it was run again (decline save).', {
    optional: true,
  })
  declineSaved?: boolean;
}

export class OrderDeclinedAttributes extends OrderSavedAttributes {
  @Sum('What was to be paid.')
  attemptedAmount: Money;

  @ShortText('Payment processor that answered.', { optional: true })
  processor?: string;

  @ShortText("The processor's response code.", { optional: true })
  responseCode?: string;
}

export class OrderUpdatedAttributes {
  @Id('Order ID.')
  orderId: string;

  @ShortTexts('Field name(s) that changed; a custom field by its own name.')
  fieldNames: string[];

  @TextMap(customFieldsSet, { optional: true })
  customFieldsSet?: Record<string, string>;
}

export class QaPendingAttributes extends OrderSavedAttributes {
  @Sum('What was taken already, where anything was.', { optional: true })
  taken?: Money;

  @OneOf(qaCauses, 'Why it waits.')
  cause: QaCause;
}

export class QaJudgedAttributes extends OrderAttributes {
  @OneOf(qaCauses, 'Why it waited.')
  cause: QaCause;
}

export class FraudResultAttributes {
  @ShortText('Fraud plugin that answered.')
  provider: string;

  @OneOf(['accept', 'review', 'reject'], 'Its verdict.')
  verdict: 'accept' | 'review' | 'reject';

  @Whole('Its score in percent, higher is riskier.', { optional: true, max: 100, min: 0 })
  score?: number;

  @Id('Order ID.', { optional: true })
  orderId?: string;
}

export class TaxFailedAttributes {
  @ShortText('Tax service that failed.')
  provider: string;

  @ShortText("The service's response code.", { optional: true })
  responseCode?: string;

  @Id('Order ID.', { optional: true })
  orderId?: string;
}
