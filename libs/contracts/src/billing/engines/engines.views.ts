import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** A registered billing engine. */
export class BillingEngineView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @JSONSchema({ description: 'Its place in NATS subjects' })
  @IsString()
  name!: string;

  @IsString()
  bills!: string;

  @JSONSchema({ description: 'Where it publishes: the type of the message takes the place of `>`' })
  @IsString()
  publishesOn!: string;

  @JSONSchema({ description: 'Where it hears receipts and what billing asks of it' })
  @IsArray()
  @IsString({ each: true })
  subscribesTo!: string[];

  @JSONSchema({ description: 'Its own durable consumer of what it is told: stream `OUT`, by this name' })
  @IsString()
  consumer!: string;

  @JSONSchema({ description: 'true: its messages are rejected with `intake.engine_retired`' })
  @IsBoolean()
  retired!: boolean;

  @IsRFC3339()
  registeredAt!: string;
}

/** An engine with the credentials just made for it. Nobody can read them again. */
export class EngineCredentialsView extends BillingEngineView {
  @JSONSchema({
    description:
      'Text of its NATS credentials file: user JWT and nkey seed; absent where the NATS server asks for none',
  })
  @IsOptional()
  @IsString()
  credentials?: string;

  @JSONSchema({ description: 'Names these credentials, to revoke them; absent where there are none' })
  @IsOptional()
  @IsUUID()
  credentialId?: string;

  @JSONSchema({ description: 'When they end by themselves; absent: never' })
  @IsOptional()
  @IsRFC3339()
  expiresAt?: string;

  @JSONSchema({ description: 'Prefix its NATS client must use for inboxes' })
  @IsString()
  inboxPrefix!: string;
}

/** What can be the matter with credentials: they work, they have ended by themselves, or they were revoked. */
export const ENGINE_CREDENTIAL_STATES = ['good', 'expired', 'revoked'] as const;
export type EngineCredentialState = (typeof ENGINE_CREDENTIAL_STATES)[number];

/** NATS credentials that were made for an engine; never with the secret. */
export class EngineCredentialView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Public key of the NATS user, as it stands in the log of the server' })
  @IsString()
  userKey!: string;

  @IsIn(ENGINE_CREDENTIAL_STATES)
  state!: EngineCredentialState;

  @IsOptional()
  @IsString()
  reason?: string;

  @IsRFC3339()
  issuedAt!: string;

  @JSONSchema({ description: 'Username of who had them made' })
  @IsString()
  issuedBy!: string;

  @JSONSchema({ description: 'When they end, or ended, without being revoked; absent: never' })
  @IsOptional()
  @IsRFC3339()
  expiresAt?: string;

  @IsOptional()
  @IsRFC3339()
  revokedAt?: string;

  @JSONSchema({ description: 'Username of who revoked them' })
  @IsOptional()
  @IsString()
  revokedBy?: string;

  @JSONSchema({
    description:
      'Since when the NATS server refuses them because we told it to; absent while they work, or ended by themselves',
  })
  @IsOptional()
  @IsRFC3339()
  refusedSince?: string;
}
