import { Inject, Injectable } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import { producers, type JournalHead, type ProducerName } from '@daybook/contracts';
import { Clock, UnitOfWork } from '@daybook/persistence';
import { DeadLetters } from '../consumers/dead-letters';
import type { EventConsumer } from '../consumers/event-consumer';
import { EventReader } from '../consumers/event-reader';
import { ServiceConfig } from '../core/config';
import { ServiceLogger } from '../core/logger';
import { loopsOf } from '../core/loops';
import { Metrics } from '../core/metrics';
import { Heads } from '../journal/heads';
import { JournalRelay } from '../journal/journal-relay';
import { JournalServer } from '../journal/journal-server';
import { Bus } from '../nats/bus';
import { CommitSignal } from './commit-signal';
import { CONSUMERS, SERVICE, type ServiceIdentity } from './service-identity';
import { observeService } from './service-metrics';

/** What `/health/ready` says: ready when every part is. */
export interface Readiness {
  service: string;
  ready: boolean;
  parts: Record<string, boolean>;
  /** What the service does by itself and cannot do for a while already. */
  standingStill: string[];
  /** What it cannot do for a while already because somebody outside is not there. */
  hindered?: string[];
}

/** The parts of a service that run by themselves: relay, journal server, consumers, heads; their start, health and end. */
@Injectable()
export class ServiceLifecycle {
  private relay: JournalRelay | null = null;
  private journalServer: JournalServer | null = null;
  private reader: EventReader | null = null;
  private ready = false;
  private unwatch: () => void = () => undefined;

  constructor(
    @Inject(SERVICE) private readonly facts: ServiceIdentity,
    @Inject(CONSUMERS) private readonly consumers: EventConsumer[],
    private readonly config: ServiceConfig,
    private readonly bus: Bus,
    private readonly orm: MikroORM,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly heads: Heads,
    private readonly deadLetters: DeadLetters,
    private readonly metrics: Metrics,
    private readonly logger: ServiceLogger,
  ) {}

  /** Starts what runs by itself. Called once the service answers requests. */
  start(): void {
    const { name } = this.facts;
    if (this.facts.journal && isProducer(name)) {
      const relay = new JournalRelay(
        name,
        this.config.databaseUrl,
        this.bus,
        this.config.natsReplicas,
        this.metrics,
        this.logger,
      );
      relay.start();
      this.relay = relay;
      this.journalServer = new JournalServer(name, this.config.databaseUrl, this.bus, this.logger);
      this.journalServer.start();
    }
    this.watchCommits();
    if (this.consumers.length > 0) this.hearHeads();
    if (this.consumers.length > 0) {
      this.reader = new EventReader(this.consumers, {
        service: name,
        bus: this.bus,
        work: this.work,
        heads: this.heads,
        deadLetters: this.deadLetters,
        metrics: this.metrics,
        logger: this.logger,
        replicas: this.config.natsReplicas,
      });
      this.reader.start();
    }
    const { relay } = this;
    observeService(this.metrics, {
      orm: this.orm,
      bus: this.bus,
      heads: this.heads,
      consumers: this.consumers,
      loops: loopsOf(this.logger),
      relayActive: relay === null ? null : () => relay.active,
    });
    this.bus.connection.subscribe(`health.${name}`, {
      queue: name,
      callback: (_error, message) => {
        void this.readiness().then((readiness) => message.respond(JSON.stringify(readiness)));
      },
    });
    this.ready = true;
  }

  /** Asks the producers' journals for whatever is missing, now. */
  sweep(): void {
    this.reader?.sweepSoon();
  }

  async readiness(): Promise<Readiness> {
    const loops = loopsOf(this.logger);
    const standingStill = loops.standingStill();
    const hindered = loops.hindered();
    const parts = {
      started: this.ready,
      nats: this.bus.up,
      database: await this.databaseAnswers(),
      loops: standingStill.length === 0,
    };
    return {
      service: this.facts.name,
      ready: Object.values(parts).every(Boolean),
      parts,
      standingStill,
      ...(hindered.length === 0 ? {} : { hindered }),
    };
  }

  /** Lets the events at hand be applied and takes no more, while the database is still connected. */
  async stopReading(): Promise<void> {
    this.ready = false;
    await this.reader?.close();
  }

  /** Publishes what was recorded last, and ends. */
  async close(): Promise<void> {
    this.unwatch();
    await this.relay?.close();
    await this.journalServer?.close();
  }

  /** Whatever rests looks soon after each commit, in every replica, and at once where the clock is turned. */
  private watchCommits(): void {
    const loops = loopsOf(this.logger);
    const signal = new CommitSignal(this.facts.name, this.bus, loops, () => this.relay?.wake());
    signal.start();
    this.work.onCommitted((commit) => signal.committed(commit));
    const unwatch = this.clock.onTurned(() => loops.wake());
    this.unwatch = () => {
      unwatch();
      signal.close();
    };
  }

  private hearHeads(): void {
    const wanted = new Set(this.consumers.flatMap((consumer) => [...consumer.producers]));
    for (const producer of wanted) {
      this.bus.connection.subscribe(`heads.${producer}`, {
        callback: (_error, message) => this.heads.hear(message.json<JournalHead>()),
      });
    }
  }

  /** Whether the database answers but has no tables any more: somebody threw it away while the service ran. */
  async databaseIsEmptied(): Promise<boolean> {
    try {
      return !(await this.hasTables());
    } catch {
      return false; // it does not answer: that goes away by itself
    }
  }

  private async hasTables(): Promise<boolean> {
    const [found] = await this.orm.em
      .fork()
      .getConnection()
      .execute<[{ there: boolean }]>(`select to_regclass('mikro_orm_migrations') is not null there`);
    return found.there;
  }

  private async databaseAnswers(): Promise<boolean> {
    try {
      return await this.hasTables();
    } catch (error) {
      this.logger.debug('the database does not answer', error);
      return false;
    }
  }
}

function isProducer(name: string): name is ProducerName {
  return (producers as readonly string[]).includes(name);
}
