import { Injectable } from '@nestjs/common';
import { BackgroundWork, Clock, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork, type Statement } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';
import { OUR_PROCESSOR, ProcessorClient, ProcessorSilent } from './processor/processor-client';
import { Transaction } from './transaction.entity';

const LOOK_EVERY_MS = 2_000;
const AT_ONCE = 20;

/** Takes charges to be asked about, and says when they are to be asked about next. */
const CLAIM: Statement = {
  name: 'claim-settlements',
  text: `update payment_transaction
    set settlement_due_at = $1::timestamptz + greatest($2 * interval '1 ms', ($1::timestamptz - created_at) / 4)
    where id in (
      select id from payment_transaction
      where captured and not settled and not voided and type in ('sale', 'authorize') and processor = $3
        and engine_id is null
        and coalesce(settlement_due_at, created_at + $2 * interval '1 ms') <= $1
      limit $4 for update skip locked
    ) returning id`,
};

/**
 * Asks the processor which charges have settled: each one a few minutes after it was made, and the older it gets the
 * seldomer. Replicas share the work.
 */
@Injectable()
export class SettlementsLoop extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly processor: ProcessorClient,
    private readonly config: BillingConfig,
    private readonly clock: Clock,
    private readonly logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('asking for settlements', LOOK_EVERY_MS, () => this.look(), logger, {
      watches: ['payment_transaction'],
    });
  }

  private async look(): Promise<boolean> {
    const due = await this.claim();
    await Promise.all(due.map(({ id }) => this.askOf(id)));
    return due.length === AT_ONCE;
  }

  /** Takes some that are due: until its new time nobody else looks at them. */
  private claim(): Promise<{ id: string }[]> {
    const { settlementsEveryMs } = this.config;
    return this.work.alone(CLAIM, [this.clock.now(), settlementsEveryMs, OUR_PROCESSOR, AT_ONCE]);
  }

  private async askOf(id: string): Promise<void> {
    try {
      const charge = await this.work.read((em) => em.findOneOrFail(Transaction, { id }));
      if (charge.settled || !(await this.processor.settled(charge))) return;
      await this.work.transaction((em) =>
        rows(em, 'update payment_transaction set settled = true where id = $1', [id]),
      );
    } catch (error) {
      if (!(error instanceof ProcessorSilent)) throw error;
      this.logger.warn('the processor did not say whether a charge has settled', error);
    }
  }
}
