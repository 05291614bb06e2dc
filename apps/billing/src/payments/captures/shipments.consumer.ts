import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { LockMode } from '@mikro-orm/core';
import { SYSTEM, type DaybookEvent } from '@daybook/contracts';
import { type EventConsumer } from '@daybook/messaging';
import { clock } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { Transaction } from '../transaction.entity';
import { beginCapture, captureUnderWay } from './begin-capture';

const SHIPPED = [
  'fulfillment.fulfillment.shipped',
  'fulfillment.fulfillment.parcel_delivered',
  'fulfillment.fulfillment.delivered',
];

/**
 * The first shipment of an order captures its authorised payment; what was delivered was shipped, whoever says so. Only
 * the capture is begun here; recovery carries it out, so that a processor that is down holds up nothing.
 */
@Injectable()
export class ShipmentsConsumer implements EventConsumer {
  readonly name = 'shipments';
  readonly producers = ['fulfillment'] as const;

  concerns({ type }: DaybookEvent): boolean {
    return SHIPPED.includes(type);
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { orderId } = event.data.context;
      // What a billed cycle ships is paid for by that cycle.
      if (orderId !== undefined && event.data.about.purchaseId === undefined)
        await this.capture(em, orderId, event);
    }
  }

  private async capture(em: EntityManager, orderId: string, event: DaybookEvent): Promise<void> {
    const order = await em.findOne(Order, { id: orderId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (order === null) return;
    // An order that was run again may have authorisations that were voided.
    const authorisation = await em.findOne(
      Transaction,
      { orderId, type: 'authorize', outcome: 'success', captured: false, voided: false },
      { orderBy: { createdAt: 'desc', id: 'desc' } },
    );
    if (authorisation === null) return;
    // A capture that was declined is tried again in its own time.
    if (authorisation.captureAgainAt !== null || (await captureUnderWay(em, authorisation))) return;
    const { id, correlationid, traceparent } = event;
    const now = clock.now();
    const initiator = {
      actor: SYSTEM,
      correlationId: correlationid,
      cause: { id, correlationid, ...(traceparent === undefined ? {} : { traceparent }) },
    };
    await beginCapture(em, order, authorisation, { initiator, now, nextTryAt: now });
  }
}
