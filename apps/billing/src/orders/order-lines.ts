import {
  DomainError,
  newId,
  times,
  type CreateOrderInput,
  type CycleTerms,
  type ErrorCode,
  type Money,
  type OrderItemInput,
  type TrialTerms,
} from '@daybook/contracts';
import type { Campaign } from '../catalog/campaign.entity';
import type { Discount } from '../catalog/discount.entity';
import { discounted, type DiscountTerms } from '../catalog/discount-terms';
import { offerOf } from '../catalog/offer';
import type { Product } from '../catalog/product.entity';

/** One line of an order with the terms it was sold at; kept with the order, so that the catalog may change. */
export interface OrderLine {
  id: string;
  productId: string;
  productName: string;
  sku: string;
  shipped: boolean;
  optionId?: string;
  optionName?: string;
  pricePointId: string;
  quantity: number;
  /** What one unit costs at the sale: the trial's price where there is a trial. */
  unitPrice: Money;
  /** quantity × unit price, less the discount. */
  price: Money;
  discount?: DiscountTerms;
  /** Of a recurring line: the purchase it makes once the order is complete. */
  purchaseId?: string;
  /** Of a recurring line: what one unit costs for a full cycle. */
  cycleUnitPrice?: Money;
  terms?: CycleTerms;
  trial?: TrialTerms;
  engineReference?: string;
  /** Of a recurring line: the membership that comes with it. */
  membershipName?: string;
}

/** What the lines of an order may name, by id. */
export interface Offer {
  products: ReadonlyMap<string, Product>;
  discounts: ReadonlyMap<string, Discount>;
}

/**
 * The lines of a new order.
 * @throws DomainError `billing.unknown_reference`, `billing.reference_retired`, `billing.currency_mismatch`,
 * `billing.engine_reference_misplaced`
 */
export function linesOf(input: CreateOrderInput, campaign: Campaign, offer: Offer): OrderLine[] {
  return input.items.map((item, at) => lineOf(item, `items.${at}`, input, campaign, offer));
}

function lineOf(
  item: OrderItemInput,
  path: string,
  input: CreateOrderInput,
  campaign: Campaign,
  offer: Offer,
): OrderLine {
  const { product, point, option } = offerOf(
    offer.products.get(item.productId),
    item,
    campaign.baseCurrency,
    `${path}.`,
  );
  if (item.engineReference !== undefined && (input.engineId === undefined || point.cycle === undefined)) {
    return refuse(
      'billing.engine_reference_misplaced',
      `${path}.engineReference`,
      'has no purchase to belong to',
    );
  }
  const discount = discountOf(item.discountId, `${path}.discountId`, campaign, offer);
  const unitPrice = point.trial?.price ?? point.unitPrice;
  return {
    id: newId(),
    productId: product.id,
    productName: product.name,
    sku: option?.sku ?? product.sku,
    shipped: product.shipped,
    ...(option === undefined ? {} : { optionId: option.id, optionName: option.name }),
    pricePointId: point.id,
    quantity: item.quantity,
    unitPrice,
    price: discounted(times(unitPrice, item.quantity), discount, 1),
    ...(discount === undefined ? {} : { discount }),
    ...(point.cycle === undefined
      ? {}
      : {
          purchaseId: newId(),
          cycleUnitPrice: point.unitPrice,
          terms: point.cycle,
          ...(point.trial === undefined ? {} : { trial: point.trial }),
          ...(item.engineReference === undefined ? {} : { engineReference: item.engineReference }),
          ...(product.membershipName === null ? {} : { membershipName: product.membershipName }),
        }),
  };
}

function discountOf(
  id: string | undefined,
  field: string,
  campaign: Campaign,
  { discounts }: Offer,
): DiscountTerms | undefined {
  if (id === undefined) return undefined;
  const discount = discounts.get(id);
  if (discount === undefined) return refuse('billing.unknown_reference', field, 'is not a discount');
  if (discount.retired) return refuse('billing.reference_retired', field, 'is retired');
  const { terms } = discount;
  if (terms.amountOff !== undefined && terms.amountOff.currency !== campaign.baseCurrency) {
    return refuse('billing.currency_mismatch', field, `is not in ${campaign.baseCurrency}`);
  }
  return terms;
}

function refuse(code: ErrorCode, field: string, message: string): never {
  throw new DomainError(code, { errors: [{ field, message }] });
}
