import { Flag, Id, Moment, Money, OneOf, Sum, Text, Whole } from '../../fields';

/** What a transaction does with money. */
export const transactionTypes = ['sale', 'authorize', 'capture', 'void', 'refund'] as const;
export type TransactionType = (typeof transactionTypes)[number];

/**
 * What became of a transaction. `pending`: being sent to the processor; `unknown`: the processor's answer never
 * came and is being looked up; the others are final.
 */
export const transactionOutcomes = ['pending', 'unknown', 'success', 'soft_decline', 'hard_decline'] as const;
export type TransactionOutcome = (typeof transactionOutcomes)[number];

/** What a charge is for: an order's sale, a cycle of a purchase, or the customer's account. */
export const transactionPurposes = ['order', 'rebill', 'account'] as const;
export type TransactionPurpose = (typeof transactionPurposes)[number];

/** A movement of money. */
export class TransactionView {
  @Id()
  id!: string;

  @Whole()
  version!: number;

  @OneOf(transactionTypes)
  type!: TransactionType;

  @OneOf(transactionOutcomes)
  outcome!: TransactionOutcome;

  @Id()
  orderId!: string;

  @Text()
  orderNumber!: string;

  @Id()
  customerId!: string;

  @Id('The purchase whose cycle it billed', { optional: true })
  purchaseId?: string;

  @Id('The transaction that it captures, voids or refunds', { optional: true })
  parentId?: string;

  @Sum()
  amount!: Money;

  @Sum('What was given back of it so far, refunds under way included')
  refunded!: Money;

  @Flag('The money has been taken (a sale, or an authorisation once captured)')
  captured!: boolean;

  @Moment('Of an authorisation: when its capture failed the last time, or it expired', { optional: true })
  captureFailedAt?: string;

  @Moment('Of an authorisation: when its capture is tried again by itself', { optional: true })
  captureAgainAt?: string;

  @Flag('The processor has settled it: from then on it is refunded, not voided')
  settled!: boolean;

  @Flag()
  voided!: boolean;

  @Text({ optional: true })
  processor?: string;

  @Text({ optional: true })
  responseCode?: string;

  @Text({ optional: true })
  cardBin?: string;

  @Text({ optional: true })
  cardLast4?: string;

  @Id('The billing engine that billed it; absent: we did', { optional: true })
  engineId?: string;

  @Whole('Cycle of the purchase; 0 is the trial', { optional: true })
  cycle?: number;

  @Whole({ optional: true })
  attempt?: number;

  @OneOf(transactionPurposes, 'What it was charged for')
  purpose!: TransactionPurpose;

  @Sum("What the customer's bank has taken back; absent: nothing is in dispute", { optional: true })
  chargedBack?: Money;

  @Id('The payment method that was charged, where it is kept', { optional: true })
  paymentMethodId?: string;

  @Flag('Came in from outside when the state of the purchase did not allow it')
  unexpected!: boolean;

  @Text('Why it was voided or refunded', { optional: true })
  reason?: string;

  @Moment('When it happened')
  occurredAt!: string;
}
