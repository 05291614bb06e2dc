import { IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../../paging';
import { INTAKE_REJECTION_CODES, type IntakeRejectionCode } from './intake';

/** Lists messages of billing engines that were not taken, newest first. */
export class ListIntakeRejectionsInput extends PageQuery {
  @JSONSchema({ description: 'Only those of the engine of this name' })
  @IsOptional()
  @IsString()
  @Length(1, 63)
  engine?: string;

  @IsOptional()
  @IsIn(Object.keys(INTAKE_REJECTION_CODES))
  code?: IntakeRejectionCode;

  @JSONSchema({ description: 'true: only those that a replay settled; false: only open ones' })
  @IsOptional()
  @IsBoolean()
  resolved?: boolean;
}

/** Names one rejected message. Errors: `billing.not_found`. */
export class IntakeRejectionInput {
  @IsUUID()
  id!: string;
}

/** Sends a rejected message through the intake again. Errors: `billing.not_found`, `billing.rejection_resolved`. */
export class ReplayIntakeRejectionInput extends IntakeRejectionInput {
  @JSONSchema({
    description: 'The mended message, a CloudEvent; absent: the bytes as they came',
    type: 'object',
  })
  @IsOptional()
  @IsObject()
  message?: object;
}
