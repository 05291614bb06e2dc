import {
  conversationDirections,
  serviceRecordStatuses,
  type ConversationDirection,
  type ServiceRecordStatus,
} from '../case-words';
import { CaseCustomer, CaseResponsible } from '../cases.views';
import { Flag, Id, Moment, OneOf, Part, Parts, Text, Whole } from '../../fields';

/** A conversation of a record. */
export class ConversationView {
  @Id()
  id!: string;

  @Text()
  channel!: string;

  @OneOf(conversationDirections, 'Absent of one that was recorded before it was asked for.', {
    optional: true,
  })
  direction?: ConversationDirection;

  @Text({ optional: true })
  text?: string;

  @Text({ optional: true })
  summary?: string;

  @Whole({ optional: true })
  messages?: number;

  @Part(CaseResponsible, 'Who recorded it.')
  specialist!: CaseResponsible;

  @Moment()
  startedAt!: string;

  @Moment({ optional: true })
  endedAt?: string;
}

/** A case or an order that a service record is connected with. */
export class ServiceRecordLink {
  @Id()
  id!: string;

  @Text('What people call it by.')
  number!: string;
}

/** A service record: what one contact with somebody was about and how it ended. */
export class ServiceRecordView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @OneOf(serviceRecordStatuses)
  status!: ServiceRecordStatus;

  @Text()
  channel!: string;

  @Text({ optional: true })
  channelCategory?: string;

  @Part(CaseCustomer, { optional: true })
  customer?: CaseCustomer;

  @Part(CaseResponsible, 'The specialist who handles it.')
  handler!: CaseResponsible;

  @Part(
    CaseResponsible,
    'Whose it is: the owner of the channel category when it began, else the customer’s.',
    { optional: true },
  )
  owner?: CaseResponsible;

  @Text({ optional: true })
  result?: string;

  @Text({ optional: true })
  reason?: string;

  @Text({ optional: true })
  notes?: string;

  @Parts(ServiceRecordLink)
  cases!: ServiceRecordLink[];

  @Parts(ServiceRecordLink)
  orders!: ServiceRecordLink[];

  @Moment()
  startedAt!: string;

  @Moment({ optional: true })
  endedAt?: string;
}

/** The section *Service Record* of a record's details, in the administrators' words. */
export class ServiceRecordSection {
  @Moment()
  startTime!: string;

  @Moment('Absent while the service goes on.', { optional: true })
  endTime?: string;

  @Text({ optional: true })
  serviceResult?: string;

  @Text()
  handler!: string;

  @Text('Absent where nobody knows who it was, or the name has not arrived.', { optional: true })
  customer?: string;

  @Text({ optional: true })
  notes?: string;

  @Text({ optional: true })
  serviceReason?: string;
}

/** The section *This Conversation* of a record's details, in the administrators' words. */
export class ConversationSection {
  @Id()
  id!: string;

  @Text()
  channel!: string;

  @OneOf(conversationDirections, { optional: true })
  direction?: ConversationDirection;

  @Moment()
  startTime!: string;

  @Moment({ optional: true })
  endTime?: string;

  @Text()
  specialist!: string;

  @Text({ optional: true })
  summary?: string;

  @Text({ optional: true })
  text?: string;
}

/** A service record with its conversations, oldest first, and the two sections of its details. */
export class ServiceRecordDetailView extends ServiceRecordView {
  @Parts(ConversationView)
  conversations!: ConversationView[];

  @Part(ServiceRecordSection)
  serviceRecord!: ServiceRecordSection;

  @Part(ConversationSection, 'The conversation looked at: the one asked for, else the last.')
  thisConversation!: ConversationSection;
}

/** What became of a conversation that a connector delivered. */
export class DeliveredConversationView {
  @Id('The record that it stands in.')
  serviceRecordId!: string;

  @Flag('Whether that record began with it.')
  started!: boolean;

  @Flag('Whether it had been delivered before: then nothing was changed.')
  duplicate!: boolean;

  @Part(ConversationView)
  conversation!: ConversationView;
}
