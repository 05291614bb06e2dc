import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { PageQuery } from '../paging';

/** A house's webhook as it came: the gateway hands over headers and body without reading them. */
export class ReceiveWebhookInput {
  @JSONSchema({ description: "The house's name or id" })
  @IsString()
  @MaxLength(100)
  house!: string;

  @JSONSchema({ description: 'The header webhook-id' })
  @IsOptional()
  @IsString()
  @MaxLength(256)
  id?: string;

  @JSONSchema({ description: 'The header webhook-timestamp: seconds since 1970' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  timestamp?: string;

  @JSONSchema({
    description: 'The header webhook-signature: one or several of `v1,<base64>`, parted by spaces',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4096)
  signature?: string;

  @JSONSchema({ description: 'The body, byte by byte' })
  @IsString()
  body!: string;

  @JSONSchema({ description: 'base64 where the body is not UTF-8; utf8 when absent' })
  @IsOptional()
  @IsIn(['utf8', 'base64'])
  bodyEncoding?: 'utf8' | 'base64';
}

/** Lists webhooks that were not taken, newest first. */
export class ListWebhookRejectionsInput extends PageQuery {
  @JSONSchema({ description: 'Only those of one house' })
  @IsOptional()
  @IsUUID()
  houseId?: string;
}

/** Names one webhook that was not taken. Errors: `fulfillment.not_found`. */
export class WebhookRejectionInput {
  @IsUUID()
  id!: string;
}
