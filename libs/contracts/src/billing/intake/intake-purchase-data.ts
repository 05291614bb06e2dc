import { IntakeDiscount } from './intake-data';
import { RepeatedPurchaseReference } from './intake-references';
import { Amount, Line, ListOf, Moment, Money, Part, Whole } from '../../fields';

/** Data of `consent.received` and `consent.denied`: what the customer answered when asked for consent to be billed. */
export class ConsentData extends RepeatedPurchaseReference {}

/** Data of `purchase.renewed`: the purchase goes on for another term. */
export class PurchaseRenewedData extends RepeatedPurchaseReference {
  @Whole('The last cycle from now on, counted from 1; absent: as before.', {
    optional: true,
    min: 1,
    max: 10_000,
  })
  finalCycle?: number;

  @Part(IntakeDiscount, 'The discount that applied, if any.', { optional: true })
  discount?: IntakeDiscount;

  @Moment('When the next cycle falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;
}

/** Data of `purchase.updated`: what is billed, or when, was changed at the engine. What is left out stays. */
export class PurchaseUpdatedData extends RepeatedPurchaseReference {
  @Whole({ optional: true, min: 1, max: 100_000 })
  quantity?: number;

  @Amount("Price of one unit for a cycle, in the order's currency.", { optional: true })
  unitPrice?: Money;

  @Moment('When the next cycle falls due (RFC 3339).', { optional: true })
  nextBillAt?: string;

  @ListOf(
    Line({ min: 1, max: 60 }),
    'Names of other fields that changed, such as `paymentMethod`; no values.',
    { optional: true, max: 20 },
  )
  otherFields?: string[];
}
