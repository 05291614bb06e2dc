import { Type } from 'class-transformer';
import {
  IsArray,
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
import { linkedThings, type ActivityLink, type LinkedThing } from './activity-links';
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

/** A link to what an activity is about. */
export class ActivityLinkView implements ActivityLink {
  @IsIn(linkedThings)
  what!: LinkedThing;

  @IsUUID()
  id!: string;

  @IsString()
  @JSONSchema({ description: "Path below the server's address.", examples: ['/api/v1/orders/…'] })
  path!: string;
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

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ActivityLinkView)
  @JSONSchema({ description: 'Where each of them is read.' })
  links!: ActivityLinkView[];
}
