import { PurchaseReference } from './intake-references';
import { Amount, Flag, Line, Moment, Money, Name, OneOf, Part, Whole } from '../../fields';

/** How final a processor's refusal is: a soft decline may be tried again, a hard one may not. */
export const DECLINE_KINDS = ['soft', 'hard'] as const;
export type DeclineKind = (typeof DECLINE_KINDS)[number];

/** A discount that applied to one billing. */
export class IntakeDiscount {
  @Name('Name of the discount, 1–100 characters.', { min: 1, max: 100 })
  name: string;

  @Whole('Which time the discount applies, counted from 1.', { min: 1, max: 1_000 })
  occurrence: number;
}

class CycleReference extends PurchaseReference {
  @Whole('Billing cycle, counted from 1 (the first full cycle after a trial); at most 10000.', {
    min: 1,
    max: 10_000,
  })
  cycle: number;

  @Whole('Which attempt at this cycle, counted from 1 (the default).', {
    optional: true,
    min: 1,
    max: 1_000,
    default: 1,
  })
  attempt?: number;
}

class ProcessedCycle extends CycleReference {
  @Line(
    "The engine's own reference of the transaction, 1–100 characters: by it a chargeback can name the transaction later.",
    { optional: true, min: 1, max: 100 },
  )
  transactionReference?: string;

  @Amount("Amount asked for, in the order's currency.")
  amount: Money;

  @Line('Name of the payment processor, e.g. `dibs`; 1–60 characters.', { min: 1, max: 60 })
  processor: string;

  @Line("The processor's response code, 1–60 characters.", { min: 1, max: 60 })
  responseCode: string;
}

/** Data of `trial.started`: a recurring trial has begun. */
export class TrialStartedData extends PurchaseReference {
  @Amount('Price of the trial, if one was charged.', { optional: true })
  amount?: Money;

  @Moment('When the trial ends and the first full cycle falls due (RFC 3339).', { optional: true })
  trialEndsAt?: string;
}

/** Data of `trial.completed`: the trial's first full cycle has been billed; that cycle's `rebill.succeeded` comes beside it. */
export class TrialCompletedData extends PurchaseReference {
  @Moment('When the next cycle falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `trial.failed`: the trial's own charge was declined. */
export class TrialFailedData extends PurchaseReference {
  @Whole("Which attempt at the trial's charge, counted from 1 (the default).", {
    optional: true,
    min: 1,
    max: 1_000,
    default: 1,
  })
  attempt?: number;

  @Amount("Amount asked for, in the order's currency.")
  amount: Money;

  @Line('Name of the payment processor, 1–60 characters.', { min: 1, max: 60 })
  processor: string;

  @Line("The processor's response code, 1–60 characters.", { min: 1, max: 60 })
  responseCode: string;

  @OneOf(DECLINE_KINDS, 'Whether the charge may be tried again (`soft`) or not (`hard`).')
  declineKind: DeclineKind;
}

/** Data of `rebill.started`: the billing of a cycle was initiated; its outcome follows. */
export class RebillStartedData extends CycleReference {
  @Amount("Amount that will be asked for, in the order's currency.", { optional: true })
  amount?: Money;
}

/** Data of `rebill.succeeded`: a cycle was billed. */
export class RebillSucceededData extends ProcessedCycle {
  @Part(IntakeDiscount, 'The discount that applied, if any.', { optional: true })
  discount?: IntakeDiscount;

  @Moment('When the next cycle falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `rebill.failed`: the billing of a cycle was declined. A soft decline puts the purchase into recycle billing. */
export class RebillFailedData extends ProcessedCycle {
  @OneOf(DECLINE_KINDS, 'Whether the charge may be tried again (`soft`) or not (`hard`).')
  declineKind: DeclineKind;
}

/** Data of `rebill.completed`: the last cycle was billed; nothing more will be. */
export class RebillCompletedData extends PurchaseReference {
  @Whole('The last cycle, counted from 1.', { min: 1, max: 10_000 })
  cycle: number;
}

/** Data of `recycle.saved`: a declined cycle was tried again and billed. */
export class RecycleSavedData extends ProcessedCycle {
  @Moment('When the next cycle falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `recycle.failed`: a declined cycle was tried again and declined again. */
export class RecycleFailedData extends ProcessedCycle {
  @OneOf(DECLINE_KINDS, 'Whether the charge may be tried again (`soft`) or not (`hard`).')
  declineKind: DeclineKind;

  @Flag(
    'True: the engine will try again and the purchase stays in recycle billing. False (the default): it has given up.',
    { optional: true, default: false },
  )
  willRetry?: boolean;
}
