import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BackgroundWork, Bus, Clock, ServiceLogger, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork } from '@daybook/persistence';
import { EngineConsumers } from './engine-consumers';

const EVERY_MS = 500;
const AT_ONCE = 50;

interface Instruction {
  id: string;
  subject: string;
  payload: object;
}

/** Publishes what engines are to be told, in the order it was decided; what was not acknowledged is sent again. */
@Injectable()
export class InstructionsSender extends BackgroundWork {
  protected readonly loop: WorkLoop;

  constructor(
    private readonly work: UnitOfWork,
    private readonly bus: Bus,
    private readonly consumers: EngineConsumers,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('sending instructions to engines', EVERY_MS, () => this.look(), logger);
  }

  private async look(): Promise<boolean> {
    if (!this.bus.up) return false;
    try {
      const engines = await this.work.read((em) =>
        rows<{ name: string }>(em, 'select name from billing_engine'),
      );
      await this.consumers.ensure(engines.map(({ name }) => name));
      if (this.consumers.takeLoss()) await this.sendAgain();
      return (await this.work.transaction((em) => this.sendSome(em))) === AT_ONCE;
    } catch (error) {
      this.consumers.forget();
      throw error;
    }
  }

  /** The stream was lost with the server: who had not read it yet shall still hear it. */
  private async sendAgain(): Promise<void> {
    await this.work.transaction((em) =>
      rows(
        em,
        `update engine_instruction set sent_at = null where created_at > $1::timestamptz - interval '7 days'`,
        [this.clock.now()],
      ),
    );
  }

  private async sendSome(em: EntityManager): Promise<number> {
    const unsent = await rows<Instruction>(
      em,
      `select id, subject, payload from engine_instruction where sent_at is null
       order by created_at, id limit $1 for update skip locked`,
      [AT_ONCE],
    );
    const stream = this.bus.connection.jetstream();
    for (const { id, subject, payload } of unsent) {
      await stream.publish(subject, JSON.stringify(payload), { msgID: id });
      await rows(em, 'update engine_instruction set sent_at = $1 where id = $2', [this.clock.now(), id]);
    }
    return unsent.length;
  }
}
