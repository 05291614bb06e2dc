import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, SYSTEM } from '@daybook/contracts';
import { BackgroundWork, Clock, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { UnitOfWork } from '@daybook/persistence';
import { Order } from '../../orders/order.entity';
import { settingsOf } from '../../settings/settings.entity';
import { Transaction } from '../transaction.entity';
import { recordCaptureFailed } from './capture-outcome';
import { beginCapture, captureUnderWay } from './begin-capture';

const EVERY_MS = 1_000;
const AT_ONCE = 20;

/**
 * Captures again what was declined, a day later each time, and tells of authorisations that have expired uncaptured.
 * Captures are only begun here: recovery carries them out. Replicas share the work.
 */
@Injectable()
export class CapturesLoop extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('looking after authorised payments', EVERY_MS, () => this.look(), logger);
  }

  private async look(): Promise<boolean> {
    const due = await this.work.read(async (em) => this.dueOf(em, await this.expiredBefore(em)));
    for (const { id } of due) await this.work.transaction((em) => this.lookAt(em, id));
    return due.length === AT_ONCE;
  }

  private dueOf(em: EntityManager, expiredBefore: Date): Promise<Transaction[]> {
    const open = { type: 'authorize', outcome: 'success', captured: false, voided: false } as const;
    const due = [{ captureAgainAt: { $lte: this.clock.now() } }, { createdAt: { $lte: expiredBefore } }];
    return em.find(
      Transaction,
      { ...open, expiredAt: null, $or: due },
      { orderBy: { createdAt: 'asc' }, limit: AT_ONCE },
    );
  }

  /** The order first, as whoever settles a payment does; one that somebody is at is looked at later. */
  private async lookAt(em: EntityManager, id: string): Promise<void> {
    const { orderId } = await em.findOneOrFail(Transaction, { id });
    const lock = { lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE } as const;
    const order = await em.findOne(Order, { id: orderId }, lock);
    if (order === null) return;
    const authorisation = await em.findOneOrFail(Transaction, { id }, { refresh: true });
    if (!authorisation.capturable || authorisation.expiredAt !== null) return;
    if (await captureUnderWay(em, authorisation)) return;
    const now = this.clock.now();
    if (authorisation.createdAt <= (await this.expiredBefore(em))) {
      authorisation.expiredAt = now;
      authorisation.captureAgainAt = null;
      recordCaptureFailed(em, order, authorisation, 'expired');
      return;
    }
    if (authorisation.captureAgainAt === null || authorisation.captureAgainAt > now) return;
    const initiator = { actor: SYSTEM, correlationId: newId() };
    await beginCapture(em, order, authorisation, { initiator, now, nextTryAt: now });
  }

  private async expiredBefore(em: EntityManager): Promise<Date> {
    const { authorisationDays } = await settingsOf(em);
    return new Date(this.clock.now().getTime() - authorisationDays * 86_400_000);
  }
}
