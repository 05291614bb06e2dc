import { Entity, Property } from '@mikro-orm/core';
import {
  DomainError,
  money,
  newId,
  type ChangeDiscountInput,
  type CreateDiscountInput,
  type Money,
} from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';
import type { DiscountTerms } from './discount-terms';

/** What is taken off a line's price, and how often. */
@Entity({ tableName: 'discount' })
export class Discount extends CatalogItem {
  @Property({ type: 'integer', nullable: true })
  percentOff: number | null = null;

  @Property({ type: 'string', columnType: 'numeric(19,4)', nullable: true })
  amountOffAmount: string | null = null;

  @Property({ type: 'string', columnType: 'char(3)', nullable: true })
  amountOffCurrency: string | null = null;

  /** How many billings of a line it holds for, the sale included. */
  @Property({ type: 'integer' })
  occurrences: number;

  /** @throws DomainError `billing.discount_invalid` */
  static create(input: CreateDiscountInput): Discount {
    const discount = new Discount();
    discount.id = newId();
    if (input.percentOff === undefined && input.amountOff === undefined) refuse();
    discount.change({ ...input, id: discount.id });
    return discount;
  }

  /** @throws DomainError `billing.discount_invalid` */
  change(input: ChangeDiscountInput): void {
    if (input.percentOff !== undefined && input.amountOff !== undefined) refuse();
    this.rename(input);
    this.occurrences = input.occurrences ?? this.occurrences;
    if (input.percentOff !== undefined) this.take(input.percentOff, null);
    if (input.amountOff !== undefined) {
      this.take(null, money(input.amountOff.amount, input.amountOff.currency));
    }
  }

  get amountOff(): Money | null {
    if (this.amountOffAmount === null || this.amountOffCurrency === null) return null;
    return money(this.amountOffAmount, this.amountOffCurrency);
  }

  /** What an order line keeps of it, so that the catalog may change. */
  get terms(): DiscountTerms {
    const { id, name, occurrences, percentOff, amountOff } = this;
    return {
      id,
      name,
      occurrences,
      ...(percentOff === null ? {} : { percentOff }),
      ...(amountOff === null ? {} : { amountOff }),
    };
  }

  private take(percentOff: number | null, amountOff: Money | null): void {
    this.percentOff = percentOff;
    this.amountOffAmount = amountOff?.amount ?? null;
    this.amountOffCurrency = amountOff?.currency ?? null;
  }
}

function refuse(): never {
  throw new DomainError('billing.discount_invalid', {
    errors: [{ field: 'percentOff', message: 'or amountOff is needed, and not both' }],
  });
}
