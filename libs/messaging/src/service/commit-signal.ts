import { newId } from '@daybook/contracts';
import { isQuiet } from '../core/work-loop';
import type { Loops } from '../core/loops';
import type { Commit } from '@daybook/persistence';
import type { Bus } from '../nats/bus';

/** Milliseconds between two words to the other replicas: what is committed meanwhile is announced in one. */
const TOGETHER_MS = 20;

/** What one replica tells the others. */
interface Announcement {
  readonly replica: string;
  /** Whether events were recorded. */
  readonly events: boolean;
  /** The tables that were written. */
  readonly tables: string[];
}

/**
 * Lets a service's loops know, in this replica and in the others, which tables were written, so that they need not look
 * for it. A word that is lost is no harm: they look by themselves, rarely.
 */
export class CommitSignal {
  private readonly replica = newId();
  private readonly subject: string;
  private announcedAt = -Infinity;
  private announcing: NodeJS.Timeout | undefined;
  private events = false;
  private readonly tables = new Set<string>();

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
        const { replica, events, tables } = message.json<Announcement>();
        if (replica === this.replica) return;
        if (events) this.onEvents();
        this.loops.nudge(new Set(tables));
      },
    });
  }

  /** A transaction was committed. */
  committed({ events, tables }: Commit): void {
    if (events === 0 && (tables.size === 0 || isQuiet())) return;
    if (events > 0) this.onEvents();
    this.loops.nudge(tables);
    this.events ||= events > 0;
    for (const table of tables) this.tables.add(table);
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
    const said: Announcement = { replica: this.replica, events: this.events, tables: [...this.tables] };
    this.events = false;
    this.tables.clear();
    if (this.bus.up) this.bus.connection.publish(this.subject, JSON.stringify(said));
  }
}
