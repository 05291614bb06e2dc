import { DONE, OVER_LIMIT, refusal, wayOf, type Outcome, type Way } from './sales-outcomes';
import type { PromiseStep } from './sales-steps';
import {
  leftOf,
  returnable,
  sumOf,
  type ModelCharge,
  type ModelLimit,
  type ModelOrder,
  type ModelPromise,
} from './sales-things';

/** How a part of what was promised goes back. */
interface Given {
  charge: ModelCharge;
  cents: number;
  way: Way;
  keep: boolean;
}

/**
 * Refunds for when parcels come back, in plain words: promised within what is left beside other promises and within the
 * limit, of which they stay a part; made once of what is left by then, and the rest told as failed; or withdrawn.
 */
export class PromisesModel {
  constructor(
    private readonly limit: ModelLimit,
    private readonly give: (order: ModelOrder, given: Given) => void,
  ) {}

  apply(step: PromiseStep, order: ModelOrder): Outcome {
    const promised = order.promises.find(({ parcel }) => parcel === step.parcel);
    if (step.do === 'promise') return this.promise(step, order, promised);
    if (promised?.open !== true) return DONE;
    if (step.do === 'withdraw') this.forget(order, promised);
    else this.make(order, promised);
    return DONE;
  }

  private promise(
    { parcel, cents, keep }: PromiseStep & { do: 'promise' },
    order: ModelOrder,
    before: ModelPromise | undefined,
  ): Outcome {
    if (before?.open === false) return refusal('refund_promise_settled');
    const others = order.promises.filter((one) => one.open && one !== before);
    const promised = others.reduce((sum, one) => sum + one.cents, cents);
    if (promised > sumOf(order.charges.filter(returnable))) return refusal('refund_exceeds_charge');
    // The last word about a parcel counts, instead of the one before.
    const given = this.limit.given - (before?.cents ?? 0);
    if (this.limit.most !== null && given + cents > this.limit.most) return OVER_LIMIT;
    if (before !== undefined) this.forget(order, before);
    this.limit.given += cents;
    const charge = order.charges[parcel] ?? null;
    order.promises.push({ parcel, cents, charge, keep, open: true });
    return DONE;
  }

  private forget(order: ModelOrder, promise: ModelPromise): void {
    order.promises.splice(order.promises.indexOf(promise), 1);
    this.limit.given -= promise.cents;
  }

  private make(order: ModelOrder, promise: ModelPromise): void {
    promise.open = false;
    const { keep } = promise;
    const charges = order.charges
      .filter(returnable)
      .sort((a, b) => Number(b === promise.charge) - Number(a === promise.charge));
    let wanted = promise.cents;
    const given = charges.flatMap((charge): Given[] => {
      const cents = Math.min(wanted, leftOf(charge));
      wanted -= cents;
      // A part of what has not settled waits in the refund queue where the processor declines it.
      const way = cents === charge.cents ? wayOf(charge) : 'refund';
      return cents === 0 ? [] : [{ charge, cents, way, keep }];
    });
    if (wanted > 0) order.recorded.push(`refund.failed ${wanted} 1 no more`);
    for (const one of given) this.give(order, one);
  }
}
