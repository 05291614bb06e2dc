import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  compare,
  DomainError,
  extentOf,
  type Call,
  type CancelPurchaseInput,
  type Money,
  type PurchaseView,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { refundableChargesOf } from '../../payments/refundable-charges';
import { beginReversal } from '../../payments/refunds/reversals';
import { Order } from '../../orders/order.entity';
import { ProcessorClient } from '../../payments/processor/processor-client';
import { initiatorOf } from '../../payments/initiator';
import { Transaction } from '../../payments/transaction.entity';
import type { LockedPurchase } from '../locked-purchase';
import { PurchaseCommands } from '../purchase-commands';
import { Purchase } from '../purchase.entity';
import { cancelOrSchedule } from './cancellations';

/** Cancels purchases: now, at their next date, or now with what was charged last given back. */
@Injectable()
export class CancellationsService {
  constructor(
    private readonly commands: PurchaseCommands,
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
  ) {}

  async cancel(input: CancelPurchaseInput, call: Call): Promise<PurchaseView> {
    if (input.refund !== true)
      return this.commands.run(input, call, (locked) => cancelOrSchedule(locked, input));
    expectMayRefund(input, call);
    const settled = await this.settledNow(input.id);
    return this.commands.run(input, call, async (locked) => {
      await cancelOrSchedule(locked, input);
      await this.refundLast(locked, call, input.reason, settled);
    });
  }

  /** The charge that would be given back, where the processor says that it has settled; asked before anything is locked. */
  private async settledNow(purchaseId: string): Promise<string | undefined> {
    const last = await this.work.read(async (em) => {
      const purchase = await em.findOne(Purchase, { id: purchaseId });
      if (purchase === null) return undefined;
      return lastChargeOf(em, await em.findOneOrFail(Order, { id: purchase.orderId }), purchase);
    });
    if (last === undefined) return undefined;
    return (await this.processor.settled(last.charge)) ? last.charge.id : undefined;
  }

  /** Begins to give it back, in the transaction that cancels: recovery carries it out, whatever becomes of this process. */
  private async refundLast(
    { em, order, purchase, now }: LockedPurchase,
    call: Call,
    reason: string,
    settled: string | undefined,
  ): Promise<void> {
    const last = await lastChargeOf(em, order, purchase);
    if (last === undefined) throw new DomainError('billing.not_chargeable_back');
    const { charge, amount } = last;
    const open = await em.count(Transaction, {
      parentId: charge.id,
      outcome: { $in: ['pending', 'unknown'] },
    });
    if (open > 0) {
      throw new DomainError('billing.payment_in_progress', { retryAfter: 3 });
    }
    charge.settled ||= charge.id === settled;
    const giving = { reason, initiator: initiatorOf(call), now, nextTryAt: now };
    await beginReversal(em, order, charge, amount, giving);
  }
}

/** What was charged last for a purchase, and how much of it is its own; undefined where nothing is left to give back. */
async function lastChargeOf(
  em: EntityManager,
  order: Order,
  purchase: Purchase,
): Promise<{ charge: Transaction; amount: Money } | undefined> {
  const charges = await refundableChargesOf(em, [order.id]);
  const rebill = charges.filter(({ purchaseId }) => purchaseId === purchase.id).at(-1);
  if (rebill !== undefined) return { charge: rebill, amount: rebill.left };
  // The last charge went back already, or an engine made it.
  if ((await em.count(Transaction, { purchaseId: purchase.id, type: 'sale', outcome: 'success' })) > 0) {
    return undefined;
  }
  const sale = charges.find(({ id }) => id === order.paymentId);
  const line = order.items.find(({ purchaseId }) => purchaseId === purchase.id);
  if (sale === undefined || line === undefined) return undefined;
  // All of an order of one line, its tax too; else what the line cost.
  const share = order.items.length === 1 || compare(line.price, sale.left) > 0 ? sale.left : line.price;
  return { charge: sale, amount: share };
}

/** @throws DomainError `request.forbidden`, `request.idempotency_required`, `request.malformed` */
function expectMayRefund({ when }: CancelPurchaseInput, { actor, idempotencyKey }: Call): void {
  if (extentOf(actor, 'transactions.refund') === 'no') throw new DomainError('request.forbidden');
  if (idempotencyKey === undefined) throw new DomainError('request.idempotency_required');
  if (when === 'next_date') {
    throw new DomainError('request.malformed', {
      errors: [{ field: 'refund', message: 'goes with a cancellation now' }],
    });
  }
}
