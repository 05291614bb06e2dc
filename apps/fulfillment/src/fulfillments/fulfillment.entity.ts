import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  DomainError,
  newId,
  type EventAbout,
  type EventContext,
  type FulfillmentStatus,
  type Money,
  type ShippingAddress,
} from '@daybook/contracts';

/** Who gets the parcel, and where. Cleared when the customer is anonymised. */
export interface ShipTo {
  name?: string;
  email?: string;
  phone?: string;
  address?: ShippingAddress;
}

/** The billed cycle that a fulfillment ships: of a purchase, counted within a run of its cycles. */
export interface BilledCycle {
  purchaseId: string;
  run: number;
  cycle: number;
}

/** What a fulfillment is made from. */
export interface FulfillmentOrigin {
  orderId: string;
  customerId: string;
  context: EventContext;
  shipTo: ShipTo;
  addressedAt: Date;
  houseId: string | null;
  /** What was paid for it with; null where nothing was. */
  chargeId: string | null;
  /** Absent where it ships what the order sold. */
  billed?: BilledCycle;
  reshipmentOf?: string;
  now: Date;
}

/** What is to be shipped for one order by one house. Its state is what `replay` makes of its messages. */
@Entity({ tableName: 'fulfillment' })
export class Fulfillment {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ version: true, type: 'integer' })
  version!: number;

  @Property({ type: 'uuid' })
  orderId!: string;

  @Property({ type: 'text', nullable: true })
  orderNumber: string | null = null;

  @Property({ type: 'uuid' })
  customerId!: string;

  @Property({ type: 'uuid', nullable: true })
  campaignId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  houseId: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  purchaseId: string | null = null;

  @Property({ type: 'integer', nullable: true })
  run: number | null = null;

  @Property({ type: 'integer', nullable: true })
  cycle: number | null = null;

  @Property({ type: 'uuid', nullable: true })
  chargeId: string | null = null;

  /** The one that is sent for this one too; null where it is sent by itself. */
  @Property({ type: 'uuid', nullable: true })
  bundledInto: string | null = null;

  @Property({ type: 'text' })
  status: FulfillmentStatus = 'hold';

  @Property({ type: 'boolean' })
  held = false;

  /** Somebody asked for its cancellation, and its house has not answered yet. */
  @Property({ type: 'boolean' })
  cancelling = false;

  /** Its order was cancelled, or what was paid for it went back: nothing of it is sent any more, whatever its house says. */
  @Property({ type: 'boolean' })
  barred = false;

  @Property({ type: 'boolean' })
  unexpected = false;

  @Property({ type: 'text', nullable: true })
  trackingNumber: string | null = null;

  @Property({ type: 'text', nullable: true })
  carrier: string | null = null;

  @Property({ type: 'text', nullable: true })
  rmaNumber: string | null = null;

  /** What is promised to be refunded when it comes back. */
  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  rmaRefund: Money | null = null;

  @Property({ type: 'uuid', nullable: true })
  reshipmentOf: string | null = null;

  /** The order's context as its event gave it; goes on with each of our own. */
  @Property({ type: 'json', columnType: 'jsonb' })
  context!: EventContext;

  @Property({ type: 'json', columnType: 'jsonb' })
  shipTo!: ShipTo;

  /** When the order was last told to go there. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  addressedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  updatedAt!: Date;

  static make(origin: FulfillmentOrigin): Fulfillment {
    const fulfillment = new Fulfillment();
    fulfillment.id = newId();
    fulfillment.orderId = origin.orderId;
    fulfillment.orderNumber = origin.context.orderNumber ?? null;
    fulfillment.customerId = origin.customerId;
    fulfillment.campaignId = origin.context.campaignId ?? null;
    fulfillment.houseId = origin.houseId;
    fulfillment.chargeId = origin.chargeId;
    Object.assign(fulfillment, origin.billed);
    fulfillment.reshipmentOf = origin.reshipmentOf ?? null;
    fulfillment.context = origin.context;
    fulfillment.shipTo = origin.shipTo;
    fulfillment.addressedAt = origin.addressedAt;
    fulfillment.createdAt = origin.now;
    fulfillment.updatedAt = origin.now;
    return fulfillment;
  }

  /** What its events link to. */
  get about(): EventAbout {
    const of = this.purchaseId === null ? {} : { purchaseId: this.purchaseId };
    return { orderId: this.orderId, ...of, fulfillmentId: this.id };
  }

  /** The billed cycle that it ships; undefined where it ships what the order sold. */
  get billed(): BilledCycle | undefined {
    const { purchaseId, run, cycle } = this;
    return purchaseId === null || run === null || cycle === null ? undefined : { purchaseId, run, cycle };
  }

  /** Whether its house may be sent it. */
  get sendable(): boolean {
    return !this.cancelling && !this.barred && this.status !== 'cancelled' && this.status !== 'frozen';
  }

  /** @throws DomainError `fulfillment.barred` where nothing of it may be sent any more; `fulfillment.state_forbids` where it is going to be cancelled */
  expectWanted(): void {
    if (this.barred) throw new DomainError('fulfillment.barred');
    if (this.cancelling)
      throw new DomainError('fulfillment.state_forbids', { detail: 'Its cancellation is asked for.' });
  }

  /** @throws DomainError `fulfillment.not_found` when it lies outside the campaigns one may see */
  expectInScope(campaignIds: string[] | null): void {
    if (campaignIds === null) return;
    if (this.campaignId === null || !campaignIds.includes(this.campaignId))
      throw new DomainError('fulfillment.not_found');
  }
}

/** One line of what is shipped. */
@Entity({ tableName: 'fulfillment_item' })
export class FulfillmentItem {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  fulfillmentId!: string;

  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'uuid' })
  productId!: string;

  @Property({ type: 'text' })
  productName!: string;

  @Property({ type: 'text' })
  sku!: string;

  @Property({ type: 'text' })
  orderedSku!: string;

  @Property({ type: 'integer' })
  quantity!: number;

  @Property({ type: 'integer' })
  orderedQuantity!: number;

  static make(
    fulfillmentId: string,
    position: number,
    line: { productId: string; productName: string; sku: string; quantity: number },
  ): FulfillmentItem {
    return Object.assign(new FulfillmentItem(), {
      id: newId(),
      fulfillmentId,
      position,
      productId: line.productId,
      productName: line.productName,
      sku: line.sku,
      orderedSku: line.sku,
      quantity: line.quantity,
      orderedQuantity: line.quantity,
    });
  }
}
