import type { ServiceLogger } from './logger';

/** Milliseconds that a loop may fail in a row until it counts as standing still: a server that starts again is back sooner. */
const PATIENCE_MS = 5_000;
/** Milliseconds that one run may last until it counts as one that never ends; longer ones tell of each step. */
const LONGEST_RUN_MS = 120_000;

/** What rests between two looks, and may be told that something happened. */
export interface Resting {
  /** There may be something to do where it depends on one of these tables. */
  nudge(tables: ReadonlySet<string>): void;
  /** There is something to do: no more rest. */
  wake(): void;
}

/** How one loop gets on. */
export class LoopProgress {
  private failingSince: number | null = null;
  private runningSince: number | null = null;

  constructor(
    readonly name: string,
    private readonly longestRunMs: number,
    /** Whether it depends on somebody outside: while they are not there, it is hindered, and the service goes on. */
    readonly ofOthers: boolean,
  ) {}

  /** It begins with something. */
  began(): void {
    this.runningSince = performance.now();
  }

  /** It is at nothing now. */
  rests(): void {
    this.runningSince = null;
  }

  /** It did something, or found nothing to do. */
  advanced(): void {
    this.failingSince = null;
    if (this.runningSince !== null) this.began();
  }

  /** It could not do what it was at, and will try again. */
  failed(): void {
    this.failingSince ??= performance.now();
  }

  /** Milliseconds since it has done nothing but fail; zero where it gets on. */
  get failingFor(): number {
    return this.failingSince === null ? 0 : performance.now() - this.failingSince;
  }

  /** Milliseconds since it began with what it is at, or got on with it; zero where it rests. */
  get runningFor(): number {
    return this.runningSince === null ? 0 : performance.now() - this.runningSince;
  }

  /** Whether it does nothing but fail, or is at something that does not end. */
  get standsStill(): boolean {
    return this.failingFor > PATIENCE_MS || this.runningFor > this.longestRunMs;
  }
}

/** The loops of one service. What they do is seen by nobody else, so whether they get on must be told. */
export class Loops {
  private readonly all = new Set<LoopProgress>();
  private readonly resting = new Set<Resting>();

  add(name: string, longestRunMs = LONGEST_RUN_MS, ofOthers = false): LoopProgress {
    const progress = new LoopProgress(name, longestRunMs, ofOthers);
    this.all.add(progress);
    return progress;
  }

  /** It has ended. */
  remove(progress: LoopProgress): void {
    this.all.delete(progress);
  }

  /** Has it nudged and woken from now on. @returns ends that */
  register(resting: Resting): () => void {
    this.resting.add(resting);
    return () => void this.resting.delete(resting);
  }

  /** These tables were written: whoever rests for long and depends on one of them looks soon. */
  nudge(tables: ReadonlySet<string>): void {
    for (const each of this.resting) each.nudge(tables);
  }

  /** The clock was turned: what is due has changed, so each looks at once. */
  wake(): void {
    for (const each of this.resting) each.wake();
  }

  each(): readonly LoopProgress[] {
    return [...this.all];
  }

  /** Names of those that stand still. */
  standingStill(): string[] {
    return this.each().flatMap(({ name, standsStill, ofOthers }) => (standsStill && !ofOthers ? [name] : []));
  }

  /** Names of those that stand still because of somebody outside. */
  hindered(): string[] {
    return this.each().flatMap(({ name, standsStill, ofOthers }) => (standsStill && ofOthers ? [name] : []));
  }
}

const ofServices = new WeakMap<ServiceLogger, Loops>();

/** The loops of the service that writes to this logger: several services may run in one process. */
export function loopsOf(logger: ServiceLogger): Loops {
  const loops = ofServices.get(logger) ?? new Loops();
  ofServices.set(logger, loops);
  return loops;
}
