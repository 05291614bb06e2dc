import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, newId, SYSTEM } from '@daybook/contracts';
import { BackgroundWork, Clock, PooledLoop, ServiceLogger } from '@daybook/messaging';
import { rows, UnitOfWork, type Statement } from '@daybook/persistence';
import { BillingConfig } from '../../billing.config';
import { PaymentsService } from '../../payments/payments.service';
import { remindOfConsent, requestConsent } from '../consents/purchase-consent';
import { lockPurchase, type LockedPurchase } from '../locked-purchase';
import { withPurchaseListeners } from '../purchase-listeners';
import { dueStep, workTime, type PurchaseStep } from '../due-step';
import { cancelPurchase } from '../changes/cancellations';
import { beginPause, endPause } from '../changes/pauses';
import { replaceProduct } from '../changes/product-changes';
import { beginRebill } from '../rebills/begin-rebill';

const EVERY_MS = 500;
/** A purchase whose replica was killed is taken over by another one after so long. */
const LEASE_MS = 60_000;
/** What failed is tried again after so long. */
const AGAIN_MS = 5_000;

/** Takes purchases that are due until a lease ends. */
const CLAIM: Statement = {
  name: 'claim-purchases',
  text: `update purchase set work_at = $1
    where id in (
      select id from purchase where work_at <= $2 order by work_at limit $3 for update skip locked
    ) returning id`,
};

/**
 * Does what is due for purchases by itself: bills cycles and trials that end, tries declined ones again, begins and ends
 * pauses, cancels and downgrades as scheduled, asks for consent. Several replicas share the work.
 */
@Injectable()
export class PurchasesScheduler extends BackgroundWork {
  protected readonly loop: PooledLoop<string>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
    config: BillingConfig,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new PooledLoop(
      'billing what is due',
      EVERY_MS,
      {
        what: 'doing what was due for a purchase',
        most: config.billedAtOnce,
        claim: (most) => this.claim(most),
        work: (id) => this.serve(id),
        named: (purchaseId) => ({ purchaseId }),
      },
      logger,
      { watches: ['purchase'] },
    );
  }

  /** Takes some that are due: until its new time nobody else looks at them. */
  private async claim(most: number): Promise<string[]> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    return (await this.work.alone<{ id: string }>(CLAIM, [until, now, most])).map(({ id }) => id);
  }

  private async serve(id: string): Promise<void> {
    try {
      const paymentId = await this.work.transaction((em) => this.doWhatIsDue(em, id));
      if (paymentId === null) return;
      await this.payments.carryOut(paymentId, false);
    } catch (error) {
      // Its transaction is on the list of what is looked up.
      if (error instanceof DomainError && error.code === 'billing.payment_unknown') return;
      this.logger.error('what was due for a purchase could not be done; it is tried again', {
        purchaseId: id,
        err: error as Error,
      });
      await this.release(id);
    }
  }

  /** Ends the lease early, unless somebody has done something about the purchase meanwhile. */
  private async release(id: string): Promise<void> {
    const soon = new Date(this.clock.now().getTime() + AGAIN_MS);
    await this.work.transaction((em) =>
      rows(em, 'update purchase set work_at = $1 where id = $2 and work_at between $3 and $4', [
        soon,
        id,
        soon,
        new Date(this.clock.now().getTime() + LEASE_MS),
      ]),
    );
  }

  /** One thing after the other, as the purchase stands now: who claimed it late finds nothing left to do. */
  private async doWhatIsDue(em: EntityManager, id: string): Promise<string | null> {
    const locked = await lockPurchase(em, id, this.clock.now());
    if (locked === null) return null;
    const paymentId = await withPurchaseListeners(locked, () => this.takeSteps(locked));
    if (paymentId !== null) return paymentId;
    // Where nothing was left to do, nothing is written by itself.
    await em.flush();
    await rows(em, 'update purchase set work_at = $1 where id = $2', [workTime(locked.purchase), id]);
    return null;
  }

  private async takeSteps(locked: LockedPurchase): Promise<string | null> {
    const { purchase, now } = locked;
    for (let step = dueStep(purchase, now); step !== null; step = dueStep(purchase, now)) {
      const paymentId = await this.take(step, locked);
      if (paymentId !== null) return paymentId;
    }
    return null;
  }

  /** Takes a step; answers the payment that it has begun. */
  private async take(step: PurchaseStep, locked: LockedPurchase): Promise<string | null> {
    const { purchase } = locked;
    switch (step) {
      case 'cancel':
        await cancelPurchase(locked, purchase.cancelReason);
        return null;
      case 'pause':
        if (purchase.scheduledPause !== null) beginPause(locked, purchase.scheduledPause);
        return null;
      case 'end_pause':
        await endPause(locked);
        return null;
      case 'downgrade':
        if (purchase.scheduledDowngrade !== null) replaceProduct(locked, purchase.scheduledDowngrade);
        purchase.scheduledDowngrade = null;
        return null;
      case 'request_consent':
        await requestConsent(locked);
        return null;
      case 'remind_of_consent':
        remindOfConsent(locked);
        return null;
      case 'bill':
      case 'retry':
        return beginRebill(locked, { actor: SYSTEM, correlationId: newId() }, this.payments.recoveryTime());
    }
  }
}
