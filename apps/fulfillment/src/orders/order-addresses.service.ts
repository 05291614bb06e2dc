import { Injectable } from '@nestjs/common';
import {
  type AddressOutcome,
  type Call,
  type ParcelRemedy,
  type ReaddressedFulfillmentView,
  type ReaddressedOrderView,
  type ReaddressOrderInput,
} from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import type { FulfillmentHistory } from '../fulfillments/fulfillment-history';
import { TRANSITIONS } from '../fulfillments/fulfillment-transitions';
import { eachLocked } from '../fulfillments/locked-fulfillments';
import { followOrder, keepAddress } from '../fulfillments/order-address';

/** Tells the parcels of an order at once where it is to go by now. */
@Injectable()
export class OrderAddressesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  readdress(input: ReaddressOrderInput, call: Call): Promise<ReaddressedOrderView> {
    return this.work.command(call, async (em) => {
      const { id: orderId, customerId, address, asOf } = input;
      await keepAddress(em, { orderId, customerId, address, asOf });
      const now = this.clock.now();
      const fulfillments: ReaddressedFulfillmentView[] = [];
      for await (const history of eachLocked(em, 'order_id', orderId)) {
        await followOrder(em, history, now, { call });
        const { id, status } = history.fulfillment;
        if (status === 'cancelled' || status === 'returned') continue;
        const outcome = outcomeOf(history, new Date(asOf), now);
        fulfillments.push({
          fulfillmentId: id,
          status,
          outcome,
          offers: outcome === 'changed' ? [] : remediesOf(history, now),
        });
      }
      await em.flush();
      return { fulfillments };
    });
  }
}

function outcomeOf({ fulfillment, sendings }: FulfillmentHistory, asOf: Date, now: Date): AddressOutcome {
  if (fulfillment.addressedAt >= asOf) return 'changed';
  return sendings.some((sending) => sending.isUnderWay(now)) ? 'underway' : 'sent';
}

/** What people can do about it now. */
function remediesOf({ fulfillment, house, sendings }: FulfillmentHistory, now: Date): ParcelRemedy[] {
  const { status, cancelling, barred } = fulfillment;
  const busy = sendings.some((sending) => sending.isUnderWay(now));
  const offers: [ParcelRemedy, boolean][] = [
    [
      'cancel',
      TRANSITIONS.cancel_requested[status] !== undefined && !cancelling && !busy && house?.cancels !== false,
    ],
    ['reship', TRANSITIONS.reshipped[status] !== undefined && !cancelling && !barred],
    ['rma', TRANSITIONS.rma_opened[status] !== undefined],
  ];
  return offers.filter(([, possible]) => possible).map(([remedy]) => remedy);
}
