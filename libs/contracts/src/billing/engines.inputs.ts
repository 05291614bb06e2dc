import { IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../paging';

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

/** Makes further NATS credentials for an engine, as for a rotation. Errors: `billing.not_found`, `billing.credentials_unavailable`. */
export class IssueEngineCredentialsInput extends BillingEngineInput {
  @JSONSchema({ description: 'Why, for people' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  reason?: string;
}
