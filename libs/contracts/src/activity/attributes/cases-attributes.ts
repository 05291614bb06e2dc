import { Count, Id, Moment, OneOf, Text, Texts } from './fields';

export class CaseAttributes {
  @Text('Case number.')
  caseNumber: string;
}

export class CaseOpenedAttributes extends CaseAttributes {
  @Text('Channel, the way the case was initiated.', { optional: true })
  channel?: string;

  @Text('Type of the case.', { optional: true })
  caseType?: string;

  @Text('Priority.', { optional: true })
  priority?: string;
}

export class CaseAssignedAttributes extends CaseAttributes {
  @Text('Username of the responsible; absent where nobody is.', { optional: true })
  responsible?: string;

  @Text('Username of the responsible before; absent where nobody was.', { optional: true })
  responsibleBefore?: string;
}

export class CaseUpdatedAttributes extends CaseAttributes {
  @Texts('Field name(s) that changed.')
  fieldNames: string[];
}

export class CaseResolvedAttributes extends CaseAttributes {
  @Text('Service result, as the administrators named it.', { optional: true })
  result?: string;
}

export class CaseTargetAttributes extends CaseAttributes {
  @OneOf(['first_reply', 'resolution'], 'Which target was missed.')
  target: 'first_reply' | 'resolution';

  @Moment('When it was due.')
  dueAt: string;
}

export class ServiceRecordAttributes {
  @Text('Channel, such as LINE or Facebook.', { optional: true })
  channel?: string;

  @Text('Channel category.', { optional: true })
  channelCategory?: string;

  @Text('Username of the handler.', { optional: true })
  handler?: string;
}

export class ServiceRecordEndedAttributes extends ServiceRecordAttributes {
  @Text('Service result, as the administrators named it.', { optional: true })
  result?: string;

  @Text('Service reason, as the administrators named it.', { optional: true })
  reason?: string;
}

export class ConversationAttributes {
  @Id('Service record it belongs to.')
  serviceRecordId: string;

  @Text('Channel, such as LINE or Facebook.', { optional: true })
  channel?: string;

  @Count('How many messages it held.', { optional: true })
  messages?: number;
}
