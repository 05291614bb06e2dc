import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
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
  /** It ends by itself when its standard input closes, so needs no guard. */
  readonly watchesStdin?: boolean;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A running process of ours. It has a process group of its own (a Ctrl-C in the terminal reaches only
 * its parent, who then stops all in the right order) and it ends when we are gone, even by kill -9:
 * either it watches its standard input, or a guard beside it does.
 */
export class Child {
  readonly ended: Promise<Ending>;
  private ending: Ending | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly stopSignal: NodeJS.Signals,
    guard: ChildProcess | undefined,
  ) {
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
    const log = openSync(command.logFile, 'a');
    try {
      const started = spawn(command.file, command.args, {
        cwd: '/',
        env: command.env,
        detached: true,
        stdio: [command.watchesStdin ? 'pipe' : 'ignore', log, log],
        ...(command.user ? { uid: command.user.uid, gid: command.user.gid } : {}),
      });
      started.stdin?.on('error', () => undefined); // it ended first: `ended` tells
      const guard =
        command.watchesStdin || started.pid === undefined
          ? undefined
          : guardOf(started.pid, command.stopSignal);
      return new Child(started, command.stopSignal, guard);
    } finally {
      closeSync(log);
    }
  }

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
    this.process.stdin?.end();
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

/** A shell that waits until our end of its standard input closes and then stops the process. */
function guardOf(pid: number, signal: NodeJS.Signals): ChildProcess {
  const script = `read -r _; kill -${signal.replace('SIG', '')} ${pid}`;
  const guard = spawn('/bin/sh', ['-c', script], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin?.on('error', () => undefined); // the guard was killed
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return guard;
}
