import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bus, ensureStream, ServiceLogger, WorkLoop } from '@daybook/messaging';
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
  private readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly bus: Bus,
    private readonly config: BillingConfig,
    logger: ServiceLogger,
  ) {
    this.loop = new WorkLoop('sending instructions to engines', EVERY_MS, () => this.look(), logger);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  private async look(): Promise<boolean> {
    if (!this.bus.up) return false;
    return (await this.work.transaction((em) => this.sendSome(em))) === AT_ONCE;
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
