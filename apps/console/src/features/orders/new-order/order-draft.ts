import type { View } from '../../../api/client';
import { isWhole, type ShippingAddress } from '../../../components/record/address-fields';
import { compare, lessPercent, subtract, sum, times } from '../../../lib/decimal';

export type Product = View<'ProductView'>;
export type PricePoint = View<'PricePointView'>;
export type Discount = View<'DiscountView'>;
type Money = View<'Money'>;

/** One line of an order as it is put together. */
export interface DraftItem {
  key: number;
  productId: string | null;
  optionId: string | null;
  pricePointId: string | null;
  quantity: number | string;
  discountId: string | null;
}

/** An order before it is placed. */
export interface OrderDraft {
  campaignId: string | null;
  callCenterId: string | null;
  items: DraftItem[];
  address: ShippingAddress;
  customFields: Readonly<Record<string, string>>;
}

/** What is sold and taken off, as the lines name it. */
export interface Wares {
  products: readonly Product[];
  discounts: readonly Discount[];
  currency: string | undefined;
}

export const emptyItem = (key: number): DraftItem => ({
  key,
  productId: null,
  optionId: null,
  pricePointId: null,
  quantity: 1,
  discountId: null,
});

/** The price points at which a product is sold now in a currency. */
export const pointsOf = (product: Product | undefined, currency: string | undefined): PricePoint[] =>
  (product?.pricePoints ?? []).filter(
    ({ retired, unitPrice }) => !retired && (currency === undefined || unitPrice.currency === currency),
  );

export const optionsOf = (product: Product | undefined) =>
  (product?.options ?? []).filter(({ retired }) => !retired);

/** What one unit costs at the sale: the trial where there is one. */
export const priceAtSale = ({ trial, unitPrice }: PricePoint): Money => trial?.price ?? unitPrice;

/** A discount that can be taken off a price in a currency. */
export const discountsIn = (discounts: readonly Discount[], currency: string | undefined): Discount[] =>
  discounts.filter(
    ({ retired, amountOff }) =>
      !retired && (!amountOff || currency === undefined || amountOff.currency === currency),
  );

function lessDiscount(price: string, discount: Discount | undefined): string {
  if (discount === undefined) return price;
  if (discount.percentOff) return lessPercent(price, discount.percentOff);
  const left = subtract(price, discount.amountOff?.amount ?? '0');
  return compare(left, '0') < 0 ? times(price, 0) : left;
}

/** What is needed of a line before it can be ordered; undefined where nothing is missing. */
export function priceOf(item: DraftItem, { products, discounts, currency }: Wares): Money | undefined {
  const product = products.find(({ id }) => id === item.productId);
  const point = pointsOf(product, currency).find(({ id }) => id === item.pricePointId);
  if (point === undefined || typeof item.quantity !== 'number' || item.quantity < 1) return undefined;
  if (optionsOf(product).length > 0 && item.optionId === null) return undefined;
  const unit = priceAtSale(point);
  const whole = times(unit.amount, item.quantity);
  const discount = discounts.find(({ id }) => id === item.discountId);
  return { amount: lessDiscount(whole, discount), currency: unit.currency };
}

/** What is paid at the sale, taxes aside; undefined while a line is not whole. */
export function totalOf(items: readonly DraftItem[], wares: Wares): Money | undefined {
  const prices = items.map((item) => priceOf(item, wares));
  if (prices.length === 0 || wares.currency === undefined) return undefined;
  const amounts = prices.flatMap((price) => (price === undefined ? [] : [price.amount]));
  return amounts.length < prices.length ? undefined : { amount: sum(amounts), currency: wares.currency };
}

/** Whether something in it is sent, so that an address is needed. */
export const isShipped = (items: readonly DraftItem[], products: readonly Product[]): boolean =>
  items.some(({ productId }) => products.find(({ id }) => id === productId)?.shipped === true);

/** The order as the API takes it, payment aside. */
export function orderOf(
  customerId: string,
  draft: OrderDraft,
  shipped: boolean,
): Omit<View<'CreateOrderInput'>, 'payment' | 'status'> {
  const fields = Object.entries(draft.customFields).filter(([, value]) => value !== '');
  return {
    customerId,
    campaignId: draft.campaignId ?? '',
    ...(draft.callCenterId === null ? {} : { callCenterId: draft.callCenterId }),
    items: draft.items.map(({ productId, pricePointId, optionId, discountId, quantity }) => ({
      productId: productId ?? '',
      pricePointId: pricePointId ?? '',
      quantity: Number(quantity),
      ...(optionId === null ? {} : { optionId }),
      ...(discountId === null ? {} : { discountId }),
    })),
    ...(shipped && isWhole(draft.address) ? { shippingAddress: draft.address } : {}),
    ...(fields.length === 0 ? {} : { customFields: Object.fromEntries(fields) }),
  };
}
