import { IsIn, IsObject, IsOptional, IsRFC3339, IsString, IsUUID, Length } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

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

/** Data of `purchase.cancelled`: the purchase was cancelled here; nothing more of it is to be billed. */
export class PurchaseCancelledInstruction extends InstructedPurchase {
  @JSONSchema({ description: 'Since when (RFC 3339).' })
  @IsRFC3339()
  cancelledAt: string;
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
