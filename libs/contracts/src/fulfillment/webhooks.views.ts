import { Flag, Id, Moment, OneOf, Parts, Text } from '../fields';

/** One fault of one field. */
export class WebhookFaultView {
  @Text()
  field!: string;

  @Text()
  message!: string;
}

/** What became of a replay. */
export class WebhookReplayView {
  @Id()
  id!: string;

  @OneOf(
    ['applied', 'parked', 'rejected'],
    'parked: its fulfillment is not known yet, and it is tried again for a day',
  )
  outcome!: 'applied' | 'parked' | 'rejected';

  @Text('Why it was rejected again', { optional: true })
  code?: string;

  @Text({ optional: true })
  detail?: string;

  @Parts(WebhookFaultView)
  errors!: WebhookFaultView[];

  @Flag('Whether the rejection is settled now')
  resolved!: boolean;
}

/** A webhook with a valid signature that was not taken. */
export class WebhookRejectionView {
  @Id()
  id!: string;

  @Id()
  houseId!: string;

  @Text()
  houseName!: string;

  @Text('The header webhook-id')
  webhookId!: string;

  @Text('Why, as the error code that the house was answered')
  code!: string;

  @Text()
  detail!: string;

  @Parts(WebhookFaultView)
  errors!: WebhookFaultView[];

  @Text('The body as it came; see `bodyEncoding`', { optional: true })
  body?: string;

  @OneOf(['utf8', 'base64'], 'utf8: the body is text; base64: it was not valid text', { optional: true })
  bodyEncoding?: 'utf8' | 'base64';

  @Moment()
  receivedAt!: string;

  @Moment('When a replay settled it', { optional: true })
  resolvedAt?: string;
}
