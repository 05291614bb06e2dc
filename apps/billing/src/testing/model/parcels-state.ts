import { newId, type Call, type DaybookEvent } from '@daybook/contracts';
import { clock, UnitOfWork } from '@daybook/persistence';
import { RefundPromisesService } from '../../payments/refunds/refund-promises.service';
import { ReturnsConsumer } from '../../payments/refunds/returns.consumer';
import { usd } from './sales-requests';
import type { PromiseStep } from './sales-steps';
import type { SeenOrder } from './sales-state';

type Get = <T>(service: new (...args: never[]) => T) => T;

/** Announces returns of parcels for real, and tells, as fulfillment would, that they arrived or were withdrawn. */
export class ParcelsState {
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly get: Get,
    private readonly carryOut: (orderId: string) => Promise<void>,
  ) {}

  async apply(step: PromiseStep, order: SeenOrder, call: Call): Promise<object> {
    const fulfillmentId = this.idOf(order, step.parcel);
    if (step.do === 'promise') {
      const { cents, keep, parcel } = step;
      const charge = order.charges[parcel];
      return this.get(RefundPromisesService).promise(
        {
          id: order.id,
          fulfillmentId,
          amount: usd(cents),
          reason: 'Broken',
          announcedAt: clock.now().toISOString(),
          ...(charge === undefined ? {} : { chargeId: charge.id }),
          ...(keep ? { purchases: 'keep' as const } : {}),
        },
        call,
      );
    }
    const event = {
      id: newId(),
      type: step.do === 'returns' ? 'fulfillment.rma.returned' : 'fulfillment.rma.withdrawn',
      time: clock.now().toISOString(),
      correlationid: newId(),
      data: { context: { orderId: order.id }, about: { fulfillmentId } },
    } as unknown as DaybookEvent;
    // However often it is told.
    await this.get(UnitOfWork).transaction((em) => this.get(ReturnsConsumer).apply(em, [event, event]));
    await this.carryOut(order.id);
    return {};
  }

  private idOf({ id }: SeenOrder, parcel: number): string {
    const key = `${id} ${String(parcel)}`;
    const known = this.ids.get(key) ?? newId();
    this.ids.set(key, known);
    return known;
  }
}
