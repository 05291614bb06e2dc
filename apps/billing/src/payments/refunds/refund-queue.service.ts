import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  mapPage,
  type Call,
  type ListRefundQueueInput,
  type Page,
  type RefundQueueEntryInput,
  type RefundQueueEntryView,
  type RemoveFromRefundQueueInput,
} from '@daybook/contracts';
import { Clock } from '@daybook/messaging';
import { newestPage, UnitOfWork } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { PaymentsService } from '../payments.service';
import { inScope, scopeCondition } from '../../catalog/campaign-scope';
import { initiatorOf } from '../initiator';
import { Transaction } from '../transaction.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';
import { refundQueueEntryView } from './refund-queue.views';
import { leaveQueue } from './refund-queue-outcome';
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
    const conditions = [
      { status: { $in: input.status ?? ['waiting', 'trying'] } },
      scopeCondition(call.actor, 'operations.view'),
    ];
    return this.work.read(async (em) => {
      const list = { entity: RefundQueueEntry, list: 'refund-queue', by: 'queuedAt' } as const;
      return mapPage(await newestPage(em, list, conditions, input), refundQueueEntryView);
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
      const order = await em.findOneOrFail(Order, { id: entry.orderId });
      leaveQueue(em, order, charge, entry, 'removed', { call });
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
