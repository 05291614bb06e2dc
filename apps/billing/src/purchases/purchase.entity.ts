import { BeforeCreate, BeforeUpdate, Entity } from '@mikro-orm/core';
import {
  DomainError,
  money,
  times,
  type Money,
  type PurchaseStatus,
  type TrialTerms,
} from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import type { OrderLine } from '../orders/order-lines';
import {
  billingDate,
  cycleOn,
  dayOf,
  daysAfter,
  nextInSeries,
  seriesFrom,
  type BillingSeries,
} from './billing-dates';
import { workTime } from './due-step';
import { factRules, liveStatuses, purchaseTransitions, type PurchaseFact } from './purchase-transitions';
import { PurchaseColumns } from './purchase-columns';
import type { TimedFact } from './fact-history';
import { foldFact } from './purchase-facts';

/** What became of a fact from outside. */
export interface FactOutcome {
  /** The state's table did not allow it. */
  unexpected: boolean;
  before: PurchaseStatus;
  after: PurchaseStatus;
}

/** A cycle that was billed. */
export interface BilledCycle {
  type: 'rebill.succeeded' | 'recycle.saved';
  cycle: number;
  at: Date;
  /** When its engine bills the next one, where it told. */
  nextBillAt?: Date;
}

/** A purchase: one recurring line of an order. Its biller is us or one engine. */
@Entity({ tableName: 'purchase' })
export class Purchase extends PurchaseColumns {
  /** The purchase that a recurring line makes; undefined for a line that is sold once. */
  static start(order: Order, line: OrderLine, timeZone: string, now: Date): Purchase | undefined {
    const { terms, cycleUnitPrice, purchaseId, trial } = line;
    if (terms === undefined || cycleUnitPrice === undefined || purchaseId === undefined) return undefined;
    const purchase = new Purchase();
    purchase.id = purchaseId;
    purchase.orderId = order.id;
    purchase.orderNumber = order.orderNumber;
    purchase.customerId = order.customerId;
    purchase.campaignId = order.campaignId;
    purchase.productId = line.productId;
    purchase.productName = line.productName;
    purchase.membershipName = line.membershipName ?? null;
    purchase.optionId = line.optionId ?? null;
    purchase.optionName = line.optionName ?? null;
    purchase.sku = line.sku;
    purchase.shipped = line.shipped;
    purchase.pricePointId = line.pricePointId;
    purchase.quantity = line.quantity;
    purchase.unitPriceAmount = cycleUnitPrice.amount;
    purchase.currency = order.currency;
    purchase.terms = terms;
    purchase.engineId = order.engineId;
    purchase.engineReference = line.engineReference ?? null;
    purchase.discount = line.discount ?? null;
    purchase.startedAt = now;
    purchase.timeZone = timeZone;
    // The first fact counts whenever it happened: an engine may have begun before we knew of the sale.
    purchase.stateAsOf = new Date(0);
    if (trial === undefined) purchase.beginCycles(now);
    else purchase.beginTrial(trial, now);
    return purchase;
  }

  /** Price of one unit for a full cycle. */
  get unitPrice(): Money {
    return money(this.unitPriceAmount, this.currency);
  }

  /** What a full cycle costs: quantity × unit price. */
  get price(): Money {
    return times(this.unitPrice, this.quantity);
  }

  /** Which of its billings the next one is, counted from the sale. */
  get occurrence(): number {
    return this.billings + 1;
  }

  get live(): boolean {
    return liveStatuses.includes(this.status);
  }

  /**
   * Takes a fact that happened outside: it is never refused, only marked where the table did not allow it. Facts come in
   * any order and count by their own time: one that is older than others is folded in before them.
   */
  apply(fact: PurchaseFact, at: Date, nextBillAt?: Date): FactOutcome {
    const before = this.status;
    const { unexpected, history } = foldFact(this, this.facts, { fact, at, nextBillAt }, (one) =>
      this.take(one),
    );
    this.facts = history;
    return { unexpected, before, after: this.status };
  }

  /** The dates at which it is billed. */
  get series(): BillingSeries {
    return { from: this.dueFrom, months: this.dueMonths, days: this.dueDays };
  }

  /** When its next cycle falls due, or would if it were still billed. */
  get dueAt(): Date {
    return billingDate(this.series, this.timeZone);
  }

  /** Whether a billed cycle is the one that its sale has paid already, and whose parcel is its order's. */
  isOfSale(cycle: number): boolean {
    return this.trial === null && this.run === 1 && cycle <= 1;
  }

  /** Whether the cycle that is billed next completes its trial. */
  get endsTrial(): boolean {
    const open = this.trialCompletedAt === null && !this.trialSkipped;
    return this.trial !== null && open && this.run === 1 && this.cycle === 0;
  }

  /** A day of the customer's calendar, as activities tell it. */
  day(moment: Date): string {
    return dayOf(moment, this.timeZone);
  }

  /** Its dates are counted from this one. */
  billNextAt(moment: Date): void {
    this.billBySeries(seriesFrom(moment));
  }

  /** It is billed next at the date at which a series stands. */
  billBySeries({ from, months, days }: BillingSeries): void {
    this.dueFrom = from;
    this.dueMonths = months;
    this.dueDays = days;
    this.nextBillAt = this.dueAt;
  }

  /**
   * Takes a billed cycle, whoever billed it. Of one that we bill, the terms say when the next is due and whether the
   * trial or all cycles are over; an engine tells that itself.
   */
  takeBilledCycle({ type, cycle, at, nextBillAt }: BilledCycle): FactOutcome & { completedTrial: boolean } {
    if (this.engineId !== null) {
      return { ...this.apply({ type, cycle }, at, nextBillAt), completedTrial: false };
    }
    const before = this.status;
    const completedTrial = this.endsTrial;
    if (completedTrial) this.trialCompletedAt = at;
    this.cycle = cycle;
    this.billings += 1;
    this.attempts = this.recycleTries = 0;
    if (before !== 'active') this.become('active', at);
    this.billBySeries(nextInSeries(this.series, this.terms, this.timeZone, at));
    if (this.terms.finalCycle !== undefined && cycle >= this.terms.finalCycle) this.become('complete', at);
    return { unexpected: false, before, after: this.status, completedTrial };
  }

  /** @throws DomainError `billing.purchase_not_live` */
  expectStatus(...allowed: readonly PurchaseStatus[]): void {
    if (!allowed.includes(this.status)) this.refuse();
  }

  /** Makes sure that something of it is still going to be billed. @throws DomainError `billing.purchase_not_live` */
  expectLive(): void {
    this.expectStatus(...liveStatuses);
  }

  /** Goes on to another state. @throws DomainError `billing.purchase_not_live` where the table does not allow it */
  become(next: PurchaseStatus, now: Date): void {
    if (!purchaseTransitions[this.status].includes(next)) this.refuse();
    this.enter(next, now);
  }

  /** Begins its trial, or begins it anew. */
  beginTrial(trial: TrialTerms, now: Date): void {
    this.status = 'trial';
    this.trial = trial;
    this.trialStartedAt ??= now;
    this.trialEndsAt = daysAfter(now, trial.days, this.timeZone);
    this.billNextAt(this.trialEndsAt);
  }

  @BeforeCreate()
  @BeforeUpdate()
  plan(): void {
    this.workAt = workTime(this);
  }

  /** The sale pays the first cycle. */
  private beginCycles(now: Date): void {
    this.cycle = 1;
    this.billBySeries(cycleOn(seriesFrom(now), this.terms));
    const last = this.terms.finalCycle === 1;
    this.status = last ? 'complete' : 'active';
    if (last) this.nextBillAt = null;
  }

  private enter(next: PurchaseStatus, at: Date): void {
    this.status = next;
    this.stateAsOf = at;
    if (next !== 'paused') this.pausedAt = this.pauseEndsAt = this.pauseMonths = null;
    if (next !== 'recycle_billing') this.retryAt = null;
    if (this.live) return;
    this.nextBillAt = null;
    this.scheduledPause = this.scheduledCancellation = this.scheduledDowngrade = null;
  }

  private refuse(): never {
    throw new DomainError('billing.purchase_not_live', { detail: `The purchase is ${this.status}.` });
  }

  private expects(fact: PurchaseFact): boolean {
    if (fact.type === 'trial.completed' && this.trial === null) return false;
    return factRules[fact.type].from.includes(this.status);
  }

  /** Takes the next fact in time. @returns whether the table did not allow it */
  private take({ fact, at, nextBillAt }: TimedFact): boolean {
    // What happened before people, or we, last changed the state does not turn it back.
    const late = at < this.stateAsOf;
    const unexpected = !late && !this.expects(fact);
    if ('cycle' in fact && billedTypes.includes(fact.type)) this.cycle = Math.max(this.cycle, fact.cycle);
    if (fact.type === 'trial.completed') this.trialCompletedAt ??= at;
    if (unexpected) this.unexpectedFacts += 1;
    else if (!late) this.follow(fact, at, nextBillAt);
    return unexpected;
  }

  private follow(fact: PurchaseFact, at: Date, nextBillAt: Date | undefined): void {
    const rule = factRules[fact.type] as { to: (fact: PurchaseFact, now: PurchaseStatus) => PurchaseStatus };
    this.enter(rule.to(fact, this.status), at);
    if (fact.type === 'consent.received' || fact.type === 'consent.denied') {
      this.consent = fact.type === 'consent.received' ? 'received' : 'denied';
      this.consentRequestId = null;
    }
    if (fact.type === 'purchase.renewed' && fact.finalCycle !== undefined) {
      this.terms = { ...this.terms, finalCycle: fact.finalCycle };
    }
    if (fact.type === 'purchase.updated') {
      this.quantity = fact.quantity ?? this.quantity;
      this.unitPriceAmount = fact.unitPrice?.amount ?? this.unitPriceAmount;
    }
    if (!this.live) return;
    if (nextBillAt !== undefined) this.billNextAt(nextBillAt);
    else if (this.nextBillAt === null) this.nextBillAt = this.dueAt;
    else if (billedTypes.includes(fact.type)) this.billBySeries(cycleOn(seriesFrom(at), this.terms));
  }
}

/** Facts by which a cycle was paid. */
const billedTypes: readonly PurchaseFact['type'][] = ['rebill.succeeded', 'recycle.saved'];
