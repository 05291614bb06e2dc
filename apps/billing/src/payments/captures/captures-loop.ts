import { Injectable } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, SYSTEM } from '@daybook/contracts';
import { BackgroundWork, Clock, eachAlone, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
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
    this.loop = new WorkLoop('looking after authorised payments', EVERY_MS, () => this.look(), logger, {
      watches: ['payment_transaction'],
    });
  }

  private async look(): Promise<boolean> {
    const due = await this.work.read(async (em) => this.dueOf(em, await this.expiredBefore(em)));
    await eachAlone(due, ({ id }) => this.work.transaction((em) => this.lookAt(em, id)));
    return due.length === AT_ONCE;
  }

  /** One that is being captured waits for what becomes of that, and keeps no other one waiting. */
  private dueOf(em: EntityManager, expiredBefore: Date): Promise<{ id: string }[]> {
    return rows<{ id: string }>(
      em,
      `select a.id from payment_transaction a
        where a.type = 'authorize' and a.outcome = 'success' and not a.captured and not a.voided
          and a.expired_at is null and (a.capture_again_at <= $1 or a.created_at <= $2)
          and not exists (select from payment_transaction c
                           where c.parent_id = a.id and c.outcome in ('pending', 'unknown'))
        order by a.created_at limit $3`,
      [this.clock.now(), expiredBefore, AT_ONCE],
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
