import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { Child, type Command } from './child';
import { endLeftOver } from './processes';

/** A part of the system that is to run as long as the system does. */
export interface Part {
  readonly name: string;
  readonly command: Command;
  /** File in which the running process's id is remembered. */
  readonly pidFile: string;
  /** Is it at work? Asked again and again until it says so. */
  isReady(): Promise<boolean>;
  /** What must happen before each start. */
  before?(): Promise<void>;
}

const SHORTEST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;
/** Having run so long, the next start is not held back. Milliseconds. */
const STABLE_AFTER = 10_000;
/** Having been started so often without getting ready, it is waited for no longer. */
const HOPELESS_AFTER = 6;
/** Milliseconds between two looks whether it is ready. */
const LOOK_EVERY = 100;

/**
 * Keeps one part running: whatever ends it, it is started again after a short pause (100 ms, twice as
 * long each time, at most 5 s, until it has run for 10 s).
 */
export class Supervised {
  private child: Child | undefined;
  private wanted = false;
  private round: Promise<void> = Promise.resolve();
  private wake = new AbortController();
  private startCount = 0;

  constructor(
    private readonly part: Part,
    /** Hears about each unexpected end. */
    private readonly onEnd: (sentence: string) => void = () => undefined,
  ) {}

  get name(): string {
    return this.part.name;
  }

  /** Process id of the running process; undefined between two. */
  get pid(): number | undefined {
    return this.child?.running === true ? this.child.pid : undefined;
  }

  /** How often it was started. */
  get starts(): number {
    return this.startCount;
  }

  /** Starts it and keeps it running from now on. */
  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.wake = new AbortController();
    this.round = this.round.then(() => this.keepRunning());
  }

  /** Sends a signal to the running process; supervision goes on, so it is started again when it ends. */
  kill(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Stops it, by force after `patience` milliseconds, and leaves it stopped. */
  async stop(patience: number): Promise<void> {
    this.wanted = false;
    this.wake.abort();
    await this.child?.stop(patience);
    await this.round;
  }

  /**
   * Resolves when it is at work.
   *
   * @throws after `timeout` milliseconds, or when it keeps ending; tells the end of its log
   */
  async untilReady(timeout: number): Promise<void> {
    const deadline = Date.now() + timeout;
    const startsBefore = this.startCount;
    while (!(this.pid !== undefined && (await this.part.isReady()))) {
      if (!this.wanted) throw new Error(`${this.name} was stopped`);
      const hopeless = this.startCount - startsBefore > HOPELESS_AFTER;
      if (hopeless || Date.now() > deadline) {
        const { logFile } = this.part.command;
        const fault = hopeless ? 'ends again and again' : `was not ready within ${timeout / 1_000} s`;
        throw new Error(`${this.name} ${fault}; see ${logFile}:\n${endOf(logFile)}`);
      }
      await delay(LOOK_EVERY);
    }
  }

  private async keepRunning(): Promise<void> {
    let pause = SHORTEST_PAUSE;
    while (this.wanted) {
      const started = Date.now();
      const end = await this.runOnce();
      if (!this.wanted) return;
      if (Date.now() - started > STABLE_AFTER) pause = SHORTEST_PAUSE;
      this.onEnd(`${this.name} ended (${end}); it is started again in ${pause} ms`);
      await delay(pause, undefined, { signal: this.wake.signal }).catch(() => undefined); // stopped meanwhile
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  private async runOnce(): Promise<string> {
    try {
      await this.endLeftOver();
      await this.part.before?.();
      if (!this.wanted) return 'stopped';
      this.child = Child.start(this.part.command);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    this.startCount++;
    writeFileSync(this.part.pidFile, String(this.child.pid));
    const { code, signal } = await this.child.ended;
    rmSync(this.part.pidFile, { force: true });
    return signal ?? `code ${code}`;
  }

  /** A process of an earlier run whose supervisor was killed may still be there. */
  private async endLeftOver(): Promise<void> {
    if (!existsSync(this.part.pidFile)) return;
    const pid = Number.parseInt(readFileSync(this.part.pidFile, 'utf8'), 10);
    const { mark, stopSignal } = this.part.command;
    if (Number.isInteger(pid)) await endLeftOver(pid, mark, stopSignal);
    rmSync(this.part.pidFile, { force: true });
  }
}

function endOf(file: string): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n')
    : '(empty)';
}
