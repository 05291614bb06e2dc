import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { Child, type Command } from '../processes/child';
import { reachableFolder } from '../folders';
import { unprivilegedUser, type OsUser } from '../processes/os-user';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { expectPostgresVersion } from './postgres-version';
import { freePort } from '../processes/ports';
import { commandLine, endLeftOver, isAlive } from '../processes/processes';

/** What an embedded PostgreSQL is started with. */
export interface PostgresOptions {
  /** Folder of the installation; the data stands in `<home>/postgres` or where that user can reach it. */
  readonly home: string;
  /** File that gets the server's log. */
  readonly logFile: string;
  /** Default: a free port. */
  readonly port?: number;
  /** Superuser's password; default: a random one kept in `<home>/postgres.password`. */
  readonly password?: string;
  /** false: no flush to disk. Data is lost when the machine stops, so for tests only. Default true. */
  readonly durable?: boolean;
  /** Default 300. */
  readonly maxConnections?: number;
}

/** An initialised PostgreSQL that can be started again and again on the same port. */
export interface PreparedPostgres {
  readonly command: Command;
  readonly port: number;
  /** The superuser's address of database `postgres`. */
  readonly url: string;
  readonly dataFolder: string;
  /** Ends a server that an earlier run left on the same data. Call before each start. */
  clear(): Promise<void>;
  /** Asks the server to write out what is only in memory, so that it stops quickly. A server that is down is not asked. */
  checkpoint(): Promise<void>;
  /** Does the server answer now? */
  answers(): Promise<boolean>;
  /** Resolves when the server answers; fails when it has not in time. */
  ready(timeout?: number): Promise<void>;
}

/** A running embedded PostgreSQL. */
export interface RunningPostgres extends PreparedPostgres {
  readonly child: Child;
  stop(): Promise<void>;
}

/**
 * Makes the data folder ready (initdb at the first time: password authentication with SCRAM, UTF-8)
 * and says how to start the server. It listens on 127.0.0.1 only.
 */
export async function preparePostgres(options: PostgresOptions): Promise<PreparedPostgres> {
  const user = unprivilegedUser();
  const binaries = postgresBinaries(user);
  const dataFolder = join(reachableFolder(options.home, 'postgres', user), 'data');
  const password = options.password ?? rememberedPassword(options.home);
  if (!existsSync(dataFolder)) await initialise(binaries, dataFolder, password, user);
  expectPostgresVersion(dataFolder, binaries.version);
  const port = options.port ?? (await freePort());
  const url = `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(options.maxConnections ?? 300),
    checkpoint_timeout: '1min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Details and statements hold the values of rows: names, addresses, hashes.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
  };
  return {
    command: {
      file: binaries.postgres,
      args: [
        '-D',
        dataFolder,
        '-p',
        String(port),
        ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      env: serverEnvironment(),
      user,
      logFile: options.logFile,
      stopSignal: 'SIGINT', // fast shutdown: open sessions are ended
      mark: dataFolder,
    },
    port,
    url,
    dataFolder,
    clear: () => clearLeftOver(dataFolder),
    checkpoint: async () => void (await succeeds(url, 'checkpoint')),
    answers: () => succeeds(url, 'select 1'),
    ready: (timeout = 30_000) => untilAnswers(url, timeout),
  };
}

/** Prepares and starts an embedded PostgreSQL of one's own, without supervision. */
export async function runPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const attempts = options.port === undefined ? 3 : 1;
  for (let attempt = 1; ; attempt++) {
    const prepared = await preparePostgres(options);
    await prepared.clear();
    const child = Child.start(prepared.command);
    const failed = child.ended.then(({ code }) => {
      throw new Error(`PostgreSQL ended at once (code ${code}); see ${options.logFile}`);
    });
    try {
      await Promise.race([prepared.ready(), failed]);
      failed.catch(() => undefined); // from here on its end is the caller's to watch, by child.ended
      return { ...prepared, child, stop: async () => void (await child.stop(10_000)) };
    } catch (error) {
      await child.stop(1_000);
      if (attempt >= attempts) throw error;
    }
  }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
}

function rememberedPassword(home: string): string {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'postgres.password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function initialise(
  binaries: PostgresBinaries,
  dataFolder: string,
  password: string,
  user: OsUser | undefined,
) {
  // Made beside its place and moved there when whole: a start broken off leaves no half of a data folder.
  const draft = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const args = ['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...locale];
  try {
    const output: Buffer[] = [];
    const initdb = spawn(binaries.initdb, args, {
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
    });
    initdb.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    initdb.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
      initdb.once('error', reject);
      initdb.once('close', resolve);
    });
    if (code !== 0) throw new Error(`PostgreSQL's data could not be made: ${lastLine(output)}`);
    renameSync(draft, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Where initdb says why. */
function lastLine(output: readonly Buffer[]): string {
  const lines = Buffer.concat(output).toString('utf8').split('\n');
  return lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.join(' ');
}

async function clearLeftOver(dataFolder: string): Promise<void> {
  const pidFile = join(dataFolder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8').split('\n')[0] ?? '', 10);
  if (!Number.isInteger(pid)) return;
  await endLeftOver(pid, dataFolder, 'SIGINT');
  // Another process may have got the same id since: PostgreSQL would take it for itself and refuse.
  if (existsSync(pidFile) && !(isAlive(pid) && commandLine(pid).includes(dataFolder)))
    rmSync(pidFile, { force: true });
}

async function untilAnswers(url: string, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await succeeds(url, 'select 1'))) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer within ${timeout} ms`);
    await delay(50);
  }
}

async function succeeds(url: string, statement: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // the query fails too, and tells
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } catch {
    return false; // it is down, or just starting up
  } finally {
    await client.end().catch(() => undefined); // it never connected
  }
}
