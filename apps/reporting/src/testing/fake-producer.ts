import {
  sequenceOf,
  type DaybookEvent,
  type JournalHead,
  type JournalRead,
  type JournalSlice,
  type ProducerName,
} from '@daybook/contracts';
import { producerOf } from '@daybook/contracts';
import type { Bus } from '@daybook/messaging';

type Connection = Bus['connection'];

/** Plays a producing service on the bus: its journal, its announcements, and what it publishes. */
export class FakeProducer {
  private readonly journal: DaybookEvent[] = [];
  private readonly timer: NodeJS.Timeout;
  private muted = false;

  constructor(
    private readonly connection: Connection,
    private readonly producer: ProducerName,
  ) {
    connection.subscribe(`journal.read.${producer}`, {
      callback: (_error, message) => {
        if (!this.muted) message.respond(JSON.stringify(this.slice(message.json<JournalRead>())));
      },
    });
    this.timer = setInterval(() => this.announce(), 200);
  }

  /** Writes events into the journal; publishes those that `published` lets through. */
  async record(
    events: readonly DaybookEvent[],
    published: (event: DaybookEvent) => boolean = () => true,
  ): Promise<void> {
    const own = events.filter((event) => producerOf(event) === this.producer);
    this.journal.push(...own);
    const stream = this.connection.jetstream();
    for (const event of own.filter(published)) {
      await stream.publish(`events.${event.type}`, JSON.stringify(event), { msgID: event.id });
    }
  }

  /** Lets nobody read its journal for a while; it announces its head all the same. */
  mute(muted = true): void {
    this.muted = muted;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private announce(): void {
    if (!this.connection.isClosed())
      this.connection.publish(`heads.${this.producer}`, JSON.stringify(this.head()));
  }

  private slice({ epoch, after, limit }: JournalRead): JournalSlice {
    const events = this.journal
      .filter((event) => event.epoch === epoch && sequenceOf(event) > after)
      .slice(0, limit);
    return { events, head: this.head() };
  }

  private head(): JournalHead {
    const last = this.journal.at(-1);
    return {
      producer: this.producer,
      epochs: [{ epoch: 1, sequence: last === undefined ? 0 : sequenceOf(last) }],
      pending: 0,
      time: new Date().toISOString(),
    };
  }
}
