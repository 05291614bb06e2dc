import { Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsRFC3339,
  IsString,
  IsUUID,
  Length,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { CycleTerms } from '../catalog/products.inputs';

/** Names the purchase of an instruction. */
export class InstructedPurchase {
  @JSONSchema({ description: 'Our id of the purchase (UUID).' })
  @IsUUID()
  purchaseId: string;

  @JSONSchema({ description: "The engine's own reference of it, where it told us one." })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  engineReference?: string;
}

/** Data of `purchase.cancelled`: the purchase was cancelled here; nothing more of it is to be billed from then on. */
export class PurchaseCancelledInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'From when on (RFC 3339); may lie ahead: then the cancellation is scheduled.' })
  @IsRFC3339()
  cancelledAt: string;
}

/** Data of `purchase.paused`: nothing of it is to be billed for some months. */
export class PurchasePausedInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'From when on (RFC 3339); may lie ahead.' })
  @IsRFC3339()
  pausedAt: string;

  @JSONSchema({ description: 'For how many months.' })
  @IsInt()
  @Min(1)
  months: number;

  @JSONSchema({ description: 'When it ends, unless `purchase.resumed` comes earlier (RFC 3339).' })
  @IsRFC3339()
  resumesAt: string;
}

/** Why a purchase is to be billed on. */
export const resumptionCauses = [
  'pause_withdrawn',
  'pause_ended_early',
  'pause_ended',
  'cancellation_withdrawn',
  'restarted',
] as const;

/** Data of `purchase.resumed`: it is to be billed on, whatever was told before. */
export class PurchaseResumedInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'Since when (RFC 3339).' })
  @IsRFC3339()
  resumedAt: string;

  @IsIn(resumptionCauses)
  cause: (typeof resumptionCauses)[number];

  @JSONSchema({ description: 'When the next billing falls due (RFC 3339).' })
  @IsOptional()
  @IsRFC3339()
  nextBillAt?: string;
}

/** Data of `purchase.changed`: what is to be billed from a moment on, all of it. */
export class PurchaseChangedInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'From when on (RFC 3339); may lie ahead.' })
  @IsRFC3339()
  effectiveAt: string;

  @JSONSchema({
    description: 'What differs from before: `product`, `quantity`, `billing_date`, `trial_skipped`…',
  })
  @IsArray()
  @IsString({ each: true })
  changed: string[];

  @IsUUID()
  productId: string;

  @IsString()
  productName: string;

  @IsOptional()
  @IsUUID()
  optionId?: string;

  @IsUUID()
  pricePointId: string;

  @IsInt()
  @Min(1)
  quantity: number;

  @ValidateNested()
  @Type(() => Money)
  unitPrice: Money;

  @JSONSchema({ description: 'What a cycle costs: quantity × unit price.' })
  @ValidateNested()
  @Type(() => Money)
  price: Money;

  @ValidateNested()
  @Type(() => CycleTerms)
  terms: CycleTerms;

  @JSONSchema({ description: 'The last cycle billed, as we know it; 0 when its cycles begin anew.' })
  @IsInt()
  @Min(0)
  cycle: number;

  @JSONSchema({ description: 'When the trial ends, while it is in one (RFC 3339).' })
  @IsOptional()
  @IsRFC3339()
  trialEndsAt?: string;

  @JSONSchema({ description: 'When the next billing falls due (RFC 3339).' })
  @IsOptional()
  @IsRFC3339()
  nextBillAt?: string;
}

/** Data of `force_bill.requested`: the current cycle is to be billed now; a rebill's outcome answers it. */
export class ForceBillRequestedInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'The cycle to be billed, counted from 1.' })
  @IsInt()
  @Min(1)
  cycle: number;

  @JSONSchema({ description: 'What it costs.' })
  @ValidateNested()
  @Type(() => Money)
  amount: Money;
}

/** One type of message that a billing engine is told. */
export interface EngineInstruction {
  readonly type: string;
  readonly summary: string;
  /** Class that documents `data`. */
  readonly data: new () => InstructedPurchase;
}

/** What billing engines are told on `out.billing.<engine>.<type>`; what is sent and AsyncAPI derive from this. */
export const ENGINE_INSTRUCTIONS = [
  {
    type: 'purchase.cancelled',
    summary: 'The purchase was cancelled: it is not to be billed any more.',
    data: PurchaseCancelledInstruction,
  },
  {
    type: 'purchase.paused',
    summary: 'The billing of the purchase pauses for some months.',
    data: PurchasePausedInstruction,
  },
  {
    type: 'purchase.resumed',
    summary: 'The purchase is to be billed on.',
    data: PurchaseResumedInstruction,
  },
  {
    type: 'purchase.changed',
    summary: 'What is billed of the purchase, or when, was changed.',
    data: PurchaseChangedInstruction,
  },
  {
    type: 'force_bill.requested',
    summary: 'The current cycle of the purchase is to be billed now.',
    data: ForceBillRequestedInstruction,
  },
] as const satisfies readonly EngineInstruction[];

/** The type of an instruction. */
export type InstructionType = (typeof ENGINE_INSTRUCTIONS)[number]['type'];

/** What an instruction of a type says beside naming its purchase. */
export type InstructionData<T extends InstructionType> = Omit<
  InstanceType<Extract<(typeof ENGINE_INSTRUCTIONS)[number], { type: T }>['data']>,
  keyof InstructedPurchase
>;

/** The structured CloudEvents 1.0 envelope around every instruction. */
export class InstructionEnvelope {
  @JSONSchema({ description: 'Always `1.0`.' })
  @IsIn(['1.0'])
  specversion: '1.0';

  @JSONSchema({
    description: 'Unique id (UUID). The same instruction may come more than once, always under the same id.',
  })
  @IsUUID()
  id: string;

  @JSONSchema({ description: 'Always `/daybook/billing`.' })
  @IsIn(['/daybook/billing'])
  source: '/daybook/billing';

  @JSONSchema({ description: 'The last part of the subject, e.g. `purchase.cancelled`.' })
  @IsIn(ENGINE_INSTRUCTIONS.map(({ type }) => type))
  type: InstructionType;

  @JSONSchema({ description: 'When it was decided (RFC 3339).' })
  @IsRFC3339()
  time: string;

  @IsIn(['application/json'])
  datacontenttype: 'application/json';

  @JSONSchema({ description: 'What was decided, as the type says.' })
  @IsObject()
  data: InstructedPurchase;
}
