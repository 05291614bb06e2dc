import { PageQuery } from '../../paging';
import { OptionKey } from '../option-key';
import {
  conversationDirections,
  serviceRecordStatuses,
  type ConversationDirection,
  type ServiceRecordStatus,
} from '../case-words';
import { Id, Ids, Line, ListOf, Moment, Note, OneOf, Part, Whole } from '../../fields';

/** What a conversation was. */
export class ConversationContentInput {
  @OneOf(
    conversationDirections,
    'Who began it: `inbound` the other side, and so when left out; `outbound` we.',
    {
      optional: 'not null',
    },
  )
  direction?: ConversationDirection;

  @Note('What was said or written. One of text and summary is needed.', {
    optional: 'not null',
    min: 1,
    max: 50_000,
  })
  text?: string;

  @Note('What it came to, in a few words.', { optional: 'not null', min: 1, max: 2000 })
  summary?: string;

  @Whole('How many messages it held.', { optional: 'not null', min: 1, max: 100_000 })
  messages?: number;

  @Moment('When it began; now when left out. 90 days back at most.', { optional: 'not null' })
  startedAt?: string;

  @Moment('When it ended; left out while that is not known.', { optional: 'not null' })
  endedAt?: string;
}

/** A conversation within a service record. */
export class ConversationInput extends ConversationContentInput {
  @OptionKey('A key of the option list `channels`; the record’s own when left out.', { optional: 'not null' })
  channel?: string;
}

/** What a service record is connected with. */
export class ServiceRecordLinksInput {
  @Ids('Cases that it was about; replaces the whole list.', { optional: 'not null', max: 20, unique: true })
  caseIds?: string[];

  @Ids('Orders that it was about; replaces the whole list.', { optional: 'not null', max: 20, unique: true })
  orderIds?: string[];
}

/** Input of StartServiceRecord: a record begins with its first conversation. */
export class StartServiceRecordInput extends ServiceRecordLinksInput {
  @OptionKey('A key of the option list `channels`.', { examples: ['line'] })
  channel!: string;

  @OptionKey(
    'A key of the option list `channel-categories`. Its owner becomes the record’s owner; else the customer’s owner does.',
    {
      optional: 'not null',
    },
  )
  channelCategory?: string;

  @Id('The customer, where it is known who that is.', { optional: 'not null' })
  customerId?: string;

  @OptionKey('A key of the option list `service-reasons`.', { optional: 'not null' })
  reason?: string;

  @Note('Memos and to-dos.', { optional: 'not null', min: 1, max: 10_000 })
  notes?: string;

  @Part(ConversationInput, 'The first conversation.')
  conversation!: ConversationInput;
}

/** Names one service record. */
export class ServiceRecordIdInput {
  @Id()
  id!: string;
}

/** Input of GetServiceRecord. */
export class GetServiceRecordInput extends ServiceRecordIdInput {
  @Id('Which of its conversations is the one looked at; the last when left out.', { optional: true })
  conversationId?: string;
}

/** Input of RecordConversation. */
export class RecordConversationInput extends ConversationInput {
  @Id()
  id!: string;
}

/** Input of DeliverConversation. */
export class DeliverConversationInput extends ConversationContentInput {
  @Line('The connector’s own id of the message or conversation: the same again changes nothing.', {
    min: 1,
    max: 200,
    noCards: true,
  })
  messageId!: string;

  @OptionKey('A key of the option list `channels`.', { examples: ['line'] })
  channel!: string;

  @OptionKey('A key of the option list `channel-categories`. Its owner handles the record.', {
    optional: 'not null',
  })
  channelCategory?: string;

  @Line('Who it was with, as the channel knows them: an account, a number, an address.', {
    min: 1,
    max: 200,
    noCards: true,
  })
  contact!: string;

  @Id('The customer, where the connector knows.', { optional: 'not null' })
  customerId?: string;
}

/** Input of EndServiceRecord. */
export class EndServiceRecordInput extends ServiceRecordIdInput {
  @OptionKey('How it ended: a key of the option list `service-results`.', { examples: ['completed'] })
  result!: string;

  @OptionKey('A key of the option list `service-reasons`.', { optional: 'not null' })
  reason?: string;

  @Note({ optional: 'not null', min: 1, max: 10_000 })
  notes?: string;
}

/** Input of UpdateServiceRecord: only the fields to change. */
export class UpdateServiceRecordInput extends ServiceRecordLinksInput {
  @Id()
  id!: string;

  @Id('The user who handles it from now on.', { optional: 'not null' })
  handlerId?: string;

  @OptionKey('Of a service that has ended: another key of the option list `service-results`.', {
    optional: 'not null',
  })
  result?: string;

  @Id('Null where it is not known.', { optional: 'or null' })
  customerId?: string | null;

  @OptionKey({ optional: 'or null' })
  reason?: string | null;

  @Note({ optional: 'or null', min: 1, max: 10_000 })
  notes?: string | null;
}

/** Input of ListServiceRecords. Every condition given must hold; several values of one are alternatives. */
export class ListServiceRecordsInput extends PageQuery {
  @Moment({ optional: true })
  createdFrom?: string;

  @Moment('Records created before this moment.', { optional: true })
  createdTo?: string;

  @ListOf(Line({ min: 1, max: 64 }), { optional: true })
  result?: string[];

  @ListOf(Line({ min: 1, max: 64 }), { optional: true })
  reason?: string[];

  @ListOf(Line({ min: 1, max: 64 }), 'Channel of any of the record’s conversations.', { optional: true })
  channel?: string[];

  @ListOf(Line({ min: 1, max: 64 }), { optional: true })
  channelCategory?: string[];

  @Id({ optional: true })
  customer?: string;

  @Id({ optional: true })
  owner?: string;

  @Id('Records that this user handles.', { optional: true })
  handler?: string;

  @OneOf(serviceRecordStatuses, { optional: true })
  status?: ServiceRecordStatus;

  @Id('Records connected with this case.', { optional: true })
  caseId?: string;

  @Id('Records connected with this order.', { optional: true })
  orderId?: string;
}
