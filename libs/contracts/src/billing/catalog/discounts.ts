import { CatalogItemInput } from './campaigns.inputs';
import { Amount, Flag, Id, Money, Name, Sum, Text, Whole } from '../../fields';

const percent = 'Percent taken off the price of a line; either this or `amountOff`';
const amount = "Taken off the price of a line, in the campaign's base currency; never below nothing";
const occurrences = 'How many billings of the line it holds for, the sale included';

/** Creates a discount. Errors: `billing.name_taken`, `billing.discount_invalid`. */
export class CreateDiscountInput {
  @Name({ min: 1, max: 100 })
  name!: string;

  @Whole(percent, { optional: true, min: 1, max: 100 })
  percentOff?: number;

  @Amount(amount, { optional: true })
  amountOff?: Money;

  @Whole(occurrences, { min: 1, max: 1000 })
  occurrences!: number;
}

/**
 * Changes, retires or reinstates a discount. Errors: `billing.not_found`, `billing.name_taken`,
 * `billing.discount_invalid`, `request.stale`.
 */
export class ChangeDiscountInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Whole(`${percent}, whose place it takes`, { optional: true, min: 1, max: 100 })
  percentOff?: number;

  @Amount(`${amount}. Takes the place of \`percentOff\``, { optional: true })
  amountOff?: Money;

  @Whole(occurrences, { optional: true, min: 1, max: 1000 })
  occurrences?: number;

  @Flag('No new order gets a retired discount', { optional: true })
  retired?: boolean;
}

/** A discount: what is taken off a line's price, and how often. */
export class DiscountView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Whole('Percent taken off the price of a line', { optional: true })
  percentOff?: number;

  @Sum('Taken off the price of a line', { optional: true })
  amountOff?: Money;

  @Whole(occurrences)
  occurrences!: number;

  @Flag()
  retired!: boolean;
}
