import { IsIn, IsOptional, IsRFC3339, IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../../paging';
import { INTAKE_SUBJECTS, type IntakeSubject } from './intake-events';

/** Lists messages of billing engines whose subject is not known yet, those that came last first. */
export class ListParkedMessagesInput extends PageQuery {
  @JSONSchema({ description: 'Only those of the engine of this name' })
  @IsOptional()
  @IsString()
  @Length(1, 63)
  engine?: string;
}

/**
 * A message that waits for what it is about, such as a chargeback of a transaction that nobody knows. It is taken as
 * soon as that is known, and becomes a rejection after a day.
 */
export class ParkedMessageView {
  @JSONSchema({ description: "The engine's place in the subject" })
  @IsString()
  engine!: string;

  @JSONSchema({ description: 'Id of the message' })
  @IsString()
  messageId!: string;

  @JSONSchema({ description: 'Type of the message', examples: ['chargeback.created'] })
  @IsString()
  type!: string;

  @JSONSchema({ description: 'What it is about' })
  @IsIn(INTAKE_SUBJECTS)
  about!: IntakeSubject;

  @JSONSchema({ description: 'Our id of it, where the engine gave one' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  @JSONSchema({ description: "The engine's own reference of it, where it gave one" })
  @IsOptional()
  @IsString()
  subjectReference?: string;

  @IsRFC3339()
  receivedAt!: string;

  @JSONSchema({ description: 'When it becomes a rejection, if it is still not known then' })
  @IsRFC3339()
  parkedUntil!: string;
}
