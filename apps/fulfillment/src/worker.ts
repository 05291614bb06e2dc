import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { eachAlone, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from './fulfillment.config';
import { SendingsService } from './sendings/sendings.service';
import { giveUpParked, parkedTooLong } from './webhooks/webhook-application';

const MOST_AT_ONCE = 8;
const GIVE_UP_EVERY_MS = 30_000;
const GIVE_UP_AT_ONCE = 100;

/** Does what is due, for ever: sends to houses, gives up webhooks of which no fulfillment became known. Safe in many replicas. */
@Injectable()
export class Worker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly underWay = new Set<Promise<void>>();
  private readonly sending: WorkLoop;
  private readonly givingUp: WorkLoop;

  constructor(
    private readonly sendings: SendingsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    config: FulfillmentConfig,
    private readonly logger: ServiceLogger,
  ) {
    this.sending = new WorkLoop('sending to houses', config.workEveryMs, () => this.send(), logger);
    this.givingUp = new WorkLoop('giving up parked webhooks', GIVE_UP_EVERY_MS, () => this.giveUp(), logger);
  }

  onApplicationBootstrap(): void {
    this.sending.start();
    this.givingUp.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.sending.stop(), this.givingUp.stop()]);
    await Promise.all(this.underWay);
  }

  private async send(): Promise<void> {
    const free = MOST_AT_ONCE - this.underWay.size;
    if (free === 0) return;
    for (const claimed of await this.sendings.claim(free)) {
      const attempt: Promise<void> = this.sendings
        .attempt(claimed, this.sending.signal)
        // Not written down: the lease runs out, and it is tried again under the same webhook-id.
        .catch((error: unknown) =>
          this.logger.error('a sending could not be tried', { sendingId: claimed.id, err: error }),
        )
        .finally(() => this.underWay.delete(attempt));
      this.underWay.add(attempt);
    }
  }

  /** Each by itself: one that cannot even be rejected keeps no other one waiting. */
  private async giveUp(): Promise<boolean> {
    const now = this.clock.now();
    const late = await this.work.read((em) => parkedTooLong(em, now, GIVE_UP_AT_ONCE));
    await eachAlone(late, (id) => this.work.transaction((em) => giveUpParked(em, id, now)));
    return late.length === GIVE_UP_AT_ONCE;
  }
}
