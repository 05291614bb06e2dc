import { Flag, Id, Moment, OneOf, Text, Whole } from '../fields';
import { deliveryOutcomes, type DeliveryOutcome } from './deliveries.inputs';
import { outgoingWebhookTypes, type OutgoingWebhookType } from './webhooks';

/** One try to deliver a message to a house. */
export class DeliveryView {
  @Id()
  id!: string;

  @Id()
  houseId!: string;

  @Text()
  houseName!: string;

  @Id()
  fulfillmentId!: string;

  @Text('The header webhook-id: the same for all tries of one message')
  webhookId!: string;

  @OneOf(outgoingWebhookTypes)
  type!: OutgoingWebhookType;

  @Whole('Which try of the message it was')
  attempt!: number;

  @OneOf(deliveryOutcomes)
  outcome!: DeliveryOutcome;

  @Text('Where it was posted to')
  url!: string;

  @Whole('HTTP status of the answer; absent where there was none', { optional: true })
  status?: number;

  @Text('Why there was no answer', { optional: true })
  error?: string;

  @Whole('Milliseconds until the answer, or until it was given up')
  durationMs!: number;

  @Moment('When it began')
  attemptedAt!: string;

  @Text("The beginning of the answer's body; only where one try is read", { optional: true })
  answer?: string;
}

/** What became of a test message to a house. */
export class HouseTestView {
  @Flag('Whether the house took it: it answered 2xx')
  taken!: boolean;

  @Text('Where it was posted to')
  url!: string;

  @Whole('HTTP status of the answer; absent where there was none', { optional: true })
  status?: number;

  @Text('Why there was no answer', { optional: true })
  error?: string;

  @Text("The beginning of the answer's body", { optional: true })
  answer?: string;

  @Whole('Milliseconds until the answer, or until it was given up')
  durationMs!: number;
}
