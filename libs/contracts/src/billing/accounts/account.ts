import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
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

/** Names a customer's account. Errors: `billing.not_found`. */
export class AccountInput {
  @JSONSchema({ description: 'The customer' })
  @IsUUID()
  id!: string;
}

/** Credits or charges a customer's account by hand; no money moves. Errors: `billing.not_found`, `billing.amount_invalid`. */
export class EnterOnAccountInput extends AccountInput {
  @ValidateNested()
  @Type(() => Money)
  amount!: Money;

  @JSONSchema({ description: 'Why, as people will want to know' })
  @IsString()
  @Length(1, 500)
  @NoCardNumber()
  reason!: string;
}

/** Charges a payment method of the customer with an additional payment. Errors: `billing.amount_invalid`, `billing.currency_mismatch`, `billing.payment_method_unusable`, `billing.nothing_sold`, `billing.payment_unknown`. */
export class PayOnAccountInput extends AccountInput {
  @ValidateNested()
  @Type(() => Money)
  amount!: Money;

  @JSONSchema({ description: 'One of `GET /customers/{id}/payment-methods`' })
  @IsUUID()
  paymentMethodId!: string;

  @JSONSchema({ description: 'The order it belongs to; absent: the latest' })
  @IsOptional()
  @IsUUID()
  orderId?: string;
}

/** Puts a customer's account into the credit control cycle. Errors: `billing.not_found`, `billing.credit_control_unchanged`. */
export class EnterCreditControlInput extends AccountInput {
  @JSONSchema({ description: 'The payment processor whose answer led to it, such as `dibs` or `klarna`' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  @NoCardNumber()
  processor?: string;

  @JSONSchema({ description: "The processor's response code" })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  @NoCardNumber()
  responseCode?: string;
}

/** What an entry is: a credit and a payment are for the customer, a charge is for us. */
export const accountEntryKinds = ['credit', 'charge', 'payment'] as const;
export type AccountEntryKind = (typeof accountEntryKinds)[number];

/** A line of a customer's account. */
export class AccountEntryView {
  @IsUUID()
  id!: string;

  @IsUUID()
  accountId!: string;

  @IsIn(accountEntryKinds)
  kind!: AccountEntryKind;

  @ValidateNested()
  @Type(() => Money)
  amount!: Money;

  @IsOptional()
  @IsString()
  reason?: string;

  @JSONSchema({ description: 'Payment method used, masked' })
  @IsOptional()
  @IsString()
  paymentMethod?: string;

  @IsOptional()
  @IsUUID()
  transactionId?: string;

  @JSONSchema({ description: 'Who entered it' })
  @IsString()
  by!: string;

  @IsRFC3339()
  occurredAt!: string;
}

/** What stands on an account in one currency. */
export class AccountBalance {
  @ValidateNested()
  @Type(() => Money)
  credits!: Money;

  @ValidateNested()
  @Type(() => Money)
  payments!: Money;

  @ValidateNested()
  @Type(() => Money)
  charges!: Money;

  @JSONSchema({ description: 'Credits and payments against charges' })
  @ValidateNested()
  @Type(() => Money)
  balance!: Money;

  @JSONSchema({ description: 'In whose favour the balance is' })
  @IsIn(['customer', 'us', 'nobody'])
  inFavourOf!: 'customer' | 'us' | 'nobody';
}

/** A customer's account: what is credited, charged and paid beside orders. */
export class AccountView {
  @IsUUID()
  customerId!: string;

  @JSONSchema({ description: 'Account ID; absent while nothing ever stood on it' })
  @IsOptional()
  @IsUUID()
  accountId?: string;

  @JSONSchema({ description: 'One for each currency' })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AccountBalance)
  balances!: AccountBalance[];

  @IsBoolean()
  inCreditControl!: boolean;

  @JSONSchema({ description: 'Since when it is, or is no more' })
  @IsOptional()
  @IsRFC3339()
  creditControlSince?: string;
}
