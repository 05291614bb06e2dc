import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { BackgroundWork, Clock, PooledLoop, ServiceLogger } from '@daybook/messaging';
import { UnitOfWork, type Statement } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';
import { PaymentsService } from './payments.service';

const EVERY_MS = 500;

/** Takes payments that are open until a lease ends. */
const CLAIM: Statement = {
  name: 'claim-payments',
  text: `update payment_transaction set next_try_at = $1
    where id in (
      select id from payment_transaction where next_try_at <= $2
      order by next_try_at limit $3 for update skip locked
    ) returning id`,
};

/**
 * Brings every begun transaction to its end: those whose process died, those whose answer never came, and captures,
 * which are begun without anybody waiting. Several replicas share the work.
 */
@Injectable()
export class PaymentsRecovery extends BackgroundWork {
  protected readonly loop: PooledLoop<string>;

  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
    config: BillingConfig,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new PooledLoop(
      'looking after open payments',
      EVERY_MS,
      {
        what: 'settling a payment',
        most: config.billedAtOnce,
        claim: (most) => this.claim(most),
        work: (id) => this.recover(id),
        named: (transactionId) => ({ transactionId }),
      },
      logger,
      { watches: ['payment_transaction'] },
    );
  }

  /** Takes some that are due: until its new time nobody else looks at them. */
  private async claim(most: number): Promise<string[]> {
    const lease = [this.payments.recoveryTime(), this.clock.now(), most];
    return (await this.work.alone<{ id: string }>(CLAIM, lease)).map(({ id }) => id);
  }

  private async recover(id: string): Promise<void> {
    try {
      await this.payments.carryOut(id, true);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'billing.payment_unknown') return;
      throw error;
    }
  }
}
