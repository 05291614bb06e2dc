import { PageQuery } from '../../paging';
import { INTAKE_SUBJECTS, type IntakeSubject } from './intake-events';
import { Id, Line, Moment, OneOf, Text } from '../../fields';

/** Lists messages of billing engines whose subject is not known yet, those that came last first. */
export class ListParkedMessagesInput extends PageQuery {
  @Line('Only those of the engine of this name', { optional: true, min: 1, max: 63 })
  engine?: string;
}

/**
 * A message that waits for what it is about, such as a chargeback of a transaction that nobody knows. It is taken as
 * soon as that is known, and becomes a rejection after a day.
 */
export class ParkedMessageView {
  @Text("The engine's place in the subject")
  engine!: string;

  @Text('Id of the message')
  messageId!: string;

  @Text('Type of the message', { examples: ['chargeback.created'] })
  type!: string;

  @OneOf(INTAKE_SUBJECTS, 'What it is about')
  about!: IntakeSubject;

  @Id('Our id of it, where the engine gave one', { optional: true })
  subjectId?: string;

  @Text("The engine's own reference of it, where it gave one", { optional: true })
  subjectReference?: string;

  @Moment()
  receivedAt!: string;

  @Moment('When it becomes a rejection, if it is still not known then')
  parkedUntil!: string;
}
