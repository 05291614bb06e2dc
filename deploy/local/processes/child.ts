import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { OsUser } from './os-user';

/** How to start one process. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly user?: OsUser | undefined;
  /** File that gets its standard output and error, appended. */
  readonly logFile: string;
  /** Signal that asks it to stop in good order. */
  readonly stopSignal: NodeJS.Signals;
  /** What only this process has in its command line: by it a left-over of an earlier run is known. */
  readonly mark: string;
  /** Gets each line of its output, beside the log file. */
  readonly onLine?: ((line: string) => void) | undefined;
}

/** Bytes from which on a log is put aside at the next start. */
const LONGEST_LOG = 20_000_000;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A running process of ours. It has a process group of its own (a Ctrl-C in the terminal reaches only
 * its parent, who then stops all in the right order), and a guard beside it stops it when its parent is
 * gone, even by kill -9.
 */
export class Child {
  readonly ended: Promise<Ending>;
  private ending: Ending | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly stopSignal: NodeJS.Signals,
  ) {
    const guard = process.pid === undefined ? undefined : guardOf(process.pid, stopSignal);
    this.ended = new Promise((resolve) => {
      const finish = (ending: Ending) => {
        this.ending = ending;
        guard?.kill('SIGKILL');
        resolve(ending);
      };
      process.once('exit', (code, signal) => finish({ code, signal }));
      process.once('error', () => finish({ code: -1, signal: null }));
    });
  }

  static start(command: Command): Child {
    putLongLogAside(command.logFile);
    const log = openSync(command.logFile, 'a', 0o600);
    const output = command.onLine === undefined ? log : 'pipe';
    try {
      const started = spawn(command.file, command.args, {
        cwd: '/',
        env: command.env,
        detached: true,
        stdio: ['ignore', output, output],
        ...(command.user ? { uid: command.user.uid, gid: command.user.gid } : {}),
      });
      for (const stream of [started.stdout, started.stderr]) {
        if (stream === null) continue;
        createInterface({ input: stream }).on('line', (line) => {
          appendFileSync(command.logFile, `${line}\n`);
          command.onLine?.(line);
        });
      }
      return new Child(started, command.stopSignal);
    } finally {
      closeSync(log);
    }
  }

  /** The process id; -1 when it could not be started at all. */
  get pid(): number {
    return this.process.pid ?? -1;
  }

  get running(): boolean {
    return this.ending === undefined;
  }

  /** Sends a signal to it; nothing happens when it has ended. */
  kill(signal: NodeJS.Signals): void {
    if (this.running) this.process.kill(signal);
  }

  /** Asks it to stop and kills it when it has not after `patience` milliseconds. */
  async stop(patience: number): Promise<Ending> {
    this.kill(this.stopSignal);
    const stopped = new AbortController();
    const killed = delay(patience, undefined, { signal: stopped.signal }).then(
      () => this.kill('SIGKILL'),
      () => undefined, // it stopped in time
    );
    const ending = await this.ended;
    stopped.abort();
    await killed;
    return ending;
  }
}

/** Keeps one older log beside the current one. */
function putLongLogAside(file: string): void {
  if (existsSync(file) && statSync(file).size > LONGEST_LOG) renameSync(file, `${file}.1`);
}

/** A shell that waits until our end of its standard input closes and then stops the process. */
function guardOf(pid: number, signal: NodeJS.Signals): ChildProcess {
  const script = [
    'read -r _',
    `kill -${signal.replace('SIG', '')} ${pid} || exit 0`,
    `for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 0.2; kill -0 ${pid} || exit 0; done`,
    `kill -KILL ${pid}`,
  ].join('; ');
  const guard = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', () => undefined); // without a shell there is no guard: the next start ends left-overs
  guard.stdin.on('error', () => undefined); // the guard was killed
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();
  return guard;
}
