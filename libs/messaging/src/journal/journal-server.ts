import { Pool } from 'pg';
import type { JournalHead, JournalRead, ProducerName } from '@daybook/contracts';
import type { ServiceLogger } from '../core/logger';
import { loopsOf } from '../core/loops';
import { WorkLoop } from '../core/work-loop';
import type { Bus } from '../nats/bus';
import { readHead, readJournal, sliceOf } from './journal';

const MAX_READ = 500;
const ANNOUNCE_MS = 1_000;
/** Bytes of an answer, at most; a tenth less than a message where the server takes smaller ones. */
const MOST_BYTES = 900_000;
/** While nothing is recorded; well below the silence that readers take for a service that is away. */
const ANNOUNCE_QUIET_MS = 2_000;

/**
 * Lets others read a service's journal: answers `journal.read.<service>` and announces the head on `heads.<service>`:
 * every second, every two while nothing happens. Any replica may answer; a head is announced only when it could be read.
 */
export class JournalServer {
  private readonly pool: Pool;
  private readonly announcing: WorkLoop;

  constructor(
    private readonly service: ProducerName,
    databaseUrl: string,
    private readonly bus: Bus,
    private readonly logger: ServiceLogger,
  ) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: 2,
      application_name: `${service} journal`,
      connectionTimeoutMillis: 5_000,
    });
    this.pool.on('error', (error) => this.logger.debug('an idle connection was lost', error));
    this.announcing = new WorkLoop('announcing the head', ANNOUNCE_MS, () => this.announce(), logger, {
      longestRestMs: ANNOUNCE_QUIET_MS,
      watches: ['journal'],
    });
  }

  start(): void {
    this.bus.connection.subscribe(`journal.read.${this.service}`, {
      queue: this.service,
      callback: (_error, message) => void this.answer(message),
    });
    this.announcing.start();
  }

  async close(): Promise<void> {
    await this.announcing.stop();
    await this.pool.end();
  }

  private async answer(message: { data: Uint8Array; respond(data: string): boolean }): Promise<void> {
    try {
      const asked = JSON.parse(new TextDecoder().decode(message.data)) as JournalRead;
      const limit = Math.min(MAX_READ, Math.max(0, Number(asked.limit)));
      const head = await readHead(this.pool, this.service);
      const events = await readJournal(this.pool, Number(asked.epoch), Number(asked.after), limit);
      const most = Math.min(MOST_BYTES, 0.9 * (this.bus.connection.info?.max_payload ?? MOST_BYTES));
      message.respond(JSON.stringify(sliceOf(events, head, most)));
    } catch (error) {
      // No answer is an answer: the reader asks again.
      this.logger.warn('the journal could not be read for a consumer', error);
    }
  }

  private async announce(): Promise<void> {
    if (!this.bus.up) return;
    const head: JournalHead = {
      ...(await readHead(this.pool, this.service)),
      standingStill: loopsOf(this.logger).standingStill(),
    };
    this.bus.connection.publish(`heads.${this.service}`, JSON.stringify(head));
  }
}
