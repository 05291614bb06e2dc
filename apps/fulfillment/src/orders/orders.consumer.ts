import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { attributesOf, type DaybookEvent, type ShippingAddress } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { Clock, firstRow, rows } from '@daybook/persistence';
import { houseFor } from '../houses/houses.service';
import { applyParked } from '../webhooks/webhook-application';
import { bar, saidBy } from '../fulfillments/fulfillment-cancellation';
import { Fulfillment, FulfillmentItem, type ShipTo } from '../fulfillments/fulfillment.entity';
import { present } from '../fulfillments/fulfillment-facts';
import { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { eachLocked } from '../fulfillments/locked-fulfillments';
import { destinationOf, followOrder, learnAddress } from '../fulfillments/order-address';

/** Makes a fulfillment for each completed order that has something to ship, sends it where the order is to go, and cancels it with the order. */
@Injectable()
export class OrdersConsumer implements EventConsumer {
  readonly name = 'orders';
  readonly producers = ['billing'] as const;

  /** What is done about each type of event that matters here. */
  private readonly follow: Record<
    string,
    ((em: EntityManager, event: DaybookEvent) => Promise<void>) | undefined
  > = {
    'billing.order.completed': (em, event) => this.complete(em, event),
    'billing.order.updated': (em, event) => this.updated(em, event),
    'billing.order.cancelled': (em, event) => this.cancelled(em, event),
    'billing.transaction.voided': (em, event) => this.paymentVoided(em, event),
  };

  constructor(private readonly clock: Clock) {}

  concerns({ type }: DaybookEvent): boolean {
    return this.follow[type] !== undefined;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) await this.follow[event.type]?.(em, event);
    await em.flush();
  }

  private async complete(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { context, personal } = event.data;
    const lines = attributesOf(event, 'billing.order.completed').items.filter((line) => line.shipped);
    const { orderId, customerId } = context;
    if (lines.length === 0 || orderId === undefined || customerId === undefined) return;
    if ((await em.count(Fulfillment, { orderId, reshipmentOf: null })) > 0) return;

    const now = this.clock.now();
    const house = await houseFor(em, context.campaignId ?? null);
    const fulfillment = Fulfillment.make({
      orderId,
      customerId,
      context,
      ...(await destinationOf(em, {
        orderId,
        shipTo: shipToOf(personal),
        addressedAt: new Date(event.time),
      })),
      houseId: house?.id ?? null,
      now,
    });
    const items = lines.map((line, index) => FulfillmentItem.make(fulfillment.id, index, line));
    const history = FulfillmentHistory.begin(em, fulfillment, items, house);
    await em.flush();
    // The events of an order may come in any order.
    const gone = await firstRow<{ reason: string | null; actor_name: string | null }>(
      em,
      'select reason, actor_name from cancelled_order where order_id = $1',
      [orderId],
    );
    if (gone !== undefined) {
      bar(em, history, now, { cause: event }, present({ note: gone.reason, actorName: gone.actor_name }));
    }
    await applyParked(em, fulfillment.id, now);
  }

  private async updated(em: EntityManager, event: DaybookEvent): Promise<void> {
    if (!(await learnAddress(em, event))) return;
    const { orderId } = event.data.context;
    if (orderId === undefined) return;
    for await (const history of eachLocked(em, 'order_id', orderId)) {
      await followOrder(em, history, this.clock.now(), { cause: event });
    }
  }

  /** The authorised payment of an order was given up: what its house does not know of yet is not sent. */
  private async paymentVoided(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { orderId } = event.data.context;
    if (orderId === undefined || attributesOf(event, 'billing.transaction.voided').authorised !== true)
      return;
    for await (const history of eachLocked(em, 'order_id', orderId)) {
      if (!history.houseMayKnow) bar(em, history, this.clock.now(), { cause: event });
    }
  }

  private async cancelled(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { orderId, customerId } = event.data.context;
    if (orderId === undefined) return;
    const now = this.clock.now();
    const said = saidBy({ cause: event });
    await rows(
      em,
      `insert into cancelled_order (order_id, cancelled_at, customer_id, reason, actor_name)
       values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [orderId, event.time, customerId ?? null, said.note ?? null, said.actorName ?? null],
    );
    for await (const history of eachLocked(em, 'order_id', orderId)) {
      bar(em, history, now, { cause: event }, said);
    }
  }
}

/** Name, contacts and address as the order's event gives them. */
function shipToOf(personal: Record<string, unknown>): ShipTo {
  const customer = (personal.customer ?? {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = personal[name] ?? customer[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    name: text('name'),
    email: text('email'),
    phone: text('phone'),
    address: (personal.shippingAddress as ShippingAddress | undefined) ?? undefined,
  };
}
