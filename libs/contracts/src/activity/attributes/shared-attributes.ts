import { Id, ShortText, ShortTexts } from '../../fields';

/** An event that says all by its type, actor and time. */
export class NoAttributes {}

/** Which fields changed. Their values are personal or stand with the record itself. */
export class ChangedFieldsAttributes {
  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];
}

/** One recurring product of one order. */
export class SubscriptionAttributes {
  @ShortText('Subscription product name.')
  productName: string;

  @Id('Subscription order ID.')
  orderId: string;
}

/** What the payment processor answered; DIBS acquirer and Klarna response codes among them. */
export class ProcessorAttributes {
  @ShortText('Payment processor that answered, e.g. `dibs` or `klarna`.', { optional: true })
  processor?: string;

  @ShortText("The processor's response code.", { optional: true })
  responseCode?: string;
}
