import { IsBoolean, IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import {
  INTAKE_OUTCOMES,
  INTAKE_REJECTION_CODES,
  type IntakeOutcome,
  type IntakeRejectionCode,
} from './intake';

/** A message that was not taken. */
export class IntakeRejectionSummaryView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: "The engine's place in the subject" })
  @IsString()
  engine!: string;

  @IsString()
  subject!: string;

  @JSONSchema({ description: 'Id of the message, where one could be read' })
  @IsOptional()
  @IsString()
  messageId?: string;

  @IsIn(Object.keys(INTAKE_REJECTION_CODES))
  code!: IntakeRejectionCode;

  @JSONSchema({ description: 'What exactly was wrong' })
  @IsString()
  detail!: string;

  @JSONSchema({ description: 'Size in bytes' })
  @IsInt()
  size!: number;

  @IsRFC3339()
  receivedAt!: string;

  @JSONSchema({ description: 'When a replay settled it' })
  @IsOptional()
  @IsRFC3339()
  resolvedAt?: string;
}

/** A rejected message with its bytes. */
export class IntakeRejectionView extends IntakeRejectionSummaryView {
  @JSONSchema({ description: 'The bytes as they came; see `encoding`' })
  @IsString()
  payload!: string;

  @JSONSchema({ description: 'utf8: the payload is text; base64: it was not valid text' })
  @IsIn(['utf8', 'base64'])
  encoding!: 'utf8' | 'base64';
}

/** What became of a replay. */
export class IntakeReplayView {
  @IsUUID()
  id!: string;

  @IsIn(INTAKE_OUTCOMES)
  outcome!: IntakeOutcome;

  @IsOptional()
  @IsString()
  code?: string;

  @IsOptional()
  @IsString()
  detail?: string;

  @JSONSchema({ description: 'Whether the rejection is settled now' })
  @IsBoolean()
  resolved!: boolean;
}
