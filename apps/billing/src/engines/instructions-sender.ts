import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { headers as natsHeaders } from 'nats';
import { newId } from '@daybook/contracts';
import { BackgroundWork, Bus, CLOUD_EVENT, Clock, ServiceLogger, wire, WorkLoop } from '@daybook/messaging';
import { rows, UnitOfWork, type Statement } from '@daybook/persistence';
import { EngineConsumers, type StreamState } from './engine-consumers';

const EVERY_MS = 500;
const AT_ONCE = 50;
/** How often is looked whether the stream still has what was not acknowledged. */
const COMPARE_EVERY_MS = 2_000;

const UNSENT: Statement = {
  name: 'instructions-wait',
  text: 'select exists (select from engine_instruction where sent_at is null) waits',
};
/** Sent, not acknowledged as far as we know, and the stream would still have it. */
const OPEN = `sent_at is not null and acknowledged_at is null and created_at > $1::timestamptz - interval '7 days'`;

interface Instruction {
  id: string;
  subject: string;
  payload: object;
  /** It was in the stream before, and was lost with it. */
  again: boolean;
}

/**
 * Publishes what engines are to be told, in the order it was decided. What they have not acknowledged when the stream
 * loses it is sent again.
 */
@Injectable()
export class InstructionsSender extends BackgroundWork {
  protected readonly loop: WorkLoop;
  /** Milliseconds of the process's own time. */
  private compareAt = 0;
  /** How the stream stood when it was looked at last. */
  private compared: StreamState | null = null;

  constructor(
    private readonly work: UnitOfWork,
    private readonly bus: Bus,
    private readonly consumers: EngineConsumers,
    private readonly clock: Clock,
    logger: ServiceLogger,
  ) {
    super();
    this.loop = new WorkLoop('sending instructions to engines', EVERY_MS, () => this.look(), logger, {
      watches: ['engine_instruction', 'billing_engine'],
    });
    bus.onReconnect(() => (this.compareAt = 0));
  }

  private async look(): Promise<boolean> {
    if (!this.bus.up) return false;
    try {
      if (performance.now() >= this.compareAt) {
        await this.compare();
        this.compareAt = performance.now() + COMPARE_EVERY_MS;
      }
      const [{ waits } = { waits: false }] = await this.work.alone<{ waits: boolean }>(UNSENT, []);
      return waits && (await this.work.transaction((em) => this.sendSome(em))) === AT_ONCE;
    } catch (error) {
      this.consumers.forget();
      this.compareAt = 0;
      throw error;
    }
  }

  /** Notes what was acknowledged, and takes back as unsent what the stream does not have any more. */
  private async compare(): Promise<void> {
    const engines = await this.work.read((em) =>
      rows<{ name: string }>(em, 'select name from billing_engine'),
    );
    const stream = await this.consumers.ensure(engines.map(({ name }) => name));
    this.compared = stream;
    const now = this.clock.now();
    const waiting = await this.work.read((em) =>
      rows<{ engine: string }>(
        em,
        `select distinct split_part(subject, '.', 3) engine from engine_instruction where ${OPEN}`,
        [now],
      ),
    );
    for (const { engine } of waiting) {
      const acknowledged = await this.consumers.acknowledged(engine);
      await this.work.transaction((em) => this.note(em, engine, acknowledged, stream));
    }
    if (waiting.length === 0) return;
    await this.work.transaction((em) =>
      rows(
        em,
        `update engine_instruction set sent_at = null
         where ${OPEN} and (stream_made_at is distinct from $2 or stream_sequence < $3)`,
        [now, stream.madeAt, stream.first],
      ),
    );
  }

  private async note(
    em: EntityManager,
    engine: string,
    acknowledged: number,
    { madeAt, first }: StreamState,
  ): Promise<void> {
    await rows(
      em,
      // A consumer passes over what was purged: that was acknowledged by nobody.
      `update engine_instruction set acknowledged_at = $1
       where ${OPEN} and split_part(subject, '.', 3) = $2 and stream_made_at = $3
         and stream_sequence between $4 and $5`,
      [this.clock.now(), engine, madeAt, first, acknowledged],
    );
  }

  private async sendSome(em: EntityManager): Promise<number> {
    const unsent = await rows<Instruction>(
      em,
      `select id, subject, payload, stream_made_at is not null again from engine_instruction where sent_at is null
       order by created_at, id limit $1 for update skip locked`,
      [AT_ONCE],
    );
    if (unsent.length === 0) return 0;
    const { madeAt, first } = await this.consumers.ensure([]);
    if (madeAt !== this.compared?.madeAt || first !== this.compared.first) {
      // What it lost goes before what is new.
      this.compareAt = 0;
      return 0;
    }
    const stream = this.bus.connection.jetstream();
    const headers = natsHeaders();
    headers.set(wire.contentType, CLOUD_EVENT);
    for (const { id, subject, payload, again } of unsent) {
      // The stream would take one that it lost for one that comes twice.
      const { seq } = await stream.publish(subject, JSON.stringify(payload), {
        msgID: again ? newId() : id,
        headers,
      });
      await rows(
        em,
        'update engine_instruction set sent_at = $1, stream_made_at = $2, stream_sequence = $3 where id = $4',
        [this.clock.now(), madeAt, seq, id],
      );
    }
    return unsent.length;
  }
}
