import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { BackgroundWork, Clock, eachAlone, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { RefundQueueEntry } from './refund-queue-entry.entity';
import { tryByItself } from './refund-tries';

const EVERY_MS = 1_000;
const AT_ONCE = 20;

/**
 * Begins the daily tries of the refunds in the queue. Only begun here: recovery carries them out, as it does what a
 * process left behind, so nothing waits for the processor and nothing is tried twice. Replicas share the work.
 */
@Injectable()
export class RefundQueueLoop extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('trying refunds again', EVERY_MS, () => this.look(), logger, {
      watches: ['refund_queue_entry'],
    });
  }

  private async look(): Promise<boolean> {
    const due = await this.work.read((em) =>
      em.find(
        RefundQueueEntry,
        { status: 'waiting', nextTryAt: { $lte: this.clock.now() } },
        { orderBy: { nextTryAt: 'asc' }, limit: AT_ONCE },
      ),
    );
    await eachAlone(due, (entry) => this.tryAgain(entry));
    return due.length === AT_ONCE;
  }

  /** The order first, as whoever settles a payment does; one that somebody is at is looked at later. */
  private tryAgain({ id, orderId }: RefundQueueEntry): Promise<void> {
    return this.work.transaction(async (em) => {
      const order = await em.findOne(
        Order,
        { id: orderId },
        { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
      );
      if (order !== null) await tryByItself(em, order, id, this.clock.now());
    });
  }
}
