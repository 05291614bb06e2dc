import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsRFC3339, IsString, IsUUID, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

/** One fault of one field. */
export class WebhookFaultView {
  @IsString()
  field!: string;

  @IsString()
  message!: string;
}

/** A webhook with a valid signature that was not taken. */
export class WebhookRejectionView {
  @IsUUID()
  id!: string;

  @IsUUID()
  houseId!: string;

  @IsString()
  houseName!: string;

  @JSONSchema({ description: 'The header webhook-id' })
  @IsString()
  webhookId!: string;

  @JSONSchema({ description: 'Why, as the error code that the house was answered' })
  @IsString()
  code!: string;

  @IsString()
  detail!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WebhookFaultView)
  errors!: WebhookFaultView[];

  @JSONSchema({ description: 'The body as it came' })
  @IsOptional()
  @IsString()
  body?: string;

  @IsRFC3339()
  receivedAt!: string;
}
