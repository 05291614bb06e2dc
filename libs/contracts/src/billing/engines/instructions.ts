import { CycleTerms } from '../catalog/products.inputs';
import { AnyObject, Id, ListOf, Moment, Money, OneOf, Part, Sum, Text, Whole } from '../../fields';

/** Names the purchase of an instruction. */
export class InstructedPurchase {
  @Id('Our id of the purchase (UUID).')
  purchaseId: string;

  @Text("The engine's own reference of it, where it told us one.", { optional: true, min: 1, max: 100 })
  engineReference?: string;
}

/** Data of `purchase.cancelled`: the purchase was cancelled here; nothing more of it is to be billed from then on. */
export class PurchaseCancelledInstruction extends InstructedPurchase {
  @Moment('From when on (RFC 3339); may lie ahead: then the cancellation is scheduled.')
  cancelledAt: string;
}

/** Data of `purchase.paused`: nothing of it is to be billed for some months. */
export class PurchasePausedInstruction extends InstructedPurchase {
  @Moment('From when on (RFC 3339); may lie ahead.')
  pausedAt: string;

  @Whole('For how many months.', { min: 1 })
  months: number;

  @Moment('When it ends, unless `purchase.resumed` comes earlier (RFC 3339).')
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
  @Moment('Since when (RFC 3339).')
  resumedAt: string;

  @OneOf(resumptionCauses)
  cause: (typeof resumptionCauses)[number];

  @Moment('When the next billing falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `purchase.changed`: what is to be billed from a moment on, all of it. */
export class PurchaseChangedInstruction extends InstructedPurchase {
  @Moment('From when on (RFC 3339); may lie ahead.')
  effectiveAt: string;

  @ListOf(Text(), 'What differs from before: `product`, `quantity`, `billing_date`, `trial_skipped`…')
  changed: string[];

  @Id()
  productId: string;

  @Text()
  productName: string;

  @Id({ optional: true })
  optionId?: string;

  @Id()
  pricePointId: string;

  @Whole({ min: 1 })
  quantity: number;

  @Sum()
  unitPrice: Money;

  @Sum('What a cycle costs: quantity × unit price.')
  price: Money;

  @Part(CycleTerms)
  terms: CycleTerms;

  @Whole('The last cycle billed, as we know it; 0 when its cycles begin anew.', { min: 0 })
  cycle: number;

  @Moment('When the trial ends, while it is in one (RFC 3339).', { optional: true })
  trialEndsAt?: string;

  @Moment('When the next billing falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `force_bill.requested`: the current cycle is to be billed now; a rebill's outcome answers it. */
export class ForceBillRequestedInstruction extends InstructedPurchase {
  @Whole('The cycle to be billed, counted from 1.', { min: 1 })
  cycle: number;

  @Sum('What it costs.')
  amount: Money;
}

/** Data of `engine.test`: none. */
export class EngineTestInstruction {}

/** One type of message that a billing engine is told. */
export interface EngineInstruction {
  readonly type: string;
  readonly summary: string;
  /** Class that documents `data`. */
  readonly data: new () => InstructedPurchase | EngineTestInstruction;
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
  {
    type: 'engine.test',
    summary:
      'Somebody tries whether the engine reads what it is told: nothing is to be done but to acknowledge it.',
    data: EngineTestInstruction,
  },
] as const satisfies readonly EngineInstruction[];

/** The type of an instruction. */
export type InstructionType = (typeof ENGINE_INSTRUCTIONS)[number]['type'];

/** The type of an instruction about a purchase. */
export type PurchaseInstructionType = Exclude<InstructionType, 'engine.test'>;

/** What an instruction of a type says beside naming its purchase. */
export type InstructionData<T extends PurchaseInstructionType> = Omit<
  InstanceType<Extract<(typeof ENGINE_INSTRUCTIONS)[number], { type: T }>['data']>,
  keyof InstructedPurchase
>;

/** The structured CloudEvents 1.0 envelope around every instruction. */
export class InstructionEnvelope {
  @OneOf(['1.0'], 'Always `1.0`.')
  specversion: '1.0';

  @Id('Unique id (UUID). The same instruction may come more than once, always under the same id.')
  id: string;

  @OneOf(['/daybook/billing'], 'Always `/daybook/billing`.')
  source: '/daybook/billing';

  @OneOf(
    ENGINE_INSTRUCTIONS.map(({ type }) => type),
    'The last part of the subject, e.g. `purchase.cancelled`.',
  )
  type: InstructionType;

  @Moment('When it was decided (RFC 3339).')
  time: string;

  @OneOf(['application/json'])
  datacontenttype: 'application/json';

  @AnyObject('What was decided, as the type says.')
  data: InstructedPurchase | Record<string, never>;
}
