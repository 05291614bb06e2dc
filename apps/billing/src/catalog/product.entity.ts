import { Entity, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type ChangeProductInput,
  type CreateProductInput,
  type FieldFault,
  type PricePointInput,
  type PricePointView,
  type ProductOptionInput,
  type ProductOptionView,
} from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';

/** What is sold, with its options and price points. */
@Entity({ tableName: 'product' })
export class Product extends CatalogItem {
  @Property({ type: 'string' })
  sku: string;

  @Property({ type: 'boolean' })
  shipped: boolean;

  /** The membership at the plugin that purchases of it hold; null: none. */
  @Property({ type: 'string', nullable: true })
  membershipName: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  options: ProductOptionView[] = [];

  @Property({ type: 'json', columnType: 'jsonb' })
  pricePoints: PricePointView[] = [];

  /** @throws DomainError `billing.price_point_invalid` */
  static create(input: CreateProductInput): Product {
    const product = new Product();
    product.id = newId();
    product.name = input.name;
    product.sku = input.sku;
    product.shipped = input.shipped ?? true;
    product.membershipName = input.membershipName ?? null;
    product.replaceOptions(input.options ?? []);
    product.replacePricePoints(input.pricePoints);
    return product;
  }

  /** @throws DomainError `billing.price_point_invalid`, `billing.unknown_reference` */
  change(input: ChangeProductInput): void {
    this.rename(input);
    this.sku = input.sku ?? this.sku;
    this.shipped = input.shipped ?? this.shipped;
    if (input.membershipName !== undefined) this.membershipName = input.membershipName;
    if (input.options !== undefined) this.replaceOptions(input.options);
    if (input.pricePoints !== undefined) this.replacePricePoints(input.pricePoints);
  }

  option(id: string): ProductOptionView | undefined {
    return this.options.find((option) => option.id === id);
  }

  pricePoint(id: string): PricePointView | undefined {
    return this.pricePoints.find((point) => point.id === id);
  }

  private replaceOptions(given: readonly ProductOptionInput[]): void {
    this.options = merged('options', this.options, given, (option, id) => ({
      id,
      name: option.name,
      ...(option.sku === undefined ? {} : { sku: option.sku }),
      retired: false,
    }));
  }

  private replacePricePoints(given: readonly PricePointInput[]): void {
    const faults = given.flatMap((point, at) => faultsOf(point, `pricePoints.${at}`));
    if (faults.length > 0) throw new DomainError('billing.price_point_invalid', { errors: faults });
    this.pricePoints = merged('pricePoints', this.pricePoints, given, (point, id) => ({
      id,
      name: point.name,
      unitPrice: { ...point.unitPrice },
      ...(point.trial === undefined
        ? {}
        : { trial: { days: point.trial.days, price: { ...point.trial.price } } }),
      ...(point.cycle === undefined ? {} : { cycle: { ...point.cycle } }),
      retired: false,
    }));
  }
}

/** The given ones, known or new, and behind them those that were left out, retired: orders still point at them. */
function merged<G extends { id?: string }, V extends { id: string; retired: boolean }>(
  field: string,
  known: readonly V[],
  given: readonly G[],
  make: (one: G, id: string) => V,
): V[] {
  const ids = new Set(known.map((one) => one.id));
  const unknown = given.flatMap((one, at) =>
    one.id !== undefined && !ids.has(one.id)
      ? [{ field: `${field}.${at}.id`, message: 'is not one of this product' }]
      : [],
  );
  if (unknown.length > 0) throw new DomainError('billing.unknown_reference', { errors: unknown });
  const kept = given.map((one) => make(one, one.id ?? newId()));
  const left = known.filter((one) => !kept.some((other) => other.id === one.id));
  return [...kept, ...left.map((one) => ({ ...one, retired: true }))];
}

function faultsOf(point: PricePointInput, path: string): FieldFault[] {
  const faults: FieldFault[] = [];
  if (point.trial !== undefined && point.cycle === undefined) {
    faults.push({ field: `${path}.trial`, message: 'needs a cycle that follows it' });
  }
  if (point.trial !== undefined && point.trial.price.currency !== point.unitPrice.currency) {
    faults.push({ field: `${path}.trial.price.currency`, message: "must be the unit price's currency" });
  }
  return faults;
}
