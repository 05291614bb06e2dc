import { IsArray, IsInt, IsOptional, IsRFC3339, IsString, IsUUID } from 'class-validator';
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

  @JSONSchema({ description: 'Prefix its NATS client must use for inboxes' })
  @IsString()
  inboxPrefix!: string;
}
