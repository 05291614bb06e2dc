import { Type } from 'class-transformer';
import { IsOptional, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';
import { Money } from '../../money';

/** Names one transaction. Errors: `billing.not_found`. */
export class TransactionInput {
  @IsUUID()
  id!: string;
}

/** Voids a charge as a whole, before it has settled. Errors: `billing.not_chargeable_back`, `billing.already_settled`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class VoidTransactionInput extends TransactionInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** Refunds a settled charge, whole or in part. Errors: `billing.not_chargeable_back`, `billing.not_settled`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`, `billing.payment_unknown`. */
export class RefundTransactionInput extends VoidTransactionInput {
  @JSONSchema({ description: 'How much; absent: all that is left of the charge' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;
}

/** Marks a charge as refunded outside of the system, whole or in part; no money moves. Errors: `billing.not_chargeable_back`, `billing.already_charged_back`, `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`. */
export class RecordOutsideRefundInput extends RefundTransactionInput {}

/** Enters a chargeback: the customer's bank has taken a charge back. Errors: `billing.not_chargeable_back`, `billing.already_charged_back`, `billing.refund_exceeds_charge`. */
export class EnterChargebackInput extends VoidTransactionInput {
  @JSONSchema({ description: 'How much; absent: the whole charge' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;

  @JSONSchema({ description: "The card scheme's reason code" })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  @NoCardNumber()
  reasonCode?: string;
}

/** Reverts a chargeback: the charge stands again. Errors: `billing.not_charged_back`. */
export class RevertChargebackInput extends VoidTransactionInput {}
