import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { type AccessLevel, accessLevels, type ActorType, actorTypes } from '../actor';
import { Id, Moment, Text, TextMap, Ids, Flag } from '../activity/attributes/fields';
import type { DaybookEvent, EventAbout, EventContext, EventData, EventPersonal } from '../envelope';

/** The documented form of an event's context; the compiler holds it to the envelope. */
@JSONSchema({ description: 'What surrounded the event at the moment it happened.' })
export class EnvelopeContext implements EventContext {
  @Id('The customer.', { optional: true })
  customerId?: string;

  @Id('The order.', { optional: true })
  orderId?: string;

  @Text("The order's number.", { optional: true })
  orderNumber?: string;

  @Moment('When the order was placed.', { optional: true })
  orderedAt?: string;

  @Id('The campaign.', { optional: true })
  campaignId?: string;

  @Id("The campaign's category.", { optional: true })
  campaignCategoryId?: string;

  @Ids('The products of the order or purchase concerned.')
  productIds: string[];

  @Id('The call center the order came through.', { optional: true })
  callCenterId?: string;

  @Text("The campaign's base currency, ISO 4217.", { optional: true })
  currency?: string;

  @Text('The country, ISO 3166-1 alpha-2.', { optional: true })
  country?: string;

  @TextMap("The order's custom fields by name.")
  customFields: Record<string, string>;
}

/** The documented form of the links of an event. */
@JSONSchema({ description: 'What the event is about: ids only.' })
export class EnvelopeAbout implements EventAbout {
  @Id('Order.', { optional: true })
  orderId?: string;

  @Id('Purchase.', { optional: true })
  purchaseId?: string;

  @Id('Transaction.', { optional: true })
  transactionId?: string;

  @Id('Fulfillment.', { optional: true })
  fulfillmentId?: string;

  @Id('Case.', { optional: true })
  caseId?: string;

  @Id('Service record.', { optional: true })
  serviceRecordId?: string;

  @Id('Note.', { optional: true })
  noteId?: string;
}

/** The documented form of an event's data; each type of event has attributes of its own. */
@JSONSchema({ description: 'The data of an event.' })
export class EnvelopeData implements EventData {
  @IsObject()
  @JSONSchema({ description: 'What the type of event says of itself.' })
  attributes: Record<string, unknown>;

  @ValidateNested()
  @Type(() => EnvelopeContext)
  context: EnvelopeContext;

  @ValidateNested()
  @Type(() => EnvelopeAbout)
  about: EnvelopeAbout;

  @IsObject()
  @JSONSchema({
    description:
      'Names, addresses and typed text: the only part that holds any. Emptied when a customer is anonymised.',
  })
  personal: EventPersonal;

  @Flag('True where a fact from outside came in a state that did not allow it.', { optional: true })
  unexpected?: boolean;
}

/** The documented form of the envelope: CloudEvents 1.0, structured, with Daybook's extensions. */
@JSONSchema({ description: "A CloudEvents 1.0 envelope in structured JSON with Daybook's extensions." })
export class EventEnvelope implements DaybookEvent {
  @IsIn(['1.0'])
  @JSONSchema({ description: 'Version of CloudEvents.' })
  specversion: '1.0';

  @IsUUID()
  @JSONSchema({ description: 'Unique id, a UUID of version 7.' })
  id: string;

  @Matches(/^\/daybook\/[a-z]+$/)
  @JSONSchema({ description: 'The producing service: `/daybook/<service>`.' })
  source: string;

  @IsString()
  @JSONSchema({ description: 'Key of the activity catalog.' })
  type: string;

  @IsRFC3339()
  @JSONSchema({ description: 'When it happened.' })
  time: string;

  @IsRFC3339()
  @JSONSchema({ description: 'When it was recorded.' })
  recordedtime: string;

  @IsIn(['application/json'])
  datacontenttype: 'application/json';

  @IsOptional()
  @Matches(/^customers\/.+$/)
  @JSONSchema({ description: '`customers/<id>` where it is about one.' })
  subject?: string;

  @IsInt()
  @Min(1)
  @JSONSchema({ description: "Generation of the producer's journal; a restored backup starts a new one." })
  epoch: number;

  @IsInt()
  @Min(1)
  @JSONSchema({ description: 'Gap-free position within the epoch, from 1.' })
  sequence: number;

  @IsString()
  @JSONSchema({ description: 'Id of the request or message that began it all.' })
  correlationid: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'Id of the event or message that caused this one.' })
  causationid?: string;

  @IsIn(actorTypes)
  @JSONSchema({ description: 'Who did it: a person signed in, an API key, the customer, or the system.' })
  actortype: ActorType;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: "The actor's id; absent for the system." })
  actorid?: string;

  @IsString()
  @JSONSchema({ description: "The actor's username." })
  actorname: string;

  @IsOptional()
  @IsIn(accessLevels)
  @JSONSchema({ description: "The actor's access level at that time." })
  actorlevel?: AccessLevel;

  @IsOptional()
  @IsUUID()
  @JSONSchema({ description: "The actor's call center." })
  actorcallcenter?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'W3C trace context.' })
  traceparent?: string;

  @ValidateNested()
  @Type(() => EnvelopeData)
  data: EnvelopeData;
}
