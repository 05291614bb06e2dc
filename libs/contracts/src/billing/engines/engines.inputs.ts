import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../../paging';

/** Registers a billing engine and makes its NATS credentials. Errors: `billing.name_taken`, `billing.credentials_unavailable`. */
export class RegisterBillingEngineInput {
  @JSONSchema({
    description: 'Its place in NATS subjects: lower-case letters, digits and dashes; never changes',
    examples: ['acme'],
  })
  @Matches(/^[a-z0-9][a-z0-9-]{0,62}$/)
  name!: string;

  @JSONSchema({ description: 'What it bills, for people', examples: ['Monthly subscriptions in Sweden'] })
  @IsString()
  @Length(1, 200)
  bills!: string;
}

/** Lists billing engines by name. */
export class ListBillingEnginesInput extends PageQuery {}

/** Names one billing engine. Errors: `billing.not_found`. */
export class BillingEngineInput {
  @IsUUID()
  id!: string;
}

/** Changes, retires or reinstates a billing engine. Errors: `billing.not_found`, `request.stale`. */
export class ChangeBillingEngineInput extends BillingEngineInput {
  @JSONSchema({ description: 'What it bills, for people' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  bills?: string;

  @JSONSchema({
    description:
      'true: its messages are rejected with `intake.engine_retired`, and it gets no new purchases; its credentials stay. false reinstates it',
  })
  @IsOptional()
  @IsBoolean()
  retired?: boolean;
}

/**
 * Makes further NATS credentials for an engine, as for a rotation. Errors: `billing.not_found`,
 * `billing.reference_retired`, `billing.credentials_unavailable`, `billing.revocation_unavailable`.
 */
export class IssueEngineCredentialsInput extends BillingEngineInput {
  @JSONSchema({ description: 'Why, for people' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;

  @JSONSchema({
    description:
      'Hours for which the credentials made before still work; 0: they are revoked at once. Absent: they go on working',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(720)
  overlapHours?: number;

  @JSONSchema({ description: 'Hours after which the new ones end by themselves. Absent: never' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(87_600)
  validForHours?: number;
}

/** Lists the credentials of an engine, the newest first. Errors: `billing.not_found`. */
export class ListEngineCredentialsInput extends PageQuery {
  @IsUUID()
  id!: string;
}

/** Names one of an engine's credentials. Errors: `billing.not_found`. */
export class EngineCredentialInput extends BillingEngineInput {
  @IsUUID()
  credentialId!: string;
}
