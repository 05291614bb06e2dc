import { CardLastFour, Id, Ids, Moment, SomeOf } from '../../fields';
import { PageQuery } from '../../paging';
import {
  transactionOutcomes,
  transactionPurposes,
  transactionTypes,
  type TransactionOutcome,
  type TransactionPurpose,
  type TransactionType,
} from './transactions.views';

/** Names one transaction. Errors: `billing.not_found`. */
export class TransactionInput {
  @Id()
  id!: string;
}

/** Lists authorised payments that could not be captured. */
export class ListFailedCapturesInput extends PageQuery {}

/** Lists the transactions of all customers. Every condition given must hold. */
export class ListTransactionsInput extends PageQuery {
  @SomeOf(transactionTypes, 'What it does with money', { optional: true, unique: true })
  type?: TransactionType[];

  @SomeOf(transactionOutcomes, 'What became of it', { optional: true, unique: true })
  outcome?: TransactionOutcome[];

  @SomeOf(transactionPurposes, 'What it was charged for', { optional: true, unique: true })
  purpose?: TransactionPurpose[];

  @Ids({ optional: true, max: 50, unique: true })
  campaignId?: string[];

  @Id({ optional: true })
  customerId?: string;

  @CardLastFour('The last four digits of the card that was charged', { optional: true })
  cardLast4?: string;

  @Moment('Happened at or after (RFC 3339)', { optional: true })
  from?: string;

  @Moment('Happened before (RFC 3339)', { optional: true })
  to?: string;
}

/** Lists the transactions of one order. Errors: `billing.not_found`. */
export class ListTransactionsOfOrderInput extends PageQuery {
  @Id('The order')
  id!: string;
}
