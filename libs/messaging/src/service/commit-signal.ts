import { newId } from '@daybook/contracts';
import { isQuiet } from '../core/work-loop';
import type { Loops } from '../core/loops';
import type { Bus } from '../nats/bus';

/** Milliseconds between two words to the other replicas: what is committed meanwhile is told in one. */
const TOGETHER_MS = 20;

/**
 * Tells a service's loops, in this replica and in the others, that something was committed, so that they need not look
 * for it. A word that is lost is no harm: they look by themselves, rarely.
 */
export class CommitSignal {
  private readonly replica = newId();
  private readonly subject: string;
  private toldAt = -Infinity;
  private telling: NodeJS.Timeout | undefined;

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
    if (this.telling !== undefined) return;
    const rest = this.toldAt + TOGETHER_MS - performance.now();
    if (rest <= 0) this.tell();
    else this.telling = setTimeout(() => this.tell(), rest);
  }

  close(): void {
    clearTimeout(this.telling);
  }

  private tell(): void {
    this.telling = undefined;
    this.toldAt = performance.now();
    if (this.bus.up) this.bus.connection.publish(this.subject, this.replica);
  }
}
