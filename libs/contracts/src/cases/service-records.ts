import { PageQuery } from '../paging';
import { OptionKey } from './option-key';
import { CaseCustomer, CaseResponsible } from './cases.views';
import { Id, Line, ListOf, Moment, Note, OneOf, Part, Parts, Text, Whole } from '../fields';

/** A conversation within a service record. */
export class ConversationInput {
  @OptionKey('A key of the option list `channels`; the record’s own when left out.', { optional: 'not null' })
  channel?: string;

  @Note('What was said or written.', { min: 1, max: 50_000 })
  text!: string;

  @Whole('How many messages it held.', { optional: 'not null', min: 1, max: 100_000 })
  messages?: number;

  @Moment('When it took place; now when left out. 90 days back at most.', { optional: 'not null' })
  at?: string;
}

/** Input of StartServiceRecord: a record begins with its first conversation. */
export class StartServiceRecordInput {
  @OptionKey('A key of the option list `channels`.', { examples: ['line'] })
  channel!: string;

  @OptionKey('A key of the option list `channel-categories`. Its owner becomes the record’s owner.', {
    optional: 'not null',
  })
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

/** Input of RecordConversation. */
export class RecordConversationInput extends ConversationInput {
  @Id()
  id!: string;
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
export class UpdateServiceRecordInput extends ServiceRecordIdInput {
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
}

/** A conversation of a record. */
export class ConversationView {
  @Id()
  id!: string;

  @Text()
  channel!: string;

  @Text()
  text!: string;

  @Whole({ optional: true })
  messages?: number;

  @Part(CaseResponsible, 'Who recorded it.')
  specialist!: CaseResponsible;

  @Moment()
  at!: string;
}

/** A service record: what one contact with somebody was about and how it ended. */
export class ServiceRecordView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @OneOf(['started', 'ended'])
  status!: 'started' | 'ended';

  @Text()
  channel!: string;

  @Text({ optional: true })
  channelCategory?: string;

  @Part(CaseCustomer, { optional: true })
  customer?: CaseCustomer;

  @Part(CaseResponsible, 'The specialist who handles it.')
  handler!: CaseResponsible;

  @Part(CaseResponsible, 'Whose it is: the owner of the channel category when it began.', { optional: true })
  owner?: CaseResponsible;

  @Text({ optional: true })
  result?: string;

  @Text({ optional: true })
  reason?: string;

  @Text({ optional: true })
  notes?: string;

  @Moment()
  startedAt!: string;

  @Moment({ optional: true })
  endedAt?: string;
}

/** A service record with its conversations, oldest first. */
export class ServiceRecordDetailView extends ServiceRecordView {
  @Parts(ConversationView)
  conversations!: ConversationView[];
}
