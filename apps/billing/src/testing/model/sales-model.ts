import { PromisesModel } from './promises-model';
import { onPurchase } from './purchases-model';
import { RefundQueueModel } from './refund-queue-model';
import type { ChargeStep, OrderStep, Payment, PurchaseStep, Step } from './sales-steps';
import {
  chargeOf,
  declinesRefund,
  fits,
  leftOf,
  ModelLimit,
  PRICES,
  queueOf,
  returnable,
  sumOf,
  type ModelCharge,
  type ModelOrder,
} from './sales-things';
import {
  DONE,
  followReturn,
  OVER_LIMIT,
  refusal,
  stopReturned,
  RECORDED,
  wayOf,
  type Outcome,
  type Way,
} from './sales-outcomes';

/** Orders, purchases and charges in plain words: what the service is held to. */
export class SalesModel {
  readonly orders: ModelOrder[] = [];
  private readonly asker: ModelLimit;
  private readonly queue: RefundQueueModel;
  private readonly promises: PromisesModel;

  /** @param limits the most that who asks for refunds, and who tries them again, may give back in a day; null: any */
  constructor(limits: Readonly<Record<'asker' | 'lead', number | null>>) {
    this.asker = new ModelLimit(limits.asker);
    this.queue = new RefundQueueModel({ asker: this.asker, lead: new ModelLimit(limits.lead) });
    this.promises = new PromisesModel(this.asker, (order, { charge, cents, way, keep }) =>
      this.reverse(order, charge, cents, way, keep, true),
    );
  }

  /** The place of the order that a step is about: mostly of one to which it can be done. None where there is none. */
  placeOf(step: Step): number | null {
    if (step.do === 'create') return null;
    const all = this.orders.map((order, place) => ({ order, place }));
    const fitting = step.order % 4 === 3 ? [] : all.filter(({ order }) => fits(step, order));
    const from = fitting.length > 0 ? fitting : all;
    return from[step.order % Math.max(1, from.length)]?.place ?? null;
  }

  /** Does a step, and says what it must be answered with. */
  apply(step: Step, place: number | null): Outcome {
    if (step.do === 'create') return this.create(step);
    const order = this.orders[place ?? -1];
    if (order === undefined) return 'skipped';
    if ('charge' in step) {
      const charge = order.charges[step.charge % Math.max(1, order.charges.length)];
      return charge === undefined ? 'skipped' : this.onCharge(step, order, charge);
    }
    if ('entry' in step) {
      const entry = queueOf(order)[step.entry % Math.max(1, order.queue.length)];
      return entry === undefined ? 'skipped' : this.queue.apply(step, order, entry);
    }
    return 'parcel' in step ? this.promises.apply(step, order) : this.onOrder(step, order);
  }

  private create(step: Step & { do: 'create' }): Outcome {
    const { point, campaign, quantity, payment } = step;
    const order: ModelOrder = {
      status: 'partial',
      point,
      campaign,
      quantity,
      field: 'radio',
      saved: false,
      declined: false,
      lastPayment: null,
      payingCharge: null,
      charges: [],
      refundsFail: false,
      queue: [],
      promises: [],
      recorded: [],
      purchase: null,
    };
    const outcome = payment === 'later' ? DONE : this.pay(order, payment);
    if (outcome === DONE) this.orders.push(order);
    return outcome;
  }

  private onOrder(step: OrderStep | PurchaseStep, order: ModelOrder): Outcome {
    switch (step.do) {
      case 'complete':
        return order.status === 'partial' ? this.pay(order, step.payment) : refusal('order_not_open');
      case 'rerun': {
        const payment = step.payment === 'same' ? order.lastPayment : step.payment;
        if (order.status !== 'declined') return refusal('order_not_open');
        return payment === null ? refusal('payment_missing') : this.pay(order, payment);
      }
      case 'judge':
        return this.judge(order, step.approve);
      case 'cancel':
        return this.cancel(order, step.refund);
      case 'set field':
        order.field = step.value;
        return DONE;
      case 'credit':
        return this.give(step.cents);
      case 'refund order':
        return this.refundOrder(order, step.cents, step.keep);
      case 'let refunds fail':
        order.refundsFail = step.fail;
        return DONE;
      case 'settle':
        for (const charge of order.charges) charge.settled ||= charge.captured && !charge.voided;
        return DONE;
      case 'ship': {
        const open = order.charges.find((one) => one.type === 'authorize' && !one.captured && !one.voided);
        if (order.status !== 'complete' || open === undefined) return 'skipped';
        open.captured = true;
        return DONE;
      }
      default:
        return order.purchase === null ? 'skipped' : onPurchase(step, order, order.purchase);
    }
  }

  private onCharge(step: ChargeStep, order: ModelOrder, charge: ModelCharge): Outcome {
    if (step.do === 'revert chargeback') {
      if (charge.disputed === 0) return refusal('not_charged_back');
      charge.disputed = 0;
      return DONE;
    }
    const byProcessor = step.do === 'void' || step.do === 'refund';
    if (charge.outside && byProcessor) return refusal('not_chargeable_back');
    const disputed = charge.disputed > 0;
    if (step.do === 'charge back' && disputed) return refusal('already_charged_back');
    if (charge.voided) return refusal('already_voided');
    const left = leftOf(charge);
    if (disputed && left === 0) return refusal('already_charged_back');
    switch (step.do) {
      case 'void':
        if (charge.settled) return refusal('already_settled');
        if (disputed) return refusal('already_charged_back');
        if (charge.returned > 0) return refusal('partly_refunded');
        return this.give(charge.cents, () => this.reverse(order, charge, charge.cents, 'void'));
      case 'refund':
        if (wayOf(charge) === 'void') return refusal('not_settled');
        return this.refund(order, charge, step.cents ?? left, 'refund', step.keep);
      case 'refund outside':
        if (!charge.captured) return refusal('not_captured');
        return this.refund(order, charge, step.cents ?? left, 'outside');
      case 'charge back':
        if (!charge.captured) return refusal('not_captured');
        if ((step.cents ?? 0) > charge.cents) return refusal('refund_exceeds_charge');
        charge.disputed = step.cents ?? charge.cents;
        stopReturned(order);
        return DONE;
    }
  }

  private pay(order: ModelOrder, payment: Payment): Outcome {
    const recurs = order.point !== 'once';
    if (payment === 'outside' && recurs) return refusal('payment_missing');
    order.lastPayment = payment;
    if (payment !== 'outside' && payment !== 'success') {
      order.status = 'declined';
      order.declined = true;
      return DONE;
    }
    if (payment === 'success') {
      const type = order.campaign.endsWith('shipment') ? 'authorize' : 'sale';
      order.payingCharge = chargeOf(type, PRICES[order.point].sale * order.quantity);
      order.charges.push(order.payingCharge);
    }
    if (payment === 'outside' || order.campaign.startsWith('judged')) order.status = 'pending';
    else this.complete(order);
    return DONE;
  }

  private judge(order: ModelOrder, approve: boolean): Outcome {
    if (order.status !== 'pending') return refusal('order_not_open');
    if (!approve) {
      const charges = order.charges.filter(returnable);
      return this.give(sumOf(charges), () => {
        order.status = 'declined';
        order.declined = true;
        this.reverseAll(order, charges);
      });
    }
    if (order.lastPayment === 'outside') {
      const charge = chargeOf('sale', PRICES[order.point].sale * order.quantity);
      order.payingCharge = { ...charge, settled: true, outside: true };
      order.charges.push(order.payingCharge);
    }
    const paid = order.payingCharge;
    if (paid !== null && (paid.voided || leftOf(paid) === 0)) return refusal('payment_returned');
    this.complete(order);
    return DONE;
  }

  private cancel(order: ModelOrder, refund: boolean): Outcome {
    if (!['partial', 'pending', 'complete'].includes(order.status)) return refusal('order_not_open');
    const charges = refund ? order.charges.filter(returnable) : [];
    if (refund && charges.length === 0) return refusal('not_chargeable_back');
    return this.give(sumOf(charges), () => {
      order.status = 'cancelled';
      if (order.purchase !== null && order.purchase.status !== 'complete')
        order.purchase.status = 'cancelled';
      this.reverseAll(order, charges);
    });
  }

  private complete(order: ModelOrder): void {
    order.status = 'complete';
    order.saved = order.declined;
    if (order.point === 'once') return;
    const trial = order.point === 'trial';
    order.purchase = { status: trial ? 'trial' : 'active', quantity: order.quantity, cycle: trial ? 0 : 1 };
  }

  private refundOrder(order: ModelOrder, cents: number | null, keep: boolean): Outcome {
    const charges = order.charges.filter(returnable);
    if (charges.length === 0) return refusal('not_chargeable_back');
    let wanted = cents ?? sumOf(charges);
    const shares = charges.map((charge) => {
      const share = Math.min(wanted, leftOf(charge));
      wanted -= share;
      return { charge, share };
    });
    if (wanted > 0) return refusal('refund_exceeds_charge');
    const begun = shares.filter(({ share }) => share > 0);
    let sum = 0;
    // One after the other: the first that cannot be is told of.
    for (const { charge, share } of begun) {
      if (wayOf(charge) === 'void' && share !== charge.cents) return refusal('not_settled');
      sum += share;
      if (!this.asker.allows(sum)) return OVER_LIMIT;
    }
    return this.give(sum, () => {
      const ways = begun.map(({ charge }) => wayOf(charge));
      for (const [at, { charge, share }] of begun.entries())
        this.reverse(order, charge, share, ways[at] ?? 'refund', keep);
    });
  }

  private refund(order: ModelOrder, charge: ModelCharge, cents: number, way: Way, keep = false): Outcome {
    if (cents === 0 || cents > leftOf(charge)) return refusal('refund_exceeds_charge');
    return this.give(cents, () => this.reverse(order, charge, cents, way, keep));
  }

  /** Does what gives back so much, where that is within the limit. */
  private give(cents: number, act: () => void = () => undefined): Outcome {
    if (cents > 0 && !this.asker.allows(cents)) return OVER_LIMIT;
    this.asker.given += cents;
    act();
    return DONE;
  }

  private reverseAll(order: ModelOrder, charges: readonly ModelCharge[]): void {
    for (const charge of charges) this.reverse(order, charge, leftOf(charge), wayOf(charge));
  }

  private reverse(
    order: ModelOrder,
    charge: ModelCharge,
    cents: number,
    way: Way,
    keep = false,
    promised = false,
  ): void {
    charge.returned += cents;
    if (way === 'void') charge.voided = true;
    if (way === 'outside') charge.returnedOutside += cents;
    if (way === 'refund' && declinesRefund(order, charge)) this.queue.take(order, charge, cents, promised);
    else {
      order.recorded.push(`${RECORDED[way]} ${cents}`);
      followReturn(order);
    }
    if (!keep) stopReturned(order);
  }
}
