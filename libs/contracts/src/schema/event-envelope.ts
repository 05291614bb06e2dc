import { type AccessLevel, accessLevels, type ActorType, actorTypes } from '../actor';
import type { DaybookEvent, EventAbout, EventContext, EventData, EventPersonal } from '../envelope';
import {
  AnyObject,
  Code,
  Described,
  Flag,
  Id,
  Ids,
  Moment,
  OneOf,
  Part,
  ShortText,
  Text,
  TextMap,
  Whole,
} from '../fields';

/** The documented form of an event's context; the compiler holds it to the envelope. */
@Described('What surrounded the event at the moment it happened.')
export class EnvelopeContext implements EventContext {
  @Id('The customer.', { optional: true })
  customerId?: string;

  @Id('The order.', { optional: true })
  orderId?: string;

  @ShortText("The order's number.", { optional: true })
  orderNumber?: string;

  @Moment('When the order was placed.', { optional: true })
  orderedAt?: string;

  @Id('The campaign.', { optional: true })
  campaignId?: string;

  @Id("The campaign's category.", { optional: true })
  campaignCategoryId?: string;

  @Ids('The products of the order or purchase concerned.', { max: 200 })
  productIds: string[];

  @Id('The call center the order came through.', { optional: true })
  callCenterId?: string;

  @ShortText("The campaign's base currency, ISO 4217.", { optional: true })
  currency?: string;

  @ShortText('The country, ISO 3166-1 alpha-2.', { optional: true })
  country?: string;

  @TextMap("The order's custom fields by name.")
  customFields: Record<string, string>;
}

/** The documented form of the links of an event. */
@Described('What the event is about: ids only.')
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
@Described('The data of an event.')
export class EnvelopeData implements EventData {
  @AnyObject('What the type of event says of itself.')
  attributes: Record<string, unknown>;

  @Part(EnvelopeContext)
  context: EnvelopeContext;

  @Part(EnvelopeAbout)
  about: EnvelopeAbout;

  @AnyObject(
    'Names, addresses and typed text: the only part that holds any. Emptied when a customer is anonymised.',
  )
  personal: EventPersonal;

  @Flag('True where a fact from outside came in a state that did not allow it.', { optional: true })
  unexpected?: boolean;

  @Flag(
    'True where nobody knew the type when somebody outside told of it: all that they said stands in `personal`.',
    { optional: true },
  )
  unread?: boolean;
}

/** The documented form of the envelope: CloudEvents 1.0, structured, with Daybook's extensions. */
@Described("A CloudEvents 1.0 envelope in structured JSON with Daybook's extensions.")
export class EventEnvelope implements DaybookEvent {
  @OneOf(['1.0'], 'Version of CloudEvents.')
  specversion: '1.0';

  @Id('Unique id, a UUID of version 7.')
  id: string;

  @Code(/^\/daybook\/[a-z]+$/, 'The producing service: `/daybook/<service>`.')
  source: string;

  @Text('Key of the activity catalog.')
  type: string;

  @Moment('When it happened.')
  time: string;

  @Moment('When it was recorded.')
  recordedtime: string;

  @OneOf(['application/json'])
  datacontenttype: 'application/json';

  @Code(/^customers\/.+$/, '`customers/<id>` where it is about one.', { optional: true })
  subject?: string;

  @Whole("Generation of the producer's journal; a restored backup starts a new one.", { min: 1 })
  epoch: number;

  @Code(
    /^\d{10}-\d{16}$/,
    'Where it stands among all events of its source, by the CloudEvents extension *Sequence* without `sequencetype`: texts are in the order of the events. The epoch, a dash, and the gap-free number within the epoch, from 1.',
    { examples: ['0000000001-0000000000000042'] },
  )
  sequence: string;

  @Text('Id of the request or message that began it all.')
  correlationid: string;

  @Text('Id of the event or message that caused this one.', { optional: true })
  causationid?: string;

  @OneOf(actorTypes, 'Who did it: a person signed in, an API key, the customer, or the system.')
  actortype: ActorType;

  @Text("The actor's id; absent for the system.", { optional: true })
  actorid?: string;

  @Text("The actor's username.")
  actorname: string;

  @OneOf(accessLevels, "The actor's access level at that time.", { optional: true })
  actorlevel?: AccessLevel;

  @Id("The actor's call center.", { optional: true })
  actorcallcenter?: string;

  @Text('W3C trace context.', { optional: true })
  traceparent?: string;

  @Part(EnvelopeData)
  data: EnvelopeData;
}
