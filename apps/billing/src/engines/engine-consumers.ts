import { Injectable } from '@nestjs/common';
import { AckPolicy, DeliverPolicy, nanos, type JetStreamManager } from 'nats';
import { Bus, ensureStream } from '@daybook/messaging';
import { BillingConfig } from '../billing.config';

/** How the stream stands: one that is made again is another. */
export interface StreamState {
  readonly madeAt: string;
  /** The first message that it still has. */
  readonly first: number;
}

/** Until then an engine must have acknowledged, or it gets the instruction again. */
const ACKNOWLEDGE_WITHIN_MS = 30_000;

/**
 * Keeps for each engine a durable consumer of its name in the stream `OUT`, with its own subjects only. Engines may
 * read from theirs and make none: what they are told waits there while they are away.
 */
@Injectable()
export class EngineConsumers {
  /** Engines whose consumer is there, as far as we know. */
  private readonly known = new Set<string>();

  constructor(
    private readonly bus: Bus,
    private readonly config: BillingConfig,
  ) {
    // A server that comes back may have lost its streams.
    bus.onReconnect(() => this.forget());
  }

  /** Looks again at what is there, the next time. */
  forget(): void {
    this.known.clear();
  }

  /** Makes what is missing, and tells how the stream stands. */
  async ensure(engines: readonly string[]): Promise<StreamState> {
    const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
    if (await ensureStream(manager, 'OUT', this.config.natsReplicas)) this.forget();
    const { created, state } = await manager.streams.info('OUT');
    // Somebody took a consumer away: which one is found by making all.
    if (state.consumer_count < this.known.size) this.forget();
    for (const name of engines) {
      if (this.known.has(name)) continue;
      await this.make(manager, name);
      this.known.add(name);
    }
    return { madeAt: String(created), first: state.first_seq };
  }

  /** Up to where in the stream an engine has acknowledged what it was told. */
  async acknowledged(engine: string): Promise<number> {
    const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
    const { ack_floor } = await manager.consumers.info('OUT', engine);
    return ack_floor.stream_seq;
  }

  private async make(manager: JetStreamManager, engine: string): Promise<void> {
    // The same configuration again is no change: it need not be looked for first.
    await manager.consumers.add('OUT', {
      durable_name: engine,
      description: `What the engine ${engine} is told`,
      filter_subject: `out.billing.${engine}.>`,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACKNOWLEDGE_WITHIN_MS),
      deliver_policy: DeliverPolicy.All,
      // One after the other: what was decided later is never heard before.
      max_ack_pending: 1,
      max_deliver: -1,
      num_replicas: this.config.natsReplicas,
    });
  }
}
