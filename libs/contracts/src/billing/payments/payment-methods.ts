import { IsIn, IsInt, IsOptional, IsRFC3339, IsString, IsUUID, Length, Matches } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { NoCardNumber } from '../../card-number';

/** `expired`: its month is over; `closed`: the card updater says that it is no more. */
export const paymentMethodStatuses = ['active', 'expired', 'closed'] as const;
export type PaymentMethodState = (typeof paymentMethodStatuses)[number];

/** Keeps a card for a customer, by the token that the payment processor's own field made of it. Errors: `billing.token_unknown`. */
export class AddPaymentMethodInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;

  @JSONSchema({ description: "The payment processor's token of the card", examples: ['tok_success'] })
  @IsString()
  @Length(1, 200)
  @NoCardNumber()
  token!: string;
}

/** Looks for the card that took the place of a kept one. Errors: `billing.not_found`, `billing.card_updater_unavailable`. */
export class UpdatePaymentMethodInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;

  @IsUUID()
  paymentMethodId!: string;
}

/** A card that a customer can be charged with. Its number is known to the payment processor only. */
export class PaymentMethodView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsUUID()
  customerId!: string;

  @IsIn(paymentMethodStatuses)
  status!: PaymentMethodState;

  @JSONSchema({ description: "The first digits of the card's number, which name its issuer" })
  @IsOptional()
  @IsString()
  cardBin?: string;

  @IsOptional()
  @Matches(/^\d{4}$/)
  cardLast4?: string;

  @JSONSchema({ description: 'Such as `visa`, as the payment processor says it' })
  @IsOptional()
  @IsString()
  brand?: string;

  @IsOptional()
  @IsInt()
  expMonth?: number;

  @IsOptional()
  @IsInt()
  expYear?: number;

  @IsRFC3339()
  addedAt!: string;
}
