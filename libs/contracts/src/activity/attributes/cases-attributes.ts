import { Id, Moment, OneOf, ShortText, ShortTexts, Whole } from '../../fields';

export class CaseAttributes {
  @ShortText('Case number.')
  caseNumber: string;
}

export class CaseRepliedAttributes extends CaseAttributes {
  @Id('The message of the case.', { optional: true })
  replyId?: string;
}

export class CaseOpenedAttributes extends CaseAttributes {
  @ShortText('Channel, the way the case was initiated.', { optional: true })
  channel?: string;

  @ShortText('Type of the case.', { optional: true })
  caseType?: string;

  @ShortText('Priority.', { optional: true })
  priority?: string;
}

export class CaseAssignedAttributes extends CaseAttributes {
  @ShortText('Username of the responsible; absent where nobody is.', { optional: true })
  responsible?: string;

  @ShortText('Username of the responsible before; absent where nobody was.', { optional: true })
  responsibleBefore?: string;
}

export class CaseHandedOverAttributes extends CaseAssignedAttributes {
  @ShortText('Username of who was taken off, where nobody is responsible any more.', { optional: true })
  takenOff?: string;
}

export class CaseMergedAttributes extends CaseAttributes {
  @ShortText('Number of the case in which it goes on.')
  into: string;
}

export class CaseUpdatedAttributes extends CaseAttributes {
  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];
}

export class CaseResolvedAttributes extends CaseAttributes {
  @ShortText('Service result, as the administrators named it.', { optional: true })
  result?: string;
}

export class CaseTargetAttributes extends CaseAttributes {
  @OneOf(['first_reply', 'resolution'], 'Which target was missed.')
  target: 'first_reply' | 'resolution';

  @Moment('When it was due.')
  dueAt: string;
}

export class ServiceRecordAttributes {
  @ShortText('Channel, such as LINE or Facebook.', { optional: true })
  channel?: string;

  @ShortText('Channel category.', { optional: true })
  channelCategory?: string;

  @ShortText('Username of the handler.', { optional: true })
  handler?: string;
}

export class ServiceRecordEndedAttributes extends ServiceRecordAttributes {
  @ShortText('Service result, as the administrators named it.', { optional: true })
  result?: string;

  @ShortText('Service reason, as the administrators named it.', { optional: true })
  reason?: string;
}

export class ServiceRecordUpdatedAttributes {
  @ShortTexts('Field name(s) that changed.')
  fieldNames: string[];

  @ShortText('Username of the handler, where that changed.', { optional: true })
  handler?: string;

  @ShortText('Service result, where that changed.', { optional: true })
  result?: string;

  @ShortText('Service reason, where that changed.', { optional: true })
  reason?: string;
}

export class ConversationAttributes {
  @Id('Service record it belongs to.')
  serviceRecordId: string;

  @ShortText('Channel, such as LINE or Facebook.', { optional: true })
  channel?: string;

  @OneOf(['inbound', 'outbound'], 'Who began it: the other side, or we.', { optional: true })
  direction?: 'inbound' | 'outbound';

  @Whole('How many messages it held.', { optional: true, min: 0, max: 1_000_000 })
  messages?: number;
}
