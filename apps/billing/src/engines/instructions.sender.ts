import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bus, ensureStream, pause, ServiceLogger } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
import { BillingConfig } from '../billing.config';

const EVERY_MS = 500;
const AT_ONCE = 50;

interface Instruction {
  id: string;
  subject: string;
  payload: object;
}

/** Publishes what engines are to be told, in the order it was decided; what was not acknowledged is sent again. */
@Injectable()
export class InstructionsSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stop = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly work: UnitOfWork,
    private readonly bus: Bus,
    private readonly config: BillingConfig,
    private readonly logger: ServiceLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      let sent = 0;
      try {
        if (this.bus.up) sent = await this.work.transaction((em) => this.sendSome(em));
      } catch (error) {
        this.logger.warn('instructions to engines could not be sent; trying again', error);
      }
      if (sent < AT_ONCE) await pause(EVERY_MS, this.stop.signal);
    }
  }

  private async sendSome(em: Parameters<Parameters<UnitOfWork['transaction']>[0]>[0]): Promise<number> {
    const unsent = await rows<Instruction>(
      em,
      `select id, subject, payload from engine_instruction where sent_at is null
       order by created_at, id limit ? for update skip locked`,
      [AT_ONCE],
    );
    if (unsent.length === 0) return 0;
    await ensureStream(
      await this.bus.connection.jetstreamManager({ checkAPI: false }),
      'OUT',
      this.config.natsReplicas,
    );
    const stream = this.bus.connection.jetstream();
    for (const { id, subject, payload } of unsent) {
      await stream.publish(subject, JSON.stringify(payload), { msgID: id });
      await rows(em, 'update engine_instruction set sent_at = now() where id = ?', [id]);
    }
    return unsent.length;
  }
}
