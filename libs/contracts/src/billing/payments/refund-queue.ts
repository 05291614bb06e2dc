import { Type } from 'class-transformer';
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { Money } from '../../money';
import { PageQuery } from '../../paging';

/** How often a refund that failed is tried again by itself, once a day. */
export const REFUND_DAILY_TRIES = 3;

/**
 * `waiting` for its next try; `trying` now; `succeeded`; `exhausted`: its third try failed, and the Notify Emails were
 * told; `removed` by somebody.
 */
export const refundQueueStatuses = ['waiting', 'trying', 'succeeded', 'exhausted', 'removed'] as const;
export type RefundQueueStatus = (typeof refundQueueStatuses)[number];

/** Lists the refund queue, those queued last first. */
export class ListRefundQueueInput extends PageQuery {
  @JSONSchema({ description: 'Absent: those that are still in the queue, `waiting` and `trying`' })
  @IsOptional()
  @IsArray()
  @ArrayUnique()
  @IsIn(refundQueueStatuses, { each: true })
  status?: RefundQueueStatus[];
}

/** Names one entry of the refund queue. Errors: `billing.not_found`. */
export class RefundQueueEntryInput {
  @IsUUID()
  id!: string;
}

/** Takes a refund out of the queue: it is tried no more. Errors: `billing.not_found`, `billing.refund_not_waiting`. */
export class RemoveFromRefundQueueInput extends RefundQueueEntryInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** A refund that failed, and what becomes of it. While it is in the queue its amount counts as given back. */
export class RefundQueueEntryView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsIn(refundQueueStatuses)
  status!: RefundQueueStatus;

  @JSONSchema({ description: 'The charge that is to be refunded' })
  @IsUUID()
  transactionId!: string;

  @JSONSchema({ description: 'The latest try: a transaction of its own' })
  @IsUUID()
  refundId!: string;

  @IsUUID()
  orderId!: string;

  @IsString()
  orderNumber!: string;

  @IsUUID()
  customerId!: string;

  @ValidateNested()
  @Type(() => Money)
  amount!: Money;

  @JSONSchema({ description: 'Why it was to be refunded' })
  @IsOptional()
  @IsString()
  reason?: string;

  @JSONSchema({ description: 'How often it failed so far, the first time included' })
  @IsInt()
  attempts!: number;

  @JSONSchema({ description: 'How often it was tried again by itself, of three times at most' })
  @IsInt()
  dailyTries!: number;

  @JSONSchema({ description: 'What the payment processor answered last' })
  @IsOptional()
  @IsString()
  responseCode?: string;

  @JSONSchema({ description: 'When it is tried again by itself' })
  @IsOptional()
  @IsRFC3339()
  nextTryAt?: string;

  @IsRFC3339()
  queuedAt!: string;

  @IsOptional()
  @IsRFC3339()
  endedAt?: string;

  @JSONSchema({ description: 'Who removed it' })
  @IsOptional()
  @IsString()
  removedBy?: string;

  @IsOptional()
  @IsString()
  removedReason?: string;
}
