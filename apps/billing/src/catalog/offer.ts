import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type ErrorCode, type PricePointView, type ProductOptionView } from '@daybook/contracts';
import { Product } from './product.entity';

/** What is chosen of the catalog. */
export interface Choice {
  productId: string;
  pricePointId: string;
  optionId?: string;
}

/** A choice that can be sold. */
export interface Sellable {
  product: Product;
  point: PricePointView;
  option: ProductOptionView | undefined;
}

/**
 * Finds what is chosen and makes sure that it can be sold in a currency.
 * @param path where the choice stands in the request: `items.0.`, or nothing
 * @throws DomainError `billing.unknown_reference`, `billing.reference_retired`, `billing.currency_mismatch`
 */
export function offerOf(
  product: Product | undefined | null,
  choice: Choice,
  currency: string,
  path = '',
): Sellable {
  if (product === undefined || product === null)
    return refuse('billing.unknown_reference', `${path}productId`, 'is not a product');
  if (product.retired) return refuse('billing.reference_retired', `${path}productId`, 'is retired');
  const point = product.pricePoint(choice.pricePointId);
  if (point === undefined)
    return refuse('billing.unknown_reference', `${path}pricePointId`, 'is not a price point of the product');
  if (point.retired) return refuse('billing.reference_retired', `${path}pricePointId`, 'is retired');
  if (point.unitPrice.currency !== currency)
    return refuse('billing.currency_mismatch', `${path}pricePointId`, `is not in ${currency}`);
  return { product, point, option: optionOf(product, choice.optionId, `${path}optionId`) };
}

/** The option chosen; none only where the product has none. */
function optionOf(product: Product, id: string | undefined, field: string): ProductOptionView | undefined {
  const option = id === undefined ? undefined : product.option(id);
  if (id !== undefined && option === undefined)
    return refuse('billing.unknown_reference', field, 'is not an option of the product');
  if (option?.retired === true) return refuse('billing.reference_retired', field, 'is retired');
  if (option === undefined && product.options.some((one) => !one.retired))
    return refuse('billing.unknown_reference', field, 'is needed: the product has options');
  return option;
}

/** An offer that is billed by cycles. @throws DomainError as `offerOf`, and `billing.not_recurring` */
export async function recurringOffer(
  em: EntityManager,
  choice: Choice,
  currency: string,
): Promise<Sellable & { point: Required<Pick<PricePointView, 'cycle'>> & PricePointView }> {
  const offer = offerOf(await em.findOne(Product, { id: choice.productId }), choice, currency);
  const { cycle } = offer.point;
  if (cycle === undefined) return refuse('billing.not_recurring', 'pricePointId', 'is sold once');
  return { ...offer, point: { ...offer.point, cycle } };
}

function refuse(code: ErrorCode, field: string, message: string): never {
  throw new DomainError(code, { errors: [{ field, message }] });
}
