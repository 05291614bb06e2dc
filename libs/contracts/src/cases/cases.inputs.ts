import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';
import { Given } from '../given';
import { PageQuery } from '../paging';
import { casePriorities, caseStatuses, type CasePriority, type CaseStatus } from './case-words';

/** A key of an option list, such as `payment-issues`. */
export const OPTION_KEY = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

/** What a case can be, besides subject and customer. Lists replace the whole list. */
export class CaseFieldsInput {
  @Given()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({
    description: 'How the case began: a key of the option list `channels`.',
    examples: ['email'],
  })
  channel?: string;

  @Given()
  @IsIn(casePriorities)
  @JSONSchema({ description: 'Urgency; `normal` when a new case says none.' })
  priority?: CasePriority;

  @IsOptional()
  @Length(1, 64)
  @Matches(OPTION_KEY)
  @JSONSchema({
    description: 'Category: a key of the option list `case-types`; null clears it.',
    type: ['string', 'null'],
    examples: ['payment-issues'],
  })
  type?: string | null;

  @Given()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 50, { each: true })
  @NoCardNumber()
  @JSONSchema({ description: 'Keywords for searching and sorting.' })
  tags?: string[];

  @Given()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsEmail({}, { each: true })
  @JSONSchema({ description: 'E-mail addresses that get copies of public replies.' })
  ccs?: string[];

  @IsOptional()
  @IsUUID()
  @JSONSchema({ description: 'The user in charge; null for nobody.', type: ['string', 'null'] })
  responsibleId?: string | null;
}

/** Input of OpenCase. */
export class OpenCaseInput extends CaseFieldsInput {
  @IsUUID()
  @JSONSchema({ description: 'The customer the case is about.' })
  customerId!: string;

  @IsString()
  @Length(1, 300)
  @Matches(/\S/, { message: 'subject must not be blank' })
  @NoCardNumber()
  subject!: string;

  @Given()
  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  @NoCardNumber()
  @JSONSchema({ description: 'What it is about: becomes the first message.' })
  text?: string;
}

/** Input of UpdateCase: only the fields to change. */
export class UpdateCaseInput extends CaseFieldsInput {
  @IsUUID()
  id!: string;

  @Given()
  @IsString()
  @Length(1, 300)
  @Matches(/\S/, { message: 'subject must not be blank' })
  @NoCardNumber()
  subject?: string;

  @Given()
  @IsIn(['open', 'pending'])
  @JSONSchema({
    description: 'Between open and pending only; resolve, close and reopen are calls of their own.',
  })
  status?: 'open' | 'pending';
}

/** Input of calls about one case. */
export class CaseIdInput {
  @IsUUID()
  id!: string;
}

/** Input of CloseCase and ReopenCase. */
export class CaseStepInput extends CaseIdInput {
  @Given()
  @IsString()
  @Length(1, 1000)
  @NoCardNumber()
  @JSONSchema({ description: 'Why; shown in the timeline.' })
  reason?: string;
}

/** Whom the taker saw as responsible for a case. */
export class SeenResponsible {
  @IsUUID()
  @JSONSchema({ description: 'The case.' })
  id!: string;

  @IsOptional()
  @IsUUID()
  @JSONSchema({ description: 'Who was seen as responsible; null for nobody.', type: ['string', 'null'] })
  responsibleId?: string | null;
}

/** Input of calls about many cases. */
export class CaseIdsInput {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  @JSONSchema({ description: 'The cases, 1 to 100.' })
  ids!: string[];
}

/** Input of TakeCases. */
export class TakeCasesInput extends CaseIdsInput {
  @Given()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => SeenResponsible)
  @JSONSchema({
    description: 'Whom the taker saw as responsible, case by case. Where it is left out, nobody was seen.',
  })
  seen?: SeenResponsible[];
}

/** Input of ResolveCases. */
export class ResolveCasesInput extends CaseIdsInput {
  @Given()
  @IsString()
  @Length(1, 1000)
  @NoCardNumber()
  @JSONSchema({ description: 'How it was resolved; shown in the timeline.' })
  reason?: string;
}

/** Input of ReplyToCase and NoteOnCase. */
export class CaseTextInput extends CaseIdInput {
  @IsString()
  @Length(1, 20_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  @NoCardNumber()
  text!: string;
}

/** Input of ListCases. Every condition given must hold; several values of one are alternatives. */
export class ListCasesInput extends PageQuery {
  @IsOptional()
  @IsArray()
  @IsIn(caseStatuses, { each: true })
  status?: CaseStatus[];

  @IsOptional()
  @Matches(/^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i, {
    message: 'assignee must be me, none or a user id',
  })
  @JSONSchema({ description: '`me`, `none` or the id of the responsible.' })
  assignee?: string;

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  type?: string[];

  @IsOptional()
  @IsArray()
  @IsIn(casePriorities, { each: true })
  priority?: CasePriority[];

  @IsOptional()
  @IsArray()
  @Length(1, 50, { each: true })
  @JSONSchema({ description: 'Cases that carry any of these tags.' })
  tag?: string[];

  @IsOptional()
  @IsArray()
  @Length(1, 64, { each: true })
  channel?: string[];

  @IsOptional()
  @IsUUID()
  customerId?: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @JSONSchema({ description: 'Looks in number, subject, messages, tags and the customer’s name.' })
  text?: string;
}

/** Input of ListCustomerCases. */
export class ListCustomerCasesInput extends PageQuery {
  @IsUUID()
  @JSONSchema({ description: 'The customer.' })
  id!: string;
}
