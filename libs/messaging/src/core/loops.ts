import type { ServiceLogger } from './logger';

/** Milliseconds that a loop may fail in a row until it counts as standing still: a server that starts again is back sooner. */
const PATIENCE_MS = 5_000;

/** How one loop gets on. */
export class LoopProgress {
  private failingSince: number | null = null;

  constructor(readonly name: string) {}

  /** It did something, or found nothing to do. */
  advanced(): void {
    this.failingSince = null;
  }

  /** It could not do what it was at, and will try again. */
  failed(): void {
    this.failingSince ??= performance.now();
  }

  /** Milliseconds since it has done nothing but fail; zero where it gets on. */
  get failingFor(): number {
    return this.failingSince === null ? 0 : performance.now() - this.failingSince;
  }
}

/** The loops of one service. What they do is seen by nobody else, so whether they get on must be told. */
export class Loops {
  private readonly all = new Set<LoopProgress>();

  add(name: string): LoopProgress {
    const progress = new LoopProgress(name);
    this.all.add(progress);
    return progress;
  }

  /** It has ended. */
  remove(progress: LoopProgress): void {
    this.all.delete(progress);
  }

  each(): readonly LoopProgress[] {
    return [...this.all];
  }

  /** Names of those that stand still. */
  standingStill(): string[] {
    return this.each().flatMap(({ name, failingFor }) => (failingFor > PATIENCE_MS ? [name] : []));
  }
}

const ofServices = new WeakMap<ServiceLogger, Loops>();

/** The loops of the service that writes to this logger: several services may run in one process. */
export function loopsOf(logger: ServiceLogger): Loops {
  const loops = ofServices.get(logger) ?? new Loops();
  ofServices.set(logger, loops);
  return loops;
}
