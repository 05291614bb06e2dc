import { newId } from '@daybook/contracts';
import { isQuiet } from '../core/work-loop';
import type { Loops } from '../core/loops';
import type { Bus } from '../nats/bus';

/** Milliseconds between two words to the other replicas: what is committed meanwhile is announced in one. */
const TOGETHER_MS = 20;

/**
 * Lets a service's loops know, in this replica and in the others, that something was committed, so that they need not look
 * for it. A word that is lost is no harm: they look by themselves, rarely.
 */
export class CommitSignal {
  private readonly replica = newId();
  private readonly subject: string;
  private announcedAt = -Infinity;
  private announcing: NodeJS.Timeout | undefined;

  /**
   * @param onEvents called where events were recorded, here or in another replica
   */
  constructor(
    service: string,
    private readonly bus: Bus,
    private readonly loops: Loops,
    private readonly onEvents: () => void,
  ) {
    this.subject = `journal.wake.${service}`;
  }

  start(): void {
    this.bus.connection.subscribe(this.subject, {
      callback: (_error, message) => {
        if (message.string() === this.replica) return;
        this.onEvents();
        this.loops.nudge();
      },
    });
  }

  /** A transaction was committed. */
  committed(events: number): void {
    if (events === 0 && isQuiet()) return;
    if (events > 0) this.onEvents();
    this.loops.nudge();
    if (this.announcing !== undefined) return;
    const rest = this.announcedAt + TOGETHER_MS - performance.now();
    if (rest <= 0) this.announce();
    else this.announcing = setTimeout(() => this.announce(), rest);
  }

  close(): void {
    clearTimeout(this.announcing);
  }

  private announce(): void {
    this.announcing = undefined;
    this.announcedAt = performance.now();
    if (this.bus.up) this.bus.connection.publish(this.subject, this.replica);
  }
}
