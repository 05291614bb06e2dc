import {
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../moment';
import { NoCardNumber } from '../card-number';
import { Given } from '../given';
import { PageQuery } from '../paging';
import { OPTION_KEY } from './cases.inputs';
import { CaseCustomer, CaseResponsible } from './cases.views';

/** A conversation within a service record. */
export class ConversationInput {
  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ description: 'A key of the option list `channels`; the record’s own when left out.' })
  channel?: string;

  @IsString()
  @Length(1, 50_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'What was said or written.' })
  text!: string;

  @Given()
  @IsInt()
  @Min(1)
  @Max(100_000)
  @JSONSchema({ description: 'How many messages it held.' })
  messages?: number;

  @Given()
  @IsMoment()
  @JSONSchema({ description: 'When it took place; now when left out. 90 days back at most.' })
  at?: string;
}

/** Input of StartServiceRecord: a record begins with its first conversation. */
export class StartServiceRecordInput {
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ description: 'A key of the option list `channels`.', examples: ['line'] })
  channel!: string;

  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({
    description: 'A key of the option list `channel-categories`. Its owner becomes the record’s owner.',
  })
  channelCategory?: string;

  @Given()
  @IsUUID()
  @JSONSchema({ description: 'The customer, where it is known who that is.' })
  customerId?: string;

  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ description: 'A key of the option list `service-reasons`.' })
  reason?: string;

  @Given()
  @IsString()
  @Length(1, 10_000)
  @NoCardNumber()
  @JSONSchema({ description: 'Memos and to-dos.' })
  notes?: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => ConversationInput)
  @JSONSchema({ description: 'The first conversation.' })
  conversation!: ConversationInput;
}

/** Names one service record. */
export class ServiceRecordIdInput {
  @IsUUID()
  id!: string;
}

/** Input of RecordConversation. */
export class RecordConversationInput extends ConversationInput {
  @IsUUID()
  id!: string;
}

/** Input of EndServiceRecord. */
export class EndServiceRecordInput extends ServiceRecordIdInput {
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({
    description: 'How it ended: a key of the option list `service-results`.',
    examples: ['completed'],
  })
  result!: string;

  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ description: 'A key of the option list `service-reasons`.' })
  reason?: string;

  @Given()
  @IsString()
  @Length(1, 10_000)
  @NoCardNumber()
  notes?: string;
}

/** Input of UpdateServiceRecord: only the fields to change. */
export class UpdateServiceRecordInput extends ServiceRecordIdInput {
  @IsOptional()
  @IsUUID()
  @JSONSchema({ description: 'Null where it is not known.', type: ['string', 'null'] })
  customerId?: string | null;

  @IsOptional()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({ type: ['string', 'null'] })
  reason?: string | null;

  @IsOptional()
  @IsString()
  @Length(1, 10_000)
  @NoCardNumber()
  @JSONSchema({ type: ['string', 'null'] })
  notes?: string | null;
}

/** Input of ListServiceRecords. Every condition given must hold; several values of one are alternatives. */
export class ListServiceRecordsInput extends PageQuery {
  @IsOptional()
  @IsMoment()
  createdFrom?: string;

  @IsOptional()
  @IsMoment()
  @JSONSchema({ description: 'Records created before this moment.' })
  createdTo?: string;

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  result?: string[];

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  reason?: string[];

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  @JSONSchema({ description: 'Channel of any of the record’s conversations.' })
  channel?: string[];

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  channelCategory?: string[];

  @IsOptional()
  @IsUUID()
  customer?: string;

  @IsOptional()
  @IsUUID()
  owner?: string;
}

/** A conversation of a record. */
export class ConversationView {
  @IsUUID()
  id!: string;

  @IsString()
  channel!: string;

  @IsString()
  text!: string;

  @IsOptional()
  @IsInt()
  messages?: number;

  @ValidateNested()
  @Type(() => CaseResponsible)
  @JSONSchema({ description: 'Who recorded it.' })
  specialist!: CaseResponsible;

  @IsMoment()
  at!: string;
}

/** A service record: what one contact with somebody was about and how it ended. */
export class ServiceRecordView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsIn(['started', 'ended'])
  status!: 'started' | 'ended';

  @IsString()
  channel!: string;

  @IsOptional()
  @IsString()
  channelCategory?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => CaseCustomer)
  customer?: CaseCustomer;

  @ValidateNested()
  @Type(() => CaseResponsible)
  @JSONSchema({ description: 'The specialist who handles it.' })
  handler!: CaseResponsible;

  @IsOptional()
  @ValidateNested()
  @Type(() => CaseResponsible)
  @JSONSchema({ description: 'Whose it is: the owner of the channel category when it began.' })
  owner?: CaseResponsible;

  @IsOptional()
  @IsString()
  result?: string;

  @IsOptional()
  @IsString()
  reason?: string;

  @IsOptional()
  @IsString()
  notes?: string;

  @IsMoment()
  startedAt!: string;

  @IsOptional()
  @IsMoment()
  endedAt?: string;
}

/** A service record with its conversations, oldest first. */
export class ServiceRecordDetailView extends ServiceRecordView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ConversationView)
  conversations!: ConversationView[];
}
