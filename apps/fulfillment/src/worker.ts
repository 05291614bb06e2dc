import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { eachAlone, ServiceLogger, WorkLoop, WorkPool } from '@daybook/messaging';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from './fulfillment.config';
import { HouseCircuits } from './houses/house-circuits';
import { Bundling } from './sendings/bundling';
import { SendingsService, type ClaimedSending } from './sendings/sendings.service';
import { giveUpParked, parkedAndDue } from './webhooks/webhook-application';

const LOOK_FOR_OVERDUE_EVERY_MS = 1_000;
const GIVE_UP_EVERY_MS = 30_000;
const GIVE_UP_AT_ONCE = 100;

/** Does what is due, for ever: sends to houses, gives up webhooks of which no fulfillment became known. Safe in many replicas. */
@Injectable()
export class Worker implements OnApplicationBootstrap, OnModuleDestroy {
  /** What is under way, by house: none waits for another one's. */
  private readonly pools = new Map<string, WorkPool<ClaimedSending>>();
  private readonly sending: WorkLoop;
  private readonly abandoning: WorkLoop;
  private readonly givingUp: WorkLoop;

  constructor(
    private readonly sendings: SendingsService,
    private readonly circuits: HouseCircuits,
    private readonly bundling: Bundling,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: FulfillmentConfig,
    private readonly logger: ServiceLogger,
  ) {
    this.sending = new WorkLoop('sending to houses', config.workEveryMs, () => this.send(), logger, {
      watches: ['sending', 'house', 'house_circuit', 'fulfillment'],
    });
    this.abandoning = new WorkLoop(
      'giving up orders of houses that are down',
      LOOK_FOR_OVERDUE_EVERY_MS,
      () => this.abandon(),
      logger,
      { watches: ['sending', 'house', 'house_circuit', 'fulfillment'] },
    );
    this.givingUp = new WorkLoop('giving up parked webhooks', GIVE_UP_EVERY_MS, () => this.giveUp(), logger, {
      watches: ['webhook_inbox'],
    });
  }

  onApplicationBootstrap(): void {
    this.sending.start();
    this.abandoning.start();
    this.givingUp.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.sending.stop(), this.abandoning.stop(), this.givingUp.stop()]);
    await Promise.all([...this.pools.values()].map((pool) => pool.ended()));
  }

  private async send(): Promise<void> {
    const due = await this.circuits.due();
    await eachAlone(due, async (house) => {
      const pool = this.poolOf(house.houseId);
      if (pool.room === 0) return;
      const now = this.clock.now();
      if (house.bundles) await this.bundling.join(house.houseId, now);
      for (const claimed of await this.sendings.claim(house, pool.room, now)) pool.begin(claimed);
    });
  }

  private poolOf(houseId: string): WorkPool<ClaimedSending> {
    const known = this.pools.get(houseId);
    if (known !== undefined) return known;
    // What fails is not written down: the lease runs out, and it is tried again under the same webhook-id.
    const pool = new WorkPool<ClaimedSending>(
      {
        what: 'sending to a house',
        most: this.config.houseParallel,
        work: (claimed) => this.sendings.attempt(claimed, this.sending.signal),
        named: ({ id: sendingId }) => ({ sendingId }),
        ended: () => this.sending.wake(),
      },
      this.logger,
    );
    this.pools.set(houseId, pool);
    return pool;
  }

  private async abandon(): Promise<boolean> {
    const overdue = await this.sendings.overdue(GIVE_UP_AT_ONCE);
    await eachAlone(overdue, (claimed) => this.sendings.giveUp(claimed));
    const more = await this.bundling.separate();
    return more || overdue.length === GIVE_UP_AT_ONCE;
  }

  /** Each by itself: one that cannot even be rejected keeps no other one waiting. */
  private async giveUp(): Promise<boolean> {
    const now = this.clock.now();
    const late = await this.work.read((em) => parkedAndDue(em, now, GIVE_UP_AT_ONCE));
    await eachAlone(late, (id) => this.work.transaction((em) => giveUpParked(em, id, now)));
    return late.length === GIVE_UP_AT_ONCE;
  }
}
