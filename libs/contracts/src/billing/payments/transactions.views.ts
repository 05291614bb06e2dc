import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';

/** What a transaction does with money. */
export const transactionTypes = ['sale', 'authorize', 'capture', 'void', 'refund'] as const;
export type TransactionType = (typeof transactionTypes)[number];

/**
 * What became of a transaction. `pending`: being sent to the processor; `unknown`: the processor's answer never
 * came and is being looked up; the others are final.
 */
export const transactionOutcomes = ['pending', 'unknown', 'success', 'soft_decline', 'hard_decline'] as const;
export type TransactionOutcome = (typeof transactionOutcomes)[number];

/** What a charge is for: an order's sale, a cycle of a purchase, or the customer's account. */
export const transactionPurposes = ['order', 'rebill', 'account'] as const;
export type TransactionPurpose = (typeof transactionPurposes)[number];

/** A movement of money. */
export class TransactionView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsIn(transactionTypes)
  type!: TransactionType;

  @IsIn(transactionOutcomes)
  outcome!: TransactionOutcome;

  @IsUUID()
  orderId!: string;

  @IsString()
  orderNumber!: string;

  @IsUUID()
  customerId!: string;

  @JSONSchema({ description: 'The purchase whose cycle it billed' })
  @IsOptional()
  @IsUUID()
  purchaseId?: string;

  @JSONSchema({ description: 'The transaction that it captures, voids or refunds' })
  @IsOptional()
  @IsUUID()
  parentId?: string;

  @ValidateNested()
  @Type(() => Money)
  amount!: Money;

  @JSONSchema({ description: 'What was given back of it so far, refunds under way included' })
  @ValidateNested()
  @Type(() => Money)
  refunded!: Money;

  @JSONSchema({ description: 'The money has been taken (a sale, or an authorisation once captured)' })
  @IsBoolean()
  captured!: boolean;

  @JSONSchema({ description: 'The processor has settled it: from then on it is refunded, not voided' })
  @IsBoolean()
  settled!: boolean;

  @IsBoolean()
  voided!: boolean;

  @IsOptional()
  @IsString()
  processor?: string;

  @IsOptional()
  @IsString()
  responseCode?: string;

  @IsOptional()
  @IsString()
  cardBin?: string;

  @IsOptional()
  @IsString()
  cardLast4?: string;

  @JSONSchema({ description: 'The billing engine that billed it; absent: we did' })
  @IsOptional()
  @IsUUID()
  engineId?: string;

  @JSONSchema({ description: 'Cycle of the purchase; 0 is the trial' })
  @IsOptional()
  @IsInt()
  cycle?: number;

  @IsOptional()
  @IsInt()
  attempt?: number;

  @JSONSchema({ description: 'What it was charged for' })
  @IsIn(transactionPurposes)
  purpose!: TransactionPurpose;

  @JSONSchema({ description: "What the customer's bank has taken back; absent: nothing is in dispute" })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  chargedBack?: Money;

  @JSONSchema({ description: 'The payment method that was charged, where it is kept' })
  @IsOptional()
  @IsUUID()
  paymentMethodId?: string;

  @JSONSchema({ description: 'Came in from outside when the state of the purchase did not allow it' })
  @IsBoolean()
  unexpected!: boolean;

  @JSONSchema({ description: 'Why it was voided or refunded' })
  @IsOptional()
  @IsString()
  reason?: string;

  @JSONSchema({ description: 'When it happened' })
  @IsRFC3339()
  occurredAt!: string;
}
