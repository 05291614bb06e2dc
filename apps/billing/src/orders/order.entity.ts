import { isDeepStrictEqual } from 'node:util';
import { Embedded, Entity, PrimaryKey, Property } from '@mikro-orm/core';
import Big from 'big.js';
import {
  add,
  DomainError,
  money,
  newId,
  type CaptureMode,
  type CreateOrderInput,
  type Money,
  type OrderCustomerInput,
  type OrderStatus,
  type OutsidePaymentInput,
  type QaCause,
  type ShippingAddress,
} from '@daybook/contracts';
import type { Campaign } from '../catalog/campaign.entity';
import type { OrderLine } from './order-lines';
import { OrderTerms } from './order-terms';

/** What may follow each state. A new order stands at `partial` until its payment has an outcome. */
export const orderTransitions: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  partial: ['complete', 'pending', 'declined', 'cancelled'],
  pending: ['complete', 'declined', 'cancelled'],
  declined: ['complete', 'pending'],
  complete: ['cancelled', 'refunded', 'voided'],
  cancelled: ['refunded', 'voided'],
  // Where a purchase of it was kept, and billed again.
  refunded: ['complete'],
  voided: ['complete'],
};

/** An order: what a customer bought at once, with the terms of that moment. */
@Entity({ tableName: 'customer_order' })
export class Order {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  orderNumber: string;

  @Property({ type: 'string' })
  status: OrderStatus = 'partial';

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'uuid' })
  campaignId: string;

  @Property({ type: 'uuid' })
  campaignCategoryId: string;

  @Property({ type: 'uuid', nullable: true })
  callCenterId: string | null = null;

  /** The engine that bills its recurring lines; null: we do. */
  @Property({ type: 'uuid', nullable: true })
  engineId: string | null = null;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  total: string;

  @Property({ type: 'string' })
  captureAt: CaptureMode;

  @Property({ type: 'string', columnType: 'char(2)', nullable: true })
  country: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  items: OrderLine[];

  @Property({ type: 'array', columnType: 'uuid[]' })
  productIds: string[];

  @Property({ type: 'json', columnType: 'jsonb' })
  customFields: Record<string, string> = {};

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  customer: OrderCustomerInput | null = null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  shippingAddress: ShippingAddress | null = null;

  @Embedded(() => OrderTerms, { prefix: 'sought_' })
  terms: OrderTerms;

  /** The processor's token of the card; not a card number. */
  @Property({ type: 'string', nullable: true })
  paymentToken: string | null = null;

  /** The latest transaction that pays the sale. */
  @Property({ type: 'uuid', nullable: true })
  paymentId: string | null = null;

  @Property({ type: 'string', nullable: true })
  cardLast4: string | null = null;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  outsidePayment: OutsidePaymentInput | null = null;

  /** Why quality assurance looks at it once it is paid; null: it need not. */
  @Property({ type: 'string', nullable: true })
  qaCause: QaCause | null = null;

  /** How often its sale was declined. */
  @Property({ type: 'integer' })
  declines: number = 0;

  @Property({ type: 'boolean' })
  savedPartial: boolean = false;

  /** Whether an event has told its custom fields: each value is told as set once. */
  @Property({ type: 'boolean' })
  customFieldsRecorded: boolean = false;

  @Property({ type: 'string', nullable: true })
  cancelReason: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  orderedAt: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  completedAt: Date | null = null;

  /** A new order of a campaign; what it names has been found before. */
  static place(
    input: CreateOrderInput,
    made: {
      campaign: Campaign;
      lines: OrderLine[];
      customFields: Record<string, string>;
      orderNumber: string;
      now: Date;
    },
  ): Order {
    const { campaign, lines } = made;
    const order = new Order();
    order.id = newId();
    order.orderNumber = made.orderNumber;
    order.customerId = input.customerId;
    order.campaignId = campaign.id;
    order.campaignCategoryId = campaign.categoryId;
    order.callCenterId = input.callCenterId ?? null;
    order.engineId = input.engineId ?? null;
    order.currency = campaign.baseCurrency;
    order.total = sumOf(lines, order.currency).amount;
    order.captureAt = campaign.captureAt;
    order.items = lines;
    order.productIds = [...new Set(lines.map((line) => line.productId))];
    order.customFields = made.customFields;
    order.customer = input.customer === undefined ? null : { ...input.customer };
    order.savedPartial = input.status === 'partial';
    order.orderedAt = made.now;
    order.terms = OrderTerms.of(order.customer, null);
    order.shipTo(input.shippingAddress, campaign);
    return order;
  }

  /**
   * Ships it to an address from now on; answers whether that is another one.
   * @throws DomainError `billing.country_not_served`
   */
  shipTo(address: ShippingAddress | undefined, campaign: Campaign): boolean {
    if (address === undefined) return false;
    if (!campaign.ships(address.country)) {
      throw new DomainError('billing.country_not_served', {
        errors: [{ field: 'shippingAddress.country', message: 'is not one the campaign ships to' }],
      });
    }
    // As it is kept: what is not given is not there.
    const kept = JSON.parse(JSON.stringify(address)) as ShippingAddress;
    if (isDeepStrictEqual(kept, this.shippingAddress)) return false;
    this.shippingAddress = kept;
    this.country = address.country;
    this.terms = OrderTerms.of(this.customer, kept);
    return true;
  }

  /** Makes sure that something of it may still change. @throws DomainError `billing.order_not_open` */
  expectChangeable(): void {
    if (['cancelled', 'refunded', 'voided'].includes(this.status)) this.refuse('changed');
  }

  /** What is paid at the sale beyond the prices of the lines. */
  get tax(): Money {
    return money(new Big(this.total).minus(this.net.amount), this.currency);
  }

  /** The prices of the lines: what is paid before tax. */
  get net(): Money {
    return sumOf(this.items, this.currency);
  }

  /** Adds tax to what is paid, in place of any that was there. */
  addTax(tax: Money): void {
    this.total = add(this.net, tax).amount;
  }

  /** What is paid at the sale, tax included. */
  get price(): Money {
    return money(this.total, this.currency);
  }

  /** Whether something of it recurs. */
  get recurs(): boolean {
    return this.items.some((line) => line.terms !== undefined);
  }

  /** Whether its sale was declined before and went through when it was run again. */
  get declineSaved(): boolean {
    return this.declines > 0 && this.completedAt !== null;
  }

  /** The custom fields where no event has told them yet; from now on one has. */
  unrecordedCustomFields(): { customFieldsSet?: Record<string, string> } {
    const untold = !this.customFieldsRecorded && Object.keys(this.customFields).length > 0;
    this.customFieldsRecorded = true;
    return untold ? { customFieldsSet: { ...this.customFields } } : {};
  }

  /** Makes sure that it is in the state it takes. @throws DomainError `billing.order_not_open` */
  expectStatus(status: OrderStatus, what: string): void {
    if (this.status !== status) this.refuse(what);
  }

  /** Makes sure that nothing is missing for a payment. @throws DomainError `billing.address_missing` */
  expectPayable(): void {
    if (this.items.some((line) => line.shipped) && this.shippingAddress === null) {
      throw new DomainError('billing.address_missing', {
        errors: [{ field: 'shippingAddress', message: 'is needed: something is shipped' }],
      });
    }
  }

  complete(now: Date): void {
    this.become('complete');
    this.completedAt = now;
  }

  /** Its sale, or quality assurance, declined it; once more where it was run again. */
  decline(): void {
    if (this.status !== 'declined') this.become('declined');
    this.declines += 1;
  }

  /** Its payment went through, or comes from outside: quality assurance judges it. */
  pend(): void {
    this.become('pending');
  }

  /** @throws DomainError `billing.order_not_open` */
  cancel(reason: string): void {
    if (!orderTransitions[this.status].includes('cancelled')) this.refuse('cancelled');
    this.become('cancelled');
    this.cancelReason = reason;
  }

  /** All of it was given back. @param voided by voids alone: nothing of it had settled */
  refund(voided: boolean): void {
    const next = voided ? 'voided' : 'refunded';
    if (orderTransitions[this.status].includes(next)) this.become(next);
  }

  /** A purchase that was kept when all was given back has been billed: not all of it is given back any more. */
  reopen(): void {
    if (this.status === 'refunded' || this.status === 'voided') this.become('complete');
  }

  private become(next: OrderStatus): void {
    if (!orderTransitions[this.status].includes(next)) this.refuse(next);
    this.status = next;
  }

  private refuse(what: string): never {
    throw new DomainError('billing.order_not_open', {
      detail: `Order ${this.orderNumber} is ${this.status} and cannot be ${what}.`,
    });
  }
}

/** @throws DomainError `billing.amount_invalid` where it is more than can be kept */
function sumOf(lines: readonly OrderLine[], currency: string): Money {
  return lines.map(({ price }) => price).reduce(add, money('0', currency));
}
