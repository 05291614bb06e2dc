import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Backoff, pause, ServiceLogger } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from './fulfillment.config';
import { SendingsService } from './sendings/sendings.service';
import { giveUpParked } from './webhooks/webhook.applying';

const MOST_AT_ONCE = 8;
const GIVE_UP_EVERY_MS = 30_000;

/** Does what is due, for ever: sends to houses, gives up webhooks of which no fulfillment became known. Safe in many replicas. */
@Injectable()
export class Worker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stop = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private loops: Promise<void>[] = [];

  constructor(
    private readonly sendings: SendingsService,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    private readonly logger: ServiceLogger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.loops.length > 0) return;
    this.loops = [
      this.forEver('sending to houses', this.config.workEveryMs, () => this.send()),
      this.forEver('giving up parked webhooks', GIVE_UP_EVERY_MS, () => this.giveUp()),
    ];
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.loops);
    await Promise.all(this.underWay);
  }

  private async send(): Promise<void> {
    const free = MOST_AT_ONCE - this.underWay.size;
    if (free === 0) return;
    for (const claimed of await this.sendings.claim(free)) {
      const attempt: Promise<void> = this.sendings
        .attempt(claimed, this.stop.signal)
        // Not written down: the lease runs out, and it is tried again under the same webhook-id.
        .catch((error: unknown) =>
          this.logger.error('a sending could not be tried', { sendingId: claimed.id, err: error }),
        )
        .finally(() => this.underWay.delete(attempt));
      this.underWay.add(attempt);
    }
  }

  private async giveUp(): Promise<void> {
    while ((await this.work.transaction((em) => giveUpParked(em, this.clock.now()))) > 0);
  }

  private async forEver(what: string, everyMs: number, task: () => Promise<void>): Promise<void> {
    const backoff = new Backoff();
    while (!this.stop.signal.aborted) {
      try {
        await task();
        backoff.reset();
        await pause(everyMs, this.stop.signal);
      } catch (error) {
        this.logger.warn(`${what} failed; it goes on`, error);
        await pause(Math.max(everyMs, backoff.next()), this.stop.signal);
      }
    }
  }
}
