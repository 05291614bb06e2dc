import { Injectable } from '@nestjs/common';
import { DomainError } from '@daybook/contracts';
import { BackgroundWork, Clock, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
import { PaymentsService } from './payments.service';

const EVERY_MS = 500;
const AT_ONCE = 5;

/**
 * Brings every begun transaction to its end: those whose process died, those whose answer never came, and captures,
 * which are begun without anybody waiting. Several replicas share the work.
 */
@Injectable()
export class PaymentsRecovery extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly payments: PaymentsService,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('looking after open payments', EVERY_MS, () => this.look(), logger);
  }

  private async look(): Promise<boolean> {
    const due = await this.claim();
    await Promise.all(due.map((id) => this.recover(id)));
    return due.length === AT_ONCE;
  }

  /** Takes some that are due: until its new time nobody else looks at them. */
  private claim(): Promise<string[]> {
    return this.work.transaction(async (em) => {
      const due = await rows<{ id: string }>(
        em,
        `update payment_transaction set next_try_at = $1
         where id in (
           select id from payment_transaction where next_try_at <= $2
           order by next_try_at limit $3 for update skip locked
         ) returning id`,
        [this.payments.recoveryTime(), this.clock.now(), AT_ONCE],
      );
      return due.map(({ id }) => id);
    });
  }

  private async recover(id: string): Promise<void> {
    try {
      await this.payments.carryOut(id, true);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'billing.payment_unknown') return;
      this.logger.error('a payment could not be settled; it is tried again', {
        transactionId: id,
        err: error as Error,
      });
    }
  }
}
