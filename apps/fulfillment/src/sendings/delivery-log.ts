import { Injectable } from '@nestjs/common';
import { BackgroundWork, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { Clock, rows, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';

const EVERY_MS = 600_000;
const AT_ONCE = 5_000;
const DAY_MS = 86_400_000;

/** Takes what is older than its days out of the log of deliveries. */
@Injectable()
export class DeliveryLog extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('clearing the delivery log', EVERY_MS, () => this.clear(), logger, {
      longestRestMs: EVERY_MS,
    });
  }

  private async clear(): Promise<boolean> {
    const before = new Date(this.clock.now().getTime() - this.config.deliveryLogDays * DAY_MS);
    const gone = await this.work.transaction((em) =>
      rows(
        em,
        `delete from delivery where id in (
           select id from delivery where attempted_at < $1 order by attempted_at limit $2 for update skip locked)
         returning id`,
        [before, AT_ONCE],
      ),
    );
    return gone.length === AT_ONCE;
  }
}
