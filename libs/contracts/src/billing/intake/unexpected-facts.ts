import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { catalog } from '../../activity';
import { IsMoment } from '../../moment';
import { PageQuery } from '../../paging';
import { ActivityAboutView } from '../../reporting/timeline.views';

const billingKeys = catalog.activities.filter(({ source }) => source === 'billing').map(({ key }) => key);

/** Lists facts from outside that no state expected, those recorded last first. */
export class ListUnexpectedFactsInput extends PageQuery {
  @JSONSchema({ description: "Types of activity: the catalog's keys" })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsIn(billingKeys, { each: true })
  type?: string[];

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @JSONSchema({ description: 'Recorded at or after (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @JSONSchema({ description: 'Recorded before (RFC 3339)' })
  @IsOptional()
  @IsMoment()
  to?: string;
}

/**
 * A fact from outside that came in a state whose table did not allow it, such as a rebill of a cancelled purchase.
 * It is recorded because it happened, and stands here for somebody to look at.
 */
export class UnexpectedFactView {
  @JSONSchema({ description: "Id of the activity, as in the customer's timeline" })
  @IsUUID()
  id!: string;

  @JSONSchema({ description: "The activity's key in the catalog", examples: ['billing.rebill.succeeded'] })
  @IsString()
  type!: string;

  @IsString()
  title!: string;

  @IsString()
  message!: string;

  @JSONSchema({ description: 'When it happened, as it was told' })
  @IsRFC3339()
  time!: string;

  @IsRFC3339()
  recordedAt!: string;

  @JSONSchema({ description: 'Id of the message that told it' })
  @IsString()
  messageId!: string;

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @JSONSchema({ description: 'Every attribute of the activity', additionalProperties: true, type: 'object' })
  @IsObject()
  attributes!: Record<string, unknown>;

  @JSONSchema({ description: 'What it is about' })
  @ValidateNested()
  @Type(() => ActivityAboutView)
  about!: ActivityAboutView;
}
