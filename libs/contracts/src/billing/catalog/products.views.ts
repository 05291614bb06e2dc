import { CycleTerms, TrialTerms } from './products.inputs';
import { Flag, Id, Money, Part, Parts, Sum, Text, Whole } from '../../fields';

/** An option of a product. */
export class ProductOptionView {
  @Id()
  id!: string;

  @Text()
  name!: string;

  @Text({ optional: true })
  sku?: string;

  @Flag()
  retired!: boolean;
}

/** A price point of a product. */
export class PricePointView {
  @Id()
  id!: string;

  @Text()
  name!: string;

  @Sum()
  unitPrice!: Money;

  @Part(TrialTerms, { optional: true })
  trial?: TrialTerms;

  @Part(CycleTerms, 'Absent: sold once', { optional: true })
  cycle?: CycleTerms;

  @Flag()
  retired!: boolean;
}

/** A product with its options and price points. */
export class ProductView {
  @Id()
  id!: string;

  @Whole('Goes into If-Match when it is changed')
  version!: number;

  @Text()
  name!: string;

  @Text()
  sku!: string;

  @Flag()
  shipped!: boolean;

  @Text('The membership that comes with a subscription to it', { optional: true })
  membershipName?: string;

  @Parts(ProductOptionView)
  options!: ProductOptionView[];

  @Parts(PricePointView)
  pricePoints!: PricePointView[];

  @Flag()
  retired!: boolean;
}
