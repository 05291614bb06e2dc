import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { activityCategories, type ActivityCategory } from '../activity';

/** Ids of what an activity is about, for links. */
export class ActivityAboutView {
  @IsOptional() @IsString() orderId?: string;
  @IsOptional() @IsString() orderNumber?: string;
  @IsOptional() @IsString() purchaseId?: string;
  @IsOptional() @IsString() transactionId?: string;
  @IsOptional() @IsString() fulfillmentId?: string;
  @IsOptional() @IsString() caseId?: string;
  @IsOptional() @IsString() serviceRecordId?: string;
  @IsOptional() @IsString() noteId?: string;
}

/** One interaction in a customer's timeline. */
export class TimelineItemView {
  @IsUUID()
  id!: string;

  @IsString()
  @JSONSchema({ description: "The activity's key in the catalog." })
  type!: string;

  @IsString()
  @JSONSchema({ description: 'Title of the interaction.', examples: ['Billing Date Changed'] })
  title!: string;

  @IsOptional()
  @IsIn(activityCategories)
  category?: ActivityCategory;

  @IsString()
  @JSONSchema({ description: "The user's name; System for all others." })
  actor!: string;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'The user; absent for all others.' })
  actorId?: string;

  @IsRFC3339()
  time!: string;

  @IsString()
  message!: string;

  @IsBoolean()
  @JSONSchema({ description: 'Whether a person typed the message.' })
  isNote!: boolean;

  @IsObject()
  @JSONSchema({
    type: 'object',
    additionalProperties: true,
    description: 'Every attribute of the interaction.',
  })
  attributes!: Record<string, unknown>;

  @ValidateNested()
  @Type(() => ActivityAboutView)
  @JSONSchema({ description: 'What it is about.' })
  about!: ActivityAboutView;
}
