import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { attributesOf, type CycleShipmentAttributes, type DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { Clock, rows } from '@daybook/persistence';
import { bar, saidBy } from '../fulfillments/fulfillment-cancellation';
import { eachLocked } from '../fulfillments/locked-fulfillments';
import { followOrder, learnAddress } from '../fulfillments/order-address';
import { makeFulfillment } from './make-fulfillment';

type Follow = (em: EntityManager, event: DaybookEvent) => Promise<void>;

/**
 * Makes a fulfillment for each completed order and each billed cycle that has something to ship, sends it where the order
 * is to go, and cancels it with the order, or when its payment goes back.
 */
@Injectable()
export class OrdersConsumer implements EventConsumer {
  readonly name = 'orders';
  readonly producers = ['billing'] as const;

  /** What is done about each type of event that matters here. */
  private readonly follow: Record<string, Follow | undefined> = {
    'billing.order.completed': (em, event) => this.completed(em, event),
    'billing.rebill.succeeded': (em, event) =>
      this.billed(em, event, attributesOf(event, 'billing.rebill.succeeded').shipment),
    'billing.recycle.saved': (em, event) =>
      this.billed(em, event, attributesOf(event, 'billing.recycle.saved').shipment),
    'billing.order.updated': (em, event) => this.updated(em, event),
    'billing.order.cancelled': (em, event) => this.cancelled(em, event),
    'billing.transaction.voided': (em, event) => this.paidBack(em, event),
    'billing.refund.succeeded': (em, event) => this.paidBack(em, event),
    'billing.refund.recorded_outside': (em, event) => this.paidBack(em, event),
    'billing.chargeback.created': (em, event) => this.paidBack(em, event),
    'billing.chargeback.reverted': (em, event) => this.chargebackReverted(em, event),
  };

  constructor(private readonly clock: Clock) {}

  concerns({ type }: DaybookEvent): boolean {
    return this.follow[type] !== undefined;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) await this.follow[event.type]?.(em, event);
    await em.flush();
  }

  private async completed(em: EntityManager, event: DaybookEvent): Promise<void> {
    const lines = attributesOf(event, 'billing.order.completed').items.filter((line) => line.shipped);
    await makeFulfillment(em, event, { lines, addressedAt: new Date(event.time) }, this.clock.now());
  }

  private async billed(
    em: EntityManager,
    event: DaybookEvent,
    shipment: CycleShipmentAttributes | undefined,
  ): Promise<void> {
    const { purchaseId } = event.data.about;
    if (shipment === undefined || purchaseId === undefined) return;
    const { run, cycle, item } = shipment;
    await makeFulfillment(
      em,
      event,
      {
        lines: [item],
        // An engine may tell late; the address is the one that its purchase has when it is recorded.
        addressedAt: new Date(event.recordedtime),
        billed: { purchaseId, run, cycle },
      },
      this.clock.now(),
    );
  }

  private async updated(em: EntityManager, event: DaybookEvent): Promise<void> {
    if (!(await learnAddress(em, event))) return;
    const { orderId } = event.data.context;
    if (orderId === undefined) return;
    for await (const history of eachLocked(em, 'order_id', orderId)) {
      await followOrder(em, history, this.clock.now(), { cause: event });
    }
  }

  /** Nothing is left of a charge: what was paid for with it, and was not sent, is not sent any more. */
  private async paidBack(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { returnedChargeId: chargeId } = event.data.attributes as { returnedChargeId?: string };
    if (chargeId === undefined) return;
    const now = this.clock.now();
    await rows(
      em,
      'insert into returned_charge (charge_id, returned_at) values ($1, $2) on conflict do nothing',
      [chargeId, event.time],
    );
    for await (const history of eachLocked(em, 'charge_id', chargeId))
      bar(em, history, now, { cause: event });
  }

  /** The customer's bank has given the money back: what was not sent may be shipped again. */
  private async chargebackReverted(em: EntityManager, event: DaybookEvent): Promise<void> {
    const { transactionId: chargeId } = event.data.about;
    if (chargeId === undefined) return;
    await rows(em, 'delete from returned_charge where charge_id = $1', [chargeId]);
    for await (const { fulfillment } of eachLocked(em, 'charge_id', chargeId)) {
      const gone = await rows(em, 'select from cancelled_order where order_id = $1', [fulfillment.orderId]);
      if (gone.length === 0) fulfillment.barred = false;
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
