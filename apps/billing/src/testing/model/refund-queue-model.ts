import { DONE, followReturn, OVER_LIMIT, refusal, type Outcome } from './sales-outcomes';
import type { QueueStep } from './sales-steps';
import {
  declinesRefund,
  type ModelCharge,
  type ModelEntry,
  type ModelLimit,
  type ModelOrder,
} from './sales-things';

const DAILY_TRIES = 3;

/** The refund queue in plain words: what failed is tried again each day, three times, or by hand, or is taken out. */
export class RefundQueueModel {
  constructor(private readonly limits: Readonly<Record<'asker' | 'lead', ModelLimit>>) {}

  /** A refund, which is reserved already, was declined. */
  take(order: ModelOrder, charge: ModelCharge, cents: number, promised: boolean): void {
    order.queue.push({ charge, cents, status: 'waiting', attempts: 1, dailyTries: 0, promised });
    order.recorded.push(`refund.failed ${cents} 1 again`);
  }

  apply(step: QueueStep, order: ModelOrder, entry: ModelEntry): Outcome {
    const waits = entry.status === 'waiting';
    switch (step.do) {
      case 'take out':
        if (!waits) return refusal('refund_not_waiting');
        this.leave(order, entry, 'removed');
        return DONE;
      case 'try by itself':
        if (!waits) return 'skipped';
        // The customer's bank took it back meanwhile.
        if (tooMuch(entry.charge)) this.leave(order, entry, 'charged_back');
        else this.tryAgain(order, entry, true);
        return DONE;
      case 'try by hand': {
        if (!waits) return refusal('refund_not_waiting');
        if (tooMuch(entry.charge)) return refusal('already_charged_back');
        // It counts for who asked for it already.
        const limit = this.limits[step.by];
        if (step.by === 'lead' && !limit.allows(entry.cents)) return OVER_LIMIT;
        if (this.tryAgain(order, entry, false) && step.by === 'lead') limit.given += entry.cents;
        return DONE;
      }
    }
  }

  /** @returns whether it went through */
  private tryAgain(order: ModelOrder, entry: ModelEntry, byItself: boolean): boolean {
    if (byItself) entry.dailyTries += 1;
    if (!declinesRefund(order, entry.charge)) {
      entry.status = 'succeeded';
      order.recorded.push(`refund.succeeded ${entry.cents}`);
      followReturn(order);
      return true;
    }
    entry.attempts += 1;
    const last = entry.dailyTries === DAILY_TRIES;
    if (last) this.leave(order, entry, 'exhausted');
    order.recorded.push(`refund.failed ${entry.cents} ${entry.attempts} ${last ? 'no more' : 'again'}`);
    return false;
  }

  /** It was not made: its amount is free again, on the charge and for who asked for it. */
  private leave(order: ModelOrder, entry: ModelEntry, cause: 'removed' | 'charged_back' | 'exhausted'): void {
    const { charge, cents, attempts } = entry;
    entry.status = cause === 'exhausted' ? 'exhausted' : 'removed';
    charge.returned -= cents;
    if (!entry.promised) this.limits.asker.given -= cents;
    order.recorded.push(`refund_queue.left ${cents} ${attempts} ${cause}`);
    if (cause === 'exhausted') order.recorded.push(`refund_queue.exhausted ${cents} ${attempts}`);
  }
}

/** More than was taken would go back, since the customer's bank took it back too. */
function tooMuch({ cents, returned, disputed }: ModelCharge): boolean {
  return returned + disputed > cents;
}
