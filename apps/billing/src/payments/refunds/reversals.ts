import type { EntityManager } from '@mikro-orm/postgresql';
import Big from 'big.js';
import { DomainError, isZero, money, type Money } from '@daybook/contracts';
import type { Initiator } from '../initiator';
import { Transaction } from '../transaction.entity';
import type { Order } from '../../orders/order.entity';

/** What is given back of an order, and who wants it. */
export interface ReversalRequest {
  reason: string;
  initiator: Initiator;
  now: Date;
  /** When recovery looks at it. */
  nextTryAt: Date;
}

/** The charges of an order of which something can be given back, oldest first. */
export async function refundableChargesOf(em: EntityManager, order: Order): Promise<Transaction[]> {
  const all = await em.find(
    Transaction,
    {
      orderId: order.id,
      type: { $in: ['sale', 'authorize'] },
      outcome: 'success',
      purpose: { $in: ['order', 'rebill'] },
      // The customer's bank has that money already.
      chargedBack: null,
    },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
  return all.filter((charge) => charge.refundable && !charge.voided && !isZero(charge.left));
}

/**
 * Begins to give back what is left of an order's charges: by a void, and where the processor declines that by a refund;
 * by a refund at once where a charge has settled, or a part of it went back already. A refund that comes too early for
 * the processor waits in the refund queue.
 */
export async function beginReversals(
  em: EntityManager,
  order: Order,
  giving: ReversalRequest,
): Promise<Transaction[]> {
  const charges = await refundableChargesOf(em, order);
  return charges.map((charge) => {
    charge.settled ||= !isZero(charge.refundedPrice);
    return beginReversal(em, order, charge, charge.left, giving);
  });
}

/** Begins to give back an amount of one charge. @throws DomainError `billing.not_settled` for a part of an unsettled one */
export function beginReversal(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  amount: Money,
  { reason, initiator, now, nextTryAt }: ReversalRequest,
): Transaction {
  const whole = charge.price.amount === amount.amount;
  if (!charge.settled && !whole) throw new DomainError('billing.not_settled');
  charge.reserveRefund(amount);
  const given = Transaction.begin(charge.settled ? 'refund' : 'void', order, {
    amount,
    initiator,
    now,
    nextTryAt,
    parent: charge,
    reason,
  });
  given.thenRefund = given.type === 'void' && charge.captured;
  em.persist(given);
  return given;
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

/** The refund that follows a void which the processor declined. */
export function refundInstead(
  em: EntityManager,
  order: Order,
  charge: Transaction,
  voided: Transaction,
  now: Date,
): void {
  charge.settled = true;
  const refund = beginReversal(em, order, charge, voided.price, {
    reason: voided.reason ?? '',
    initiator: voided.initiator,
    now,
    nextTryAt: now,
  });
  refund.insteadOf = voided.id;
}
