import { LockMode } from '@mikro-orm/core';
import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  type Call,
  type ListRefundQueueInput,
  type Page,
  type RefundQueueEntryInput,
  type RefundQueueEntryView,
  type RemoveFromRefundQueueInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { PaymentsService } from '../payments.service';
import { campaignScope, inScope } from '../../catalog/campaign-scope';
import { initiatorOf } from '../initiator';
import { Transaction } from '../transaction.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';
import { refundQueueEntryView } from './refund-queue.views';
import { beginRefundTry } from './refund-tries';

/** The refund queue as people look at it and work it by hand. */
@Injectable()
export class RefundQueueService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
  ) {}

  list(input: ListRefundQueueInput, call: Call): Promise<Page<RefundQueueEntryView>> {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const campaigns = campaignScope(call.actor, 'operations.view');
    const conditions: FilterQuery<RefundQueueEntry>[] = [
      { status: { $in: input.status ?? ['waiting', 'trying'] } },
      ...(campaigns === null ? [] : [{ campaignId: { $in: campaigns } }]),
    ];
    if (input.cursor !== undefined) {
      const [at, id] = decodeCursor('refund-queue', input.cursor);
      const before = new Date(String(at));
      conditions.push({
        $or: [{ queuedAt: { $lt: before } }, { queuedAt: before, id: { $lt: String(id) } }],
      });
    }
    return this.work.read(async (em) => {
      const found = await em.find(
        RefundQueueEntry,
        { $and: conditions },
        { orderBy: { queuedAt: 'desc', id: 'desc' }, limit: limit + 1 },
      );
      const items = found.slice(0, limit).map(refundQueueEntryView);
      const last = items.at(-1);
      if (found.length <= limit || last === undefined) return { items };
      return { items, nextCursor: encodeCursor('refund-queue', [last.queuedAt, last.id]) };
    });
  }

  read({ id }: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.work.read(async (em) =>
      refundQueueEntryView(found(await em.findOne(RefundQueueEntry, { id }), call)),
    );
  }

  retry(input: RefundQueueEntryInput, call: Call): Promise<RefundQueueEntryView> {
    return this.payments.complete(
      call,
      async (em) => {
        const entry = await this.locked(em, input.id, call);
        const recoveryTime = this.payments.recoveryTime();
        const refund = await beginRefundTry(em, entry, initiatorOf(call), this.clock.now(), recoveryTime);
        return { transactionIds: [refund.id] };
      },
      async (em) => refundQueueEntryView(await em.findOneOrFail(RefundQueueEntry, { id: input.id })),
    );
  }

  remove({ id, reason }: RemoveFromRefundQueueInput, call: Call): Promise<RefundQueueEntryView> {
    return this.work.command(call, async (em) => {
      const entry = await this.locked(em, id, call);
      entry.remove(call.actor.username, reason, this.clock.now());
      const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true };
      const charge = await em.findOneOrFail(Transaction, { id: entry.chargeId }, lock);
      charge.releaseRefund(entry.price);
      await em.flush();
      return refundQueueEntryView(entry);
    });
  }

  /** The order first, then the entry: in the sequence in which the outcome of a try locks them. */
  private async locked(em: EntityManager, id: string, call: Call): Promise<RefundQueueEntry> {
    const { orderId } = found(await em.findOne(RefundQueueEntry, { id }), call);
    await em.findOneOrFail(Order, { id: orderId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    return em.findOneOrFail(
      RefundQueueEntry,
      { id },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
  }
}

function found(entry: RefundQueueEntry | null, call: Call): RefundQueueEntry {
  if (entry === null || !inScope(call.actor, 'operations.view', entry.campaignId))
    throw new DomainError('billing.not_found');
  return entry;
}
