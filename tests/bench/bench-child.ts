import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from '../../deploy/local/folders';

/** A process of a bench; what it says comes as lines of JSON. */
export class Child {
  private readonly said: unknown[] = [];
  private readonly listeners: (() => void)[] = [];
  private ended = false;

  private constructor(
    private readonly child: ChildProcess,
    private readonly name: string,
  ) {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      if (line.startsWith('{')) this.said.push(JSON.parse(line));
      for (const listener of this.listeners.splice(0)) listener();
    });
    child.once('exit', () => {
      this.ended = true;
      for (const listener of this.listeners.splice(0)) listener();
    });
  }

  /** Starts a compiled program below `dist`. */
  static start(program: string, environment: Record<string, string>, ...args: string[]): Child {
    // For a profile of each process: BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=…".
    const own = process.env['BENCH_NODE_ARGS']?.split(' ') ?? [];
    const child = spawn(process.execPath, [...own, join(projectFolder(), 'dist', program), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
    });
    return new Child(child, program);
  }

  /** The next thing it says. @throws when it ends before */
  async next<T>(): Promise<T> {
    while (this.said.length === 0) {
      if (this.ended) throw new Error(`${this.name} ended`);
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
    return this.said.shift() as T;
  }

  /** Ends it and resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.ended) return;
    this.child.kill('SIGTERM');
    while (!this.ended) await new Promise<void>((resolve) => this.listeners.push(resolve));
  }
}

/** Says something to who started this process. */
export function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
