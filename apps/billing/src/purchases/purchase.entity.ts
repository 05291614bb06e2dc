import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DateTime } from 'luxon';
import {
  DomainError,
  money,
  times,
  type CycleTerms,
  type Money,
  type PurchaseStatus,
  type TrialTerms,
} from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import type { OrderLine } from '../orders/order.lines';
import { factRules, liveStatuses, purchaseTransitions, type PurchaseFact } from './purchase.facts';

/** What became of a fact from outside. */
export interface FactOutcome {
  /** The state's table did not allow it. */
  unexpected: boolean;
  before: PurchaseStatus;
  after: PurchaseStatus;
}

/** A purchase: one recurring line of an order. Its biller is us or one engine. */
@Entity({ tableName: 'purchase' })
export class Purchase {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  status: PurchaseStatus;

  @Property({ type: 'uuid' })
  orderId: string;

  @Property({ type: 'string' })
  orderNumber: string;

  @Property({ type: 'uuid' })
  customerId: string;

  @Property({ type: 'uuid' })
  campaignId: string;

  @Property({ type: 'uuid' })
  productId: string;

  @Property({ type: 'string' })
  productName: string;

  @Property({ type: 'uuid', nullable: true })
  optionId: string | null = null;

  @Property({ type: 'string', nullable: true })
  optionName: string | null = null;

  @Property({ type: 'uuid' })
  pricePointId: string;

  @Property({ type: 'integer' })
  quantity: number;

  @Property({ type: 'string', columnType: 'numeric(19,4)' })
  unitPriceAmount: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  currency: string;

  @Property({ type: 'json', columnType: 'jsonb', nullable: true })
  trial: TrialTerms | null = null;

  @Property({ type: 'json', columnType: 'jsonb' })
  terms: CycleTerms;

  /** The last full cycle billed. */
  @Property({ type: 'integer' })
  cycle: number = 0;

  /** Counts how often its cycles began anew: facts of an earlier run are other facts. */
  @Property({ type: 'integer' })
  run: number = 1;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialStartedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialEndsAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  trialCompletedAt: Date | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  nextBillAt: Date | null = null;

  @Property({ type: 'uuid', nullable: true })
  engineId: string | null = null;

  @Property({ type: 'string', nullable: true })
  engineReference: string | null = null;

  /** When what it is now became so: an older fact that comes late does not change its state. */
  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  stateAsOf: Date;

  @Property({ type: 'integer' })
  unexpectedFacts: number = 0;

  @Property({ type: 'string', nullable: true })
  cancelReason: string | null = null;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  startedAt: Date;

  /** The purchase that a recurring line makes; undefined for a line that is sold once. */
  static start(order: Order, line: OrderLine, now: Date): Purchase | undefined {
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
    purchase.optionId = line.optionId ?? null;
    purchase.optionName = line.optionName ?? null;
    purchase.pricePointId = line.pricePointId;
    purchase.quantity = line.quantity;
    purchase.unitPriceAmount = cycleUnitPrice.amount;
    purchase.currency = order.currency;
    purchase.terms = terms;
    purchase.engineId = order.engineId;
    purchase.engineReference = line.engineReference ?? null;
    purchase.startedAt = now;
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

  get live(): boolean {
    return liveStatuses.includes(this.status);
  }

  /** Takes a fact that happened outside: it is never refused, only marked where the table did not allow it. */
  tell(fact: PurchaseFact, at: Date, nextBillAt?: Date): FactOutcome {
    const before = this.status;
    const late = at < this.stateAsOf;
    // Facts come in any order: what happened before the present state does not turn it back.
    const unexpected = !late && !this.expects(fact);
    if ('cycle' in fact && billedTypes.includes(fact.type)) this.cycle = Math.max(this.cycle, fact.cycle);
    if (fact.type === 'trial.completed') this.trialCompletedAt ??= at;
    if (unexpected) this.unexpectedFacts += 1;
    else if (!late) this.follow(fact, at, nextBillAt);
    return { unexpected, before, after: this.status };
  }

  /** @throws DomainError `billing.purchase_not_live` */
  cancel(reason: string, now: Date): void {
    if (!purchaseTransitions[this.status].includes('cancelled')) {
      throw new DomainError('billing.purchase_not_live', { detail: `The purchase is ${this.status}.` });
    }
    this.status = 'cancelled';
    this.cancelReason = reason;
    this.nextBillAt = null;
    this.stateAsOf = now;
  }

  private beginTrial(trial: TrialTerms, now: Date): void {
    this.status = 'trial';
    this.trial = trial;
    this.trialStartedAt = now;
    this.trialEndsAt = DateTime.fromJSDate(now, { zone: 'utc' }).plus({ days: trial.days }).toJSDate();
    this.nextBillAt = this.trialEndsAt;
  }

  /** The sale pays the first cycle. */
  private beginCycles(now: Date): void {
    this.cycle = 1;
    const last = this.terms.finalCycle === 1;
    this.status = last ? 'complete' : 'active';
    this.nextBillAt = last ? null : this.afterOneCycle(now);
  }

  private expects(fact: PurchaseFact): boolean {
    if (fact.type === 'trial.completed' && this.trial === null) return false;
    return factRules[fact.type].from.includes(this.status);
  }

  private follow(fact: PurchaseFact, at: Date, nextBillAt: Date | undefined): void {
    const rule = factRules[fact.type] as { to: (fact: PurchaseFact, now: PurchaseStatus) => PurchaseStatus };
    this.status = rule.to(fact, this.status);
    this.stateAsOf = at;
    if (!this.live) this.nextBillAt = null;
    else if (nextBillAt !== undefined) this.nextBillAt = nextBillAt;
    else if (billedTypes.includes(fact.type)) this.nextBillAt = this.afterOneCycle(at);
  }

  private afterOneCycle(from: Date): Date {
    const { unit, count } = this.terms;
    const length = unit === 'month' ? { months: count } : { days: count };
    return DateTime.fromJSDate(from, { zone: 'utc' }).plus(length).toJSDate();
  }
}

/** Facts by which a cycle was paid. */
const billedTypes: readonly PurchaseFact['type'][] = ['rebill.succeeded', 'recycle.saved'];
