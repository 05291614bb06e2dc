import {
  INTAKE_OUTCOMES,
  INTAKE_REJECTION_CODES,
  type IntakeOutcome,
  type IntakeRejectionCode,
} from './intake';
import { Flag, Id, Moment, OneOf, Text, Whole } from '../../fields';

/** A message that was not taken. */
export class IntakeRejectionSummaryView {
  @Id()
  id!: string;

  @Text("The engine's place in the subject")
  engine!: string;

  @Text()
  subject!: string;

  @Text('Id of the message, where one could be read', { optional: true })
  messageId?: string;

  @OneOf(Object.keys(INTAKE_REJECTION_CODES))
  code!: IntakeRejectionCode;

  @Text('What exactly was wrong')
  detail!: string;

  @Whole('Size in bytes')
  size!: number;

  @Moment()
  receivedAt!: string;

  @Moment('When a replay settled it', { optional: true })
  resolvedAt?: string;
}

/** A rejected message with its bytes. */
export class IntakeRejectionView extends IntakeRejectionSummaryView {
  @Text('The bytes as they came; see `encoding`')
  payload!: string;

  @OneOf(['utf8', 'base64'], 'utf8: the payload is text; base64: it was not valid text')
  encoding!: 'utf8' | 'base64';
}

/** What became of a replay. */
export class IntakeReplayView {
  @Id()
  id!: string;

  @OneOf(INTAKE_OUTCOMES)
  outcome!: IntakeOutcome;

  @Text({ optional: true })
  code?: string;

  @Text({ optional: true })
  detail?: string;

  @Flag('Whether the rejection is settled now')
  resolved!: boolean;
}
