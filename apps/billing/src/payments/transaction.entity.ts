import { Entity } from '@mikro-orm/core';
import Big from 'big.js';
import {
  DomainError,
  isZero,
  money,
  newId,
  type Money,
  type TransactionPurpose,
  type TransactionType,
} from '@daybook/contracts';
import type { Order } from '../orders/order.entity';
import { maskedCard } from './processor/card';
import type { ProcessorVerdict } from './processor/processor-verdict';
import type { Initiator } from './initiator';
import { TransactionColumns } from './transaction-columns';

/** The name under which money that came in beside the processor stands in transactions. */
export const OUTSIDE = 'outside';

/** A movement of money: ours through the processor, or one that an engine told of. */
@Entity({ tableName: 'payment_transaction' })
export class Transaction extends TransactionColumns {
  /** One of ours that the processor is going to be asked for. */
  static begin(
    type: TransactionType,
    order: Order,
    what: {
      amount: Money;
      initiator: Initiator;
      now: Date;
      nextTryAt: Date;
      parent?: Transaction;
      reason?: string;
      keepPurchases?: boolean;
      purpose?: TransactionPurpose;
      paymentMethodId?: string;
    },
  ): Transaction {
    const transaction = Transaction.of(type, order, what.amount, what.now);
    transaction.outcome = 'pending';
    transaction.initiator = what.initiator;
    transaction.nextTryAt = what.nextTryAt;
    transaction.reason = what.reason ?? null;
    transaction.keepPurchases = what.keepPurchases ?? false;
    transaction.purpose = what.purpose ?? what.parent?.purpose ?? 'order';
    transaction.paymentMethodId = what.paymentMethodId ?? null;
    if (what.parent !== undefined) {
      const { id, processorReference, cardBin, cardLast4, purchaseId } = what.parent;
      Object.assign(transaction, { parentId: id, processorReference, cardBin, cardLast4, purchaseId });
    }
    return transaction;
  }

  /** One of an order that nothing is known of yet. */
  static of(type: TransactionType, order: Order, amount: Money, now: Date): Transaction {
    const transaction = new Transaction();
    transaction.id = newId();
    transaction.type = type;
    transaction.orderId = order.id;
    transaction.orderNumber = order.orderNumber;
    transaction.customerId = order.customerId;
    transaction.campaignId = order.campaignId;
    transaction.amount = amount.amount;
    transaction.currency = amount.currency;
    transaction.occurredAt = now;
    transaction.createdAt = now;
    return transaction;
  }

  /** The idempotency key under which the processor knows it: one effect, however often it is sent. */
  get processorKey(): string {
    return `daybook-${this.id}`;
  }

  get price(): Money {
    return money(this.amount, this.currency);
  }

  get refundedPrice(): Money {
    return money(this.refunded, this.currency);
  }

  /** Whether it is a charge of ours that the processor can give back. */
  get refundable(): boolean {
    return this.isCharge && this.engineId === null && this.processor !== OUTSIDE;
  }

  /** What can be given back of it: neither given back yet nor with the customer's bank. */
  get left(): Money {
    const left = new Big(this.amount).minus(this.refunded).minus(this.chargedBack ?? 0);
    return money(left.lt(0) ? '0' : left, this.currency);
  }

  /** Whether it goes back by refunds: it has settled, or a part of it went back, so that it cannot be voided any more. */
  get byRefund(): boolean {
    return this.settled || this.left.amount !== this.price.amount;
  }

  /** Whether nothing of it is left: voided, refunded or charged back, refunds under way or queued included. */
  get returned(): boolean {
    return this.voided || isZero(this.left);
  }

  /** Its id, as events carry it, where nothing of it is left. */
  get returnedWhole(): { returnedChargeId?: string } {
    return this.isCharge && this.returned ? { returnedChargeId: this.id } : {};
  }

  /** Whether more would be given back than was taken, since the customer's bank took it back too. */
  get overReturned(): boolean {
    return new Big(this.refunded).plus(this.chargedBack ?? 0).gt(this.amount);
  }

  /** Whether it is an authorised payment that can still be captured. */
  get capturable(): boolean {
    return this.isCharge && this.type === 'authorize' && !this.captured && !this.voided;
  }

  /** Whether its outcome is still to come. */
  get open(): boolean {
    return this.outcome === 'pending' || this.outcome === 'unknown';
  }

  /** Masked card, as people may see it. */
  get card(): string {
    return maskedCard(this.cardLast4);
  }

  /** It was made by another way than the processor. */
  madeOutside(): void {
    this.outcome = 'success';
    this.processor = OUTSIDE;
    this.processorReference = null;
    this.nextTryAt = null;
  }

  /** Takes the processor's last word. */
  settle(verdict: ProcessorVerdict): void {
    this.outcome = verdict.succeeded
      ? 'success'
      : verdict.declineKind === 'soft'
        ? 'soft_decline'
        : 'hard_decline';
    this.responseCode = verdict.responseCode;
    this.processorReference = verdict.reference ?? this.processorReference;
    this.cardBin = verdict.bin ?? this.cardBin;
    this.cardLast4 = verdict.last4 ?? this.cardLast4;
    this.captured = verdict.succeeded && (this.type === 'sale' || this.type === 'capture');
    this.settled = verdict.settled ?? this.settled;
    this.nextTryAt = null;
  }

  /** What is in dispute; null where nothing is. */
  get chargedBackPrice(): Money | null {
    return this.chargedBack === null ? null : money(this.chargedBack, this.currency);
  }

  /** Whether it took money that can be given back or taken back. */
  get isCharge(): boolean {
    return (this.type === 'sale' || this.type === 'authorize') && this.outcome === 'success';
  }

  /**
   * Makes sure that it is a charge, not voided, and that the customer's bank has not taken back what is left of it.
   * @throws DomainError `billing.not_chargeable_back`, `billing.already_voided`, `billing.already_charged_back`
   */
  expectStanding(): void {
    if (!this.isCharge) throw new DomainError('billing.not_chargeable_back');
    if (this.voided) throw new DomainError('billing.already_voided');
    if (this.chargedBack !== null && isZero(this.left)) throw new DomainError('billing.already_charged_back');
  }

  /** Makes sure, too, that its money was taken and not only authorised. @throws DomainError `billing.not_captured` */
  expectTaken(): void {
    this.expectStanding();
    if (!this.captured) throw new DomainError('billing.not_captured');
  }

  /**
   * Makes sure that it can be voided, as a whole.
   * @throws DomainError `billing.already_settled`, `billing.already_charged_back`, `billing.partly_refunded`
   */
  expectVoidable(): void {
    if (this.settled) throw new DomainError('billing.already_settled');
    if (this.chargedBack !== null) throw new DomainError('billing.already_charged_back');
    if (!isZero(this.refundedPrice)) throw new DomainError('billing.partly_refunded');
  }

  /**
   * The customer's bank takes it back, or gives it back again (null).
   * @returns whether that was not to be expected
   */
  chargeBack(amount: Money | null, at: Date): { unexpected: boolean } {
    if (this.chargebackAsOf !== null && at < this.chargebackAsOf) return { unexpected: false };
    const unexpected =
      !this.isCharge || this.voided || !this.captured || (amount === null) === (this.chargedBack === null);
    this.chargedBack = amount?.amount ?? null;
    this.chargebackAsOf = at;
    return { unexpected };
  }

  /** Reserves a refund, so that all refunds together never exceed the charge. @throws DomainError `billing.refund_exceeds_charge` */
  reserveRefund(amount: Money): void {
    const after = new Big(this.refunded).plus(amount.amount);
    if (new Big(amount.amount).gt(this.left.amount) || isZero(amount)) {
      throw new DomainError('billing.refund_exceeds_charge', {
        detail: `At most ${this.left.amount} ${this.currency} can be refunded.`,
      });
    }
    this.refunded = after.toFixed();
  }

  /** The refund did not go through. */
  releaseRefund(amount: Money): void {
    this.refunded = new Big(this.refunded).minus(amount.amount).toFixed();
  }
}
