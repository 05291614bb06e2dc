import type { EntityManager } from '@mikro-orm/postgresql';
import Big from 'big.js';
import { compare, DomainError, isZero, money, type Money } from '@daybook/contracts';
import type { Initiator } from '../initiator';
import { refundableChargesOf } from '../refundable-charges';
import { Transaction } from '../transaction.entity';
import type { Order } from '../../orders/order.entity';
import { expectWithinLimit } from './refund-limit';
import { waitingRefunds } from './refund-queue-outcome';

/** What is given back of an order, and who wants it. */
export interface ReversalRequest {
  reason: string | null;
  /** The order's purchases go on being billed where nothing is left to give back. */
  keepPurchases?: boolean;
  initiator: Initiator;
  now: Date;
  /** When recovery looks at it. */
  nextTryAt: Date;
}

/**
 * Begins to give back what is left of an order's charges: by a void, and where the processor declines that by a refund;
 * by a refund at once where a charge has settled, or a part of it went back already. A refund that comes too early for
 * the processor waits in the refund queue.
 * @throws DomainError `billing.refund_limit_exceeded`
 */
export async function beginReversals(
  em: EntityManager,
  order: Order,
  giving: ReversalRequest,
): Promise<Transaction[]> {
  const begun: Transaction[] = [];
  for (const charge of await refundableChargesOf(em, [order.id])) {
    begun.push(await beginReversal(em, order, charge, charge.left, giving));
  }
  return begun;
}

/**
 * Begins to give back an amount of one charge: by a void that a refund follows where the processor declines it, or by
 * a refund where it has settled.
 * @throws DomainError `billing.not_settled` for a part of an unsettled one; `billing.refund_limit_exceeded`
 */
export async function beginReversal(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  amount: Money,
  giving: ReversalRequest,
): Promise<Transaction> {
  const type = charge.byRefund ? 'refund' : 'void';
  if (type === 'void' && charge.price.amount !== amount.amount) throw new DomainError('billing.not_settled');
  const given = await reverse(em, order, charge, { type, amount }, giving);
  given.thenRefund = given.type === 'void' && charge.captured;
  return given;
}

/**
 * The one way in which money goes back by somebody's will: reserved on its charge and counted against their limit.
 * @throws DomainError `billing.refund_exceeds_charge`, `billing.refund_limit_exceeded`
 */
export async function reverse(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  what: { type: 'void' | 'refund'; amount: Money },
  giving: ReversalRequest,
): Promise<Transaction> {
  await reserve(em, charge, what.amount);
  await expectWithinLimit(em, what.amount, giving.initiator.actor, giving.now);
  const given = reversalOf(order, charge, what, giving);
  em.persist(given);
  // The next one of the same act counts this one.
  await em.flush();
  return given;
}

/** @throws DomainError `billing.refund_exceeds_charge`, which says what waits in the refund queue */
async function reserve(em: EntityManager, charge: Transaction, amount: Money): Promise<void> {
  const waiting = await waitingRefunds(em, [charge.id]);
  if (waiting !== null && new Big(amount.amount).gt(charge.left.amount)) {
    throw new DomainError('billing.refund_exceeds_charge', {
      detail: `At most ${charge.left.amount} ${charge.currency} can be refunded: ${waiting.amount} ${waiting.currency} wait in the refund queue.`,
    });
  }
  charge.reserveRefund(amount);
}

/** Shares out what is to be given back: oldest charge first. @throws DomainError `billing.refund_exceeds_charge` */
export function sharesOf(
  charges: readonly Transaction[],
  amount: Money | undefined,
): { charge: Transaction; amount: Money }[] {
  if (amount === undefined) return charges.map((charge) => ({ charge, amount: charge.left }));
  let wanted = new Big(amount.amount);
  const shares = charges.flatMap((charge) => {
    const share = wanted.lt(charge.left.amount) ? wanted : new Big(charge.left.amount);
    wanted = wanted.minus(share);
    return share.eq(0) ? [] : [{ charge, amount: money(share, charge.currency) }];
  });
  if (wanted.gt(0) || shares.length === 0) {
    const most = money(new Big(amount.amount).minus(wanted), amount.currency);
    throw new DomainError('billing.refund_exceeds_charge', {
      detail: `At most ${most.amount} ${most.currency} can be given back.`,
    });
  }
  return shares;
}

/**
 * The refund that follows a void which the processor declined; it was counted with that void. Where the customer's bank
 * took money back meanwhile it is of what is left, and where nothing is there is none.
 */
export function refundInstead(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  voided: Transaction,
  now: Date,
): void {
  charge.settled = true;
  const amount = compare(charge.left, voided.price) < 0 ? charge.left : voided.price;
  if (isZero(amount)) return;
  charge.reserveRefund(amount);
  const { reason, keepPurchases, initiator } = voided;
  const giving = { reason, keepPurchases, initiator, now, nextTryAt: now };
  const refund = reversalOf(order, charge, { type: 'refund', amount }, giving);
  refund.insteadOf = voided.id;
  em.persist(refund);
}

/** A void or a refund of a charge, to be asked for. */
export function reversalOf(
  order: Order,
  charge: Transaction,
  { type, amount }: { type: 'void' | 'refund'; amount: Money },
  { reason, keepPurchases, initiator, now, nextTryAt }: ReversalRequest,
): Transaction {
  return Transaction.begin(type, order, {
    amount,
    initiator,
    now,
    nextTryAt,
    parent: charge,
    keepPurchases,
    ...(reason === null ? {} : { reason }),
  });
}
