import type { JournalHead, ProducerName } from '@daybook/contracts';
import { rows, type UnitOfWork } from '@daybook/persistence';
import { contiguousEnd, gaps, parseRuns } from '../core/ranges';

/** What stays missing this long is swept for at once. */
const PATIENCE_MS = 2_000;

/** What a consumer's positions lack of the producers' journals. */
export class MissingEvents {
  /** Since when a producer's next event has been missing, and which that is. */
  private readonly stuck = new Map<ProducerName, { since: number; at: string }>();
  /** Per producer, the epochs' ends up to which nothing was missing when it was looked last. */
  private readonly complete = new Map<ProducerName, string>();

  constructor(
    private readonly consumer: string,
    private readonly work: UnitOfWork,
  ) {}

  /** Whether the same events have been missing for a while. */
  async stay(head: Pick<JournalHead, 'producer' | 'epochs'>): Promise<boolean> {
    const { producer } = head;
    const ends = JSON.stringify(head.epochs);
    if (this.complete.get(producer) === ends) return false;
    const missing = await this.of(head);
    if (missing.length === 0) {
      this.complete.set(producer, ends);
      this.stuck.delete(producer);
      return false;
    }
    const at = JSON.stringify(missing);
    const before = this.stuck.get(producer);
    const now = performance.now();
    const since = before?.at === at ? before.since : now;
    const lost = now - since >= PATIENCE_MS;
    this.stuck.set(producer, { since: lost ? now : since, at });
    return lost;
  }

  /** Per epoch in which something is missing, the sequence after which it is. */
  async of(head: Pick<JournalHead, 'producer' | 'epochs'>): Promise<{ epoch: number; after: number }[]> {
    const found = await this.work.read((em) =>
      rows<{ epoch: number; applied: string }>(
        em,
        'select epoch, applied::text applied from consumer_position where consumer = $1 and producer = $2',
        [this.consumer, head.producer],
      ),
    );
    return head.epochs.flatMap(({ epoch, sequence }) => {
      const runs = parseRuns(found.find((row) => row.epoch === epoch)?.applied ?? '{}');
      return gaps(runs, sequence).length === 0 ? [] : [{ epoch, after: contiguousEnd(runs) }];
    });
  }
}
