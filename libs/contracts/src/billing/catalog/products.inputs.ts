import { CatalogItemInput } from './campaigns.inputs';
import { Amount, Flag, Id, Line, Money, Name, OneOf, Part, Parts, Whole } from '../../fields';

export const intervalUnits = ['day', 'month'] as const;
export type IntervalUnit = (typeof intervalUnits)[number];

/** A trial before the first full cycle. */
export class TrialTerms {
  @Whole('Length of the trial in days', { min: 1, max: 365 })
  days!: number;

  @Amount('What the trial costs for one unit; may be 0.00')
  price!: Money;
}

/** How often a recurring price point is billed. */
export class CycleTerms {
  @OneOf(intervalUnits)
  unit!: IntervalUnit;

  @Whole('Days or months between two billings', { min: 1, max: 365 })
  count!: number;

  @Whole('The last cycle, counted from 1; absent: until cancelled', { optional: true, min: 1, max: 10_000 })
  finalCycle?: number;
}

/** A price point of a product: sold once, or by cycles with or without a trial. */
export class PricePointInput {
  @Id('Id of the price point; absent: a new one. One that is left out of a change is retired', {
    optional: true,
  })
  id?: string;

  @Name({ min: 1, max: 100 })
  name!: string;

  @Amount('Price of one unit for one cycle, or once. Price = quantity × unit price')
  unitPrice!: Money;

  @Part(TrialTerms, 'Only together with `cycle`', { optional: true })
  trial?: TrialTerms;

  @Part(CycleTerms, 'Absent: sold once', { optional: true })
  cycle?: CycleTerms;
}

/** An option of a product, such as a size or a colour. */
export class ProductOptionInput {
  @Id('Id of the option; absent: a new one. One that is left out of a change is retired', { optional: true })
  id?: string;

  @Name({ min: 1, max: 100 })
  name!: string;

  @Line("Stock keeping unit where it differs from the product's", { optional: true, min: 1, max: 60 })
  sku?: string;
}

/** Creates a product. Errors: `billing.name_taken`, `billing.price_point_invalid`. */
export class CreateProductInput {
  @Name({ min: 1, max: 100 })
  name!: string;

  @Line('Stock keeping unit, as fulfillment houses know it', { min: 1, max: 60 })
  sku!: string;

  @Flag('Whether it is shipped; false for what is only delivered as a service', {
    optional: true,
    default: true,
  })
  shipped?: boolean;

  @Name('The membership at the membership plugin that comes with a subscription to it', {
    optional: 'or null',
    min: 1,
    max: 100,
    examples: ['Gold club'],
  })
  membershipName?: string | null;

  @Parts(ProductOptionInput, { optional: true, max: 100 })
  options?: ProductOptionInput[];

  @Parts(PricePointInput, { min: 1, max: 100 })
  pricePoints!: PricePointInput[];
}

/** Changes, retires or reinstates a product; orders and purchases already made keep their terms. Errors: `billing.not_found`, `billing.name_taken`, `billing.price_point_invalid`, `request.stale`. */
export class ChangeProductInput extends CatalogItemInput {
  @Name({ optional: true, min: 1, max: 100 })
  name?: string;

  @Line({ optional: true, min: 1, max: 60 })
  sku?: string;

  @Flag({ optional: true })
  shipped?: boolean;

  @Name(
    'The membership at the membership plugin that comes with a subscription to it from now on; null: none',
    { optional: 'or null', min: 1, max: 100 },
  )
  membershipName?: string | null;

  @Parts(ProductOptionInput, { optional: true, max: 100 })
  options?: ProductOptionInput[];

  @Parts(PricePointInput, { optional: true, min: 1, max: 100 })
  pricePoints?: PricePointInput[];

  @Flag('A retired product is not sold any more; its purchases go on', { optional: true })
  retired?: boolean;
}
