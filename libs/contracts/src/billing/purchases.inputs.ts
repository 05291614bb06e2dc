import { IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../card-number';

/** Names one purchase. Errors: `billing.not_found`. */
export class PurchaseInput {
  @IsUUID()
  id!: string;
}

/** Cancels a purchase: nothing more is billed. Errors: `billing.not_found`, `billing.purchase_not_live`. */
export class CancelPurchaseInput extends PurchaseInput {
  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}
