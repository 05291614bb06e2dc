import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';
import { Money } from '../../money';
import { fraudVerdicts, type FraudVerdict } from '../../plugins/fraud';
import {
  AccountReference,
  OrderReference,
  RepeatedPurchaseReference,
  TransactionReference,
} from './intake-references';

/** Data of `chargeback.created` and `chargeback.reverted`: the customer's bank takes a charge back, or gives it back again. */
export class ChargebackData extends TransactionReference {
  @JSONSchema({ description: "The amount in dispute, in the transaction's currency. Absent: all of it." })
  @IsOptional()
  @ValidateNested()
  @Type(() => Money)
  amount?: Money;

  @JSONSchema({ description: "The card scheme's reason code, 1–60 characters." })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  reasonCode?: string;

  @JSONSchema({
    description: 'Which chargeback of this transaction, counted from 1 (the default).',
    default: 1,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  occurrence?: number;
}

/** Data of `card.update_failed`: the card updater found no successor of a card. */
export class CardUpdateFailedData extends AccountReference {
  @JSONSchema({ description: 'Last four digits of the card.' })
  @Matches(/^\d{4}$/, { message: 'cardLastFour must be four digits' })
  cardLastFour: string;

  @JSONSchema({ description: "The card updater's response code, 1–60 characters." })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  responseCode?: string;
}

/** Data of `card.updated`: the card updater found the card that took the place of another. */
export class CardUpdatedData extends CardUpdateFailedData {
  @JSONSchema({ description: 'Month in which the new card expires, 1–12.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(12)
  expMonth?: number;

  @JSONSchema({ description: 'Year in which the new card expires.' })
  @IsOptional()
  @IsInt()
  @Min(2000)
  @Max(2099)
  expYear?: number;
}

/** Data of `fraud.scored`: a fraud service has judged an order. */
export class FraudScoredData extends OrderReference {
  @JSONSchema({ description: 'Name of the fraud service, 1–100 characters.' })
  @IsString()
  @Length(1, 100)
  provider: string;

  @IsIn(fraudVerdicts)
  verdict: FraudVerdict;

  @JSONSchema({ description: 'Percent, higher is riskier.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100)
  score?: number;
}

/** Data of `tax.collection_failed` and `tax.calculation_failed`: the tax service failed for an order. */
export class TaxFailedData extends OrderReference {
  @JSONSchema({ description: 'Name of the tax service, 1–100 characters.' })
  @IsString()
  @Length(1, 100)
  provider: string;

  @JSONSchema({ description: "The service's response code, 1–60 characters." })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  responseCode?: string;
}

/** Data of `membership.started`, `membership.cancelled` and `membership.restarted`. */
export class MembershipData extends AccountReference {
  @JSONSchema({ description: 'The membership as its plugin names it, 1–100 characters.' })
  @IsString()
  @Length(1, 100)
  membershipName: string;
}

/** Data of `credit_control.exited`: the customer's account has left the credit control cycle. */
export class CreditControlExitedData extends AccountReference {}

/** Data of `credit_control.entered`: the customer's account has entered the credit control cycle. */
export class CreditControlEnteredData extends AccountReference {
  @JSONSchema({ description: 'Name of the payment processor that answered, 1–60 characters.' })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  processor?: string;

  @JSONSchema({ description: "The processor's response code, 1–60 characters." })
  @IsOptional()
  @IsString()
  @Length(1, 60)
  responseCode?: string;
}

/** Data of `payment.received`: the customer made an additional payment to their account. */
export class PaymentReceivedData extends AccountReference {
  @JSONSchema({ description: 'What was paid.' })
  @ValidateNested()
  @Type(() => Money)
  amount: Money;

  @JSONSchema({
    description: 'Payment method used, masked, such as `•••• 4242` or `Klarna`; 1–100 characters.',
  })
  @IsString()
  @Length(1, 100)
  paymentMethod: string;
}

/** Data of `entitlements.refreshed`: what the customer may use of a product was refreshed. */
export class EntitlementsRefreshedData extends RepeatedPurchaseReference {}
