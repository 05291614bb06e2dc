import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../money';
import { CycleTerms, TrialTerms } from './products.inputs';

/** The states of a purchase. */
export const purchaseStatuses = [
  'trial',
  'active',
  'recycle_billing',
  'recycle_failed',
  'pause_scheduled',
  'paused',
  'cancellation_scheduled',
  'cancelled',
  'complete',
] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** A purchase: one recurring line of an order. */
export class PurchaseView {
  @IsUUID()
  id!: string;

  @JSONSchema({ description: 'Goes into If-Match when it is changed' })
  @IsInt()
  version!: number;

  @IsIn(purchaseStatuses)
  status!: PurchaseStatus;

  @IsUUID()
  orderId!: string;

  @IsString()
  orderNumber!: string;

  @IsUUID()
  customerId!: string;

  @IsUUID()
  productId!: string;

  @IsString()
  productName!: string;

  @IsOptional()
  @IsUUID()
  optionId?: string;

  @IsOptional()
  @IsString()
  optionName?: string;

  @IsUUID()
  pricePointId!: string;

  @IsInt()
  quantity!: number;

  @ValidateNested()
  @Type(() => Money)
  unitPrice!: Money;

  @JSONSchema({ description: 'What a full cycle costs: quantity × unit price' })
  @ValidateNested()
  @Type(() => Money)
  price!: Money;

  @IsOptional()
  @ValidateNested()
  @Type(() => TrialTerms)
  trial?: TrialTerms;

  @ValidateNested()
  @Type(() => CycleTerms)
  terms!: CycleTerms;

  @JSONSchema({ description: 'The last full cycle billed; 0: none yet' })
  @IsInt()
  cycle!: number;

  @IsOptional()
  @IsRFC3339()
  trialEndsAt?: string;

  @JSONSchema({ description: 'When the next billing falls due; absent when nothing more is billed' })
  @IsOptional()
  @IsRFC3339()
  nextBillAt?: string;

  @JSONSchema({ description: 'The billing engine that bills it; absent: we do' })
  @IsOptional()
  @IsUUID()
  engineId?: string;

  @JSONSchema({ description: "The engine's own reference" })
  @IsOptional()
  @IsString()
  engineReference?: string;

  @JSONSchema({ description: 'How many facts came in that its state did not allow' })
  @IsInt()
  unexpectedFacts!: number;

  @IsOptional()
  @IsString()
  cancelReason?: string;

  @IsRFC3339()
  startedAt!: string;
}
