import type { JournalRead, JournalSlice, ProducerName } from '@daybook/contracts';
import { Backoff, pause, type Bus } from '@daybook/messaging';

/** Events asked for at once: what a journal gives at most. */
const SLICE = 500;
const PATIENCE_MS = 5_000;

/** The services' journals, as they are read over the bus. */
export class JournalReader {
  constructor(
    private readonly connection: Bus['connection'],
    private readonly signal: AbortSignal,
    /** Told whose journal does not answer, each time that it does not. */
    private readonly waiting: (producer: ProducerName, error: unknown) => Promise<void>,
  ) {}

  /** A slice of one epoch after a sequence, with the head; waits for a service that is down. @throws Error when the signal says to stop */
  async read(producer: ProducerName, epoch: number, after: number, limit = SLICE): Promise<JournalSlice> {
    const backoff = new Backoff();
    const asked: JournalRead = { epoch, after, limit };
    for (;;) {
      this.signal.throwIfAborted();
      try {
        const reply = await this.connection.request(`journal.read.${producer}`, JSON.stringify(asked), {
          timeout: PATIENCE_MS,
        });
        return reply.json<JournalSlice>();
      } catch (error) {
        await this.waiting(producer, error);
        await pause(backoff.next(), this.signal);
      }
    }
  }
}
