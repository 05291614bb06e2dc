import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { CycleTerms, TrialTerms } from '../catalog/products.inputs';

/** The states of a purchase. */
export const purchaseStatuses = [
  'trial',
  'active',
  'recycle_billing',
  'recycle_failed',
  'paused',
  'cancelled',
  'complete',
] as const;
export type PurchaseStatus = (typeof purchaseStatuses)[number];

/** How a customer's consent to being billed stands, where the campaign asks for it. */
export const consentStates = ['none', 'requested', 'received', 'denied'] as const;
export type ConsentState = (typeof consentStates)[number];

/** A pause that is scheduled. */
export class ScheduledPauseView {
  @IsRFC3339()
  dueAt!: string;

  @IsInt()
  months!: number;
}

/** A cancellation that is scheduled. */
export class ScheduledCancellationView {
  @IsRFC3339()
  dueAt!: string;
}

/** A downgrade that is scheduled: what takes the place of what is billed now. */
export class ScheduledDowngradeView {
  @IsRFC3339()
  dueAt!: string;

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

  @ValidateNested()
  @Type(() => CycleTerms)
  terms!: CycleTerms;
}

/** What is going to happen to a purchase and can be withdrawn until then. */
export class ScheduledChangesView {
  @IsOptional()
  @ValidateNested()
  @Type(() => ScheduledPauseView)
  pause?: ScheduledPauseView;

  @IsOptional()
  @ValidateNested()
  @Type(() => ScheduledCancellationView)
  cancellation?: ScheduledCancellationView;

  @IsOptional()
  @ValidateNested()
  @Type(() => ScheduledDowngradeView)
  downgrade?: ScheduledDowngradeView;
}

/** The pause in which a purchase is. */
export class PauseView {
  @IsRFC3339()
  since!: string;

  @JSONSchema({ description: 'When it ends by itself' })
  @IsRFC3339()
  until!: string;

  @IsInt()
  months!: number;
}

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

  @JSONSchema({ description: 'A declined cycle is tried again then' })
  @IsOptional()
  @IsRFC3339()
  retryAt?: string;

  @ValidateNested()
  @Type(() => ScheduledChangesView)
  scheduled!: ScheduledChangesView;

  @IsOptional()
  @ValidateNested()
  @Type(() => PauseView)
  pause?: PauseView;

  @JSONSchema({
    description: 'Where the campaign asks for express consent: without `received` nothing is billed',
  })
  @IsIn(consentStates)
  consent!: ConsentState;

  @JSONSchema({ description: "IANA time zone in which its dates are counted: the customer's" })
  @IsString()
  timeZone!: string;

  @JSONSchema({ description: 'The billing engine that bills it; absent: we do' })
  @IsOptional()
  @IsUUID()
  engineId?: string;

  @JSONSchema({ description: 'What its cycles are charged to, where we bill it' })
  @IsOptional()
  @IsUUID()
  paymentMethodId?: string;

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
