import { Injectable } from '@nestjs/common';
import { AckPolicy, DeliverPolicy, nanos, type JetStreamManager } from 'nats';
import { Bus, ensureStream } from '@daybook/messaging';
import { BillingConfig } from '../billing.config';

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
  private streamWasLost = false;

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

  /** Makes what is missing. */
  async ensure(engines: readonly string[]): Promise<void> {
    const missing = engines.filter((name) => !this.known.has(name));
    if (missing.length === 0) return;
    const manager = await this.bus.connection.jetstreamManager({ checkAPI: false });
    if (await ensureStream(manager, 'OUT', this.config.natsReplicas)) this.streamWasLost = true;
    for (const name of missing) {
      await this.make(manager, name);
      this.known.add(name);
    }
  }

  /** Whether the stream had to be made anew since this was asked last. */
  takeLoss(): boolean {
    const lost = this.streamWasLost;
    this.streamWasLost = false;
    return lost;
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
