import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeServerConfiguration, type NatsTrust } from '../../nats/trust';
import { Child, type Command } from '../processes/child';
import { natsServerBinary } from './nats-binary';
import { freePort } from '../processes/ports';
import { endLeftOver } from '../processes/processes';

/** What an embedded nats-server is started with. */
export interface NatsServerOptions {
  /** Folder of the installation; configuration and JetStream's store stand in `<home>/nats`. */
  readonly home: string;
  readonly logFile: string;
  /** Default: a free port. */
  readonly port?: number;
  /** Operator, accounts and users; without it the server lets everybody do everything. */
  readonly trust?: NatsTrust;
  /** Whether each message is flushed to disk before it is acknowledged. Default true. */
  readonly durable?: boolean;
}

/** A configured nats-server that can be started again and again on the same port. */
export interface PreparedNats {
  readonly command: Command;
  readonly port: number;
  readonly url: string;
  /** Folder of JetStream's streams. */
  readonly storeFolder: string;
  /** Ends a server that an earlier run left on the same store. Call before each start. */
  clear(): Promise<void>;
  /** Does the server answer now? */
  answers(): Promise<boolean>;
  /** Resolves when the server answers; fails when it has not in time. */
  ready(timeout?: number): Promise<void>;
}

/** A running embedded nats-server. */
export interface RunningNats extends PreparedNats {
  readonly child: Child;
  stop(): Promise<void>;
}

/** Writes the server's configuration and says how to start it. It listens on 127.0.0.1 only. */
export async function prepareNats(options: NatsServerOptions): Promise<PreparedNats> {
  const file = natsServerBinary();
  const folder = join(options.home, 'nats');
  const storeFolder = join(folder, 'store');
  mkdirSync(storeFolder, { recursive: true });
  const port = options.port ?? (await freePort());
  const configuration = writeServerConfiguration({
    folder,
    storeFolder,
    port,
    trust: options.trust,
    durable: options.durable !== false,
  });
  const pidFile = join(folder, 'nats-server.pid');
  return {
    command: {
      file,
      args: ['-c', configuration, '-P', pidFile],
      env: { PATH: process.env['PATH'] },
      logFile: options.logFile,
      stopSignal: 'SIGTERM',
      mark: configuration,
    },
    port,
    url: `nats://127.0.0.1:${port}`,
    storeFolder,
    clear: () => clearLeftOver(pidFile, configuration),
    answers: () => greets(port),
    ready: (timeout = 30_000) => untilGreets(port, timeout),
  };
}

/** Prepares and starts a nats-server of one's own, without supervision. */
export async function runNats(options: NatsServerOptions): Promise<RunningNats> {
  const attempts = options.port === undefined ? 3 : 1;
  for (let attempt = 1; ; attempt++) {
    const prepared = await prepareNats(options);
    await prepared.clear();
    const child = Child.start(prepared.command);
    const failed = child.ended.then(({ code }) => {
      const log = existsSync(options.logFile) ? readFileSync(options.logFile, 'utf8').slice(-2_000) : '';
      throw new Error(`nats-server ended at once (code ${code}): ${log}`);
    });
    try {
      await Promise.race([prepared.ready(), failed]);
      failed.catch(() => undefined); // from here on its end is the caller's to watch, by child.ended
      return { ...prepared, child, stop: async () => void (await child.stop(4_000)) };
    } catch (error) {
      await child.stop(1_000);
      if (attempt >= attempts) throw error;
    }
  }
}

async function clearLeftOver(pidFile: string, configuration: string): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  if (Number.isInteger(pid)) await endLeftOver(pid, configuration);
  rmSync(pidFile, { force: true });
}

/** A nats-server greets each connection with a line that begins with INFO. */
async function untilGreets(port: number, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await greets(port))) {
    if (Date.now() > deadline) throw new Error(`nats-server does not answer on port ${port}`);
    await delay(25);
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port, timeout: 1_000 });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (chunk) => finish(chunk.toString('utf8').startsWith('INFO')));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
    socket.once('close', () => resolve(false));
  });
}
