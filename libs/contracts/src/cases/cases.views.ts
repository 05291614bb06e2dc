import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { JSONSchema } from 'class-validator-jsonschema';
import { actorTypes, type ActorType } from '../actor';
import {
  caseMessageKinds,
  caseOutcomes,
  casePriorities,
  caseStatuses,
  type CaseMessageKind,
  type CaseOutcome,
  type CasePriority,
  type CaseStatus,
} from './case-words';

/** The customer of a case. The name is missing until it has arrived from the customers service. */
export class CaseCustomer {
  @IsUUID()
  id!: string;

  @IsOptional()
  @IsString()
  name?: string;
}

/** Who is in charge of a case. */
export class CaseResponsible {
  @IsUUID()
  id!: string;

  @IsOptional()
  @IsString()
  username?: string;
}

/** A case as every call shows it. */
export class CaseView {
  @IsUUID()
  id!: string;

  /** Grows with every change; what If-Match names. */
  @IsInt()
  @JSONSchema({ description: 'Grows with every change; If-Match names it.' })
  version!: number;

  @IsString()
  @JSONSchema({ description: 'What people call the case by.', examples: ['C-1042'] })
  number!: string;

  @IsIn(caseStatuses)
  status!: CaseStatus;

  @IsString()
  subject!: string;

  @IsString()
  channel!: string;

  @ValidateNested()
  @Type(() => CaseCustomer)
  customer!: CaseCustomer;

  @IsOptional()
  @ValidateNested()
  @Type(() => CaseResponsible)
  @JSONSchema({ description: 'Who is in charge; absent for nobody.' })
  responsible?: CaseResponsible;

  @IsIn(casePriorities)
  priority!: CasePriority;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  type!: string | null;

  @IsArray()
  @IsString({ each: true })
  tags!: string[];

  @IsArray()
  @IsString({ each: true })
  ccs!: string[];

  @IsRFC3339()
  createdAt!: string;

  @IsRFC3339()
  modifiedAt!: string;
}

/** Who wrote a message of a case. */
export class CaseAuthor {
  @IsIn(actorTypes)
  type!: ActorType;

  @IsOptional()
  @IsString()
  @JSONSchema({ type: ['string', 'null'] })
  id!: string | null;

  @IsString()
  username!: string;
}

/** A message of a case. */
export class CaseMessageView {
  @IsUUID()
  id!: string;

  @IsIn(caseMessageKinds)
  @JSONSchema({ description: 'A note is internal; the others are between us and the customer.' })
  kind!: CaseMessageKind;

  @IsString()
  text!: string;

  @ValidateNested()
  @Type(() => CaseAuthor)
  author!: CaseAuthor;

  @IsArray()
  @IsString({ each: true })
  @JSONSchema({ description: 'Who gets a copy of a public reply.' })
  ccs!: string[];

  @IsRFC3339()
  createdAt!: string;
}

/** A case with its messages, oldest first. */
export class CaseDetailView extends CaseView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => CaseMessageView)
  messages!: CaseMessageView[];
}

/** How one case of a call about many fared. */
export class CaseResultView {
  @IsUUID()
  id!: string;

  @IsIn(caseOutcomes)
  outcome!: CaseOutcome;

  @IsOptional()
  @ValidateNested()
  @Type(() => CaseView)
  @JSONSchema({ description: 'The case as it is now; absent when there is none to see.' })
  case?: CaseView;

  @IsOptional()
  @IsString()
  @JSONSchema({ description: 'Why it was refused: an error code.' })
  code?: string;

  @IsOptional()
  @IsString()
  @JSONSchema({
    description: 'Why it was refused, in a sentence; names who has the case where somebody else does.',
  })
  detail?: string;
}
