import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsMoment } from '../../moment';
import { Money } from '../../money';
import { PurchaseReference } from './intake-references';

/** How final a processor's refusal is: a soft decline may be tried again, a hard one may not. */
export const DECLINE_KINDS = ['soft', 'hard'] as const;
export type DeclineKind = (typeof DECLINE_KINDS)[number];

/** A discount that applied to one billing. */
export class IntakeDiscount {
  @JSONSchema({ description: 'Name of the discount, 1–100 characters.' })
  @IsString()
  @Length(1, 100)
  name: string;

  @JSONSchema({ description: 'Which time the discount applies, counted from 1.' })
  @IsInt()
  @Min(1)
  @Max(1_000)
  occurrence: number;
}

class CycleReference extends PurchaseReference {
  @JSONSchema({
    description: 'Billing cycle, counted from 1 (the first full cycle after a trial); at most 10000.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  cycle: number;

  @JSONSchema({ description: 'Which attempt at this cycle, counted from 1 (the default).', default: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  attempt?: number;
}

class ProcessedCycle extends CycleReference {
  @JSONSchema({
    description:
      "The engine's own reference of the transaction, 1–100 characters: by it a chargeback can name the transaction later.",
  })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  transactionReference?: string;

  @JSONSchema({ description: "Amount asked for, in the order's currency." })
  @ValidateNested()
  @Type(() => Money)
  amount: Money;

  @JSONSchema({ description: 'Name of the payment processor, e.g. `dibs`; 1–60 characters.' })
  @IsString()
  @Length(1, 60)
  processor: string;

  @JSONSchema({ description: "The processor's response code, 1–60 characters." })
  @IsString()
  @Length(1, 60)
  responseCode: string;
}

/** Data of `trial.started`: a recurring trial has begun. */
export class TrialStartedData extends PurchaseReference {
  @JSONSchema({ description: 'Price of the trial, if one was charged.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;

  @JSONSchema({ description: 'When the trial ends and the first full cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  trialEndsAt?: string;
}

/** Data of `trial.completed`: the trial's first full cycle has been billed; that cycle's `rebill.succeeded` comes beside it. */
export class TrialCompletedData extends PurchaseReference {
  @JSONSchema({ description: 'When the next cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  nextBillAt?: string;
}

/** Data of `trial.failed`: the trial's own charge was declined. */
export class TrialFailedData extends PurchaseReference {
  @JSONSchema({
    description: "Which attempt at the trial's charge, counted from 1 (the default).",
    default: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  attempt?: number;

  @JSONSchema({ description: "Amount asked for, in the order's currency." })
  @ValidateNested()
  @Type(() => Money)
  amount: Money;

  @JSONSchema({ description: 'Name of the payment processor, 1–60 characters.' })
  @IsString()
  @Length(1, 60)
  processor: string;

  @JSONSchema({ description: "The processor's response code, 1–60 characters." })
  @IsString()
  @Length(1, 60)
  responseCode: string;

  @JSONSchema({ description: 'Whether the charge may be tried again (`soft`) or not (`hard`).' })
  @IsIn(DECLINE_KINDS)
  declineKind: DeclineKind;
}

/** Data of `rebill.started`: the billing of a cycle was initiated; its outcome follows. */
export class RebillStartedData extends CycleReference {
  @JSONSchema({ description: "Amount that will be asked for, in the order's currency." })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;
}

/** Data of `rebill.succeeded`: a cycle was billed. */
export class RebillSucceededData extends ProcessedCycle {
  @JSONSchema({ description: 'The discount that applied, if any.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => IntakeDiscount)
  discount?: IntakeDiscount;

  @JSONSchema({ description: 'When the next cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  nextBillAt?: string;
}

/** Data of `rebill.failed`: the billing of a cycle was declined. A soft decline puts the purchase into recycle billing. */
export class RebillFailedData extends ProcessedCycle {
  @JSONSchema({ description: 'Whether the charge may be tried again (`soft`) or not (`hard`).' })
  @IsIn(DECLINE_KINDS)
  declineKind: DeclineKind;
}

/** Data of `rebill.completed`: the last cycle was billed; nothing more will be. */
export class RebillCompletedData extends PurchaseReference {
  @JSONSchema({ description: 'The last cycle, counted from 1.' })
  @IsInt()
  @Min(1)
  @Max(10_000)
  cycle: number;
}

/** Data of `recycle.saved`: a declined cycle was tried again and billed. */
export class RecycleSavedData extends ProcessedCycle {
  @JSONSchema({ description: 'When the next cycle falls due (RFC 3339).' })
  @IsOptional()
  @IsMoment()
  nextBillAt?: string;
}

/** Data of `recycle.failed`: a declined cycle was tried again and declined again. */
export class RecycleFailedData extends ProcessedCycle {
  @JSONSchema({ description: 'Whether the charge may be tried again (`soft`) or not (`hard`).' })
  @IsIn(DECLINE_KINDS)
  declineKind: DeclineKind;

  @JSONSchema({
    description:
      'True: the engine will try again and the purchase stays in recycle billing. False (the default): it has given up.',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  willRetry?: boolean;
}
