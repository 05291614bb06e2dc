import { type AccessLevel, accessLevels } from '../../actor';
import { Flag, Id, Ids, Money, OneOf, ShortText, ShortTexts, Sum, Whole } from '../../fields';

/** A thing that has a name. */
export class NamedAttributes {
  @Id('The thing.')
  id: string;

  @ShortText('Its name from now on.')
  name: string;

  @Flag('Whether it is kept for what it was used in only.')
  retired: boolean;
}

export class CampaignAttributes extends NamedAttributes {
  @Id('Campaign category.', { optional: true })
  campaignCategoryId?: string;

  @ShortText('Base currency, ISO 4217.')
  currency: string;

  @Flag('Whether its customers are sent messages by themselves.', { optional: true })
  autoresponders?: boolean;
}

/** A fulfillment house, with what decides about the orders that it gets; older events say less. */
export class HouseAttributes extends NamedAttributes {
  @Ids('Campaigns whose orders it gets.', { optional: true, max: 200 })
  campaignIds?: string[];

  @ShortTexts('Countries that it ships to, ISO 3166-1 alpha-2; none: everywhere.', { optional: true })
  countries?: string[];

  @Flag('Whether it gets the orders of all campaigns that no other house serves.', { optional: true })
  default?: boolean;
}

export class OptionAttributes extends NamedAttributes {
  @ShortText('The list it stands in, e.g. `service-results`.')
  list: string;
}

export class UserAttributes extends NamedAttributes {
  @OneOf(accessLevels, 'Access level.')
  accessLevel: AccessLevel;

  @Id('Call center the user works in.', { optional: true })
  callCenterId?: string;

  @ShortText('Where the user gets mail.', { optional: true })
  email?: string;
}

/** A refund failed for the last time: the Notify Emails are to be told, once. */
export class RefundExhaustedAttributes {
  @Id('The charge that was to be refunded.')
  transactionId: string;

  @ShortText('Order number.')
  orderNumber: string;

  @Sum('What was to be refunded.')
  amount: Money;

  @ShortTexts('The Notify Emails of that moment, or the administrators where there were none.')
  notifyEmails: string[];

  @Whole('How often it failed.', { min: 1, max: 10_000 })
  attempts: number;

  @ShortText("The payment processor's last response code.", { optional: true })
  responseCode?: string;
}

export class ReplyDeliveredAttributes {
  @Id('The message of the case.')
  replyId: string;

  @OneOf(['sent', 'bounced', 'not_sent'], 'What became of its e-mail.')
  delivery: 'sent' | 'bounced' | 'not_sent';

  @ShortText('Why it was not sent.', { optional: true })
  reason?: string;
}

export class AddressBouncedAttributes {
  @Id('The message of the case whose e-mail came back.')
  replyId: string;
}
