import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { runPostgres } from '../../../deploy/local/postgres/postgres';
import { removeScratch, scratchFolder } from './scratch';

/** Environment variable with the address of the PostgreSQL that the whole test run shares. */
export const SHARED_POSTGRES = 'DAYBOOK_TEST_POSTGRES_URL';

/** A PostgreSQL for tests. */
export interface TestPostgres {
  /** The superuser's address of database `postgres`. */
  readonly url: string;
  /** A new, empty database of its own. */
  createDatabase(): Promise<TestDatabase>;
  /**
   * A new database cloned from a template that `migrate` prepared once for the whole run (much faster
   * than to migrate again for each suite).
   *
   * @param key names what `migrate` does; the same key must stand for the same migrations
   * @param migrate gets the address of an empty database; must close its connections
   */
  createDatabaseFrom(key: string, migrate: (url: string) => Promise<void>): Promise<TestDatabase>;
  /** Stops the server if it was started here; one shared by the test run goes on. */
  stop(): Promise<void>;
}

/** A database for one suite. */
export interface TestDatabase {
  readonly name: string;
  /** Address with the right to do everything in it. */
  readonly url: string;
  /** Runs one statement and returns its rows. */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Ends all connections to it and removes it. */
  drop(): Promise<void>;
}

/** The PostgreSQL of this test run: the shared one, else (without jest's global set-up) one of its own. */
export async function startPostgres(): Promise<TestPostgres> {
  const shared = process.env[SHARED_POSTGRES];
  if (shared !== undefined) return testPostgres(shared, () => Promise.resolve());
  return startOwnPostgres();
}

/** Starts a PostgreSQL of one's own, for tests that break it and for jest's global set-up. */
export async function startOwnPostgres(): Promise<TestPostgres> {
  const home = scratchFolder('postgres');
  const server = await runPostgres({ home, logFile: join(home, 'postgres.log'), durable: false });
  await makeSignInCheap(server.url);
  return testPostgres(server.url, async () => {
    await server.stop();
    removeScratch(home);
  });
}

/** Most of what a short connection takes is hashing the password as often as safety asks: tests open thousands of them. */
async function makeSignInCheap(url: string): Promise<void> {
  const password = decodeURIComponent(new URL(url).password);
  await execute(url, `set scram_iterations = 1; alter user postgres password '${password}'`);
}

/**
 * The same database, asked over connections that stay open, for who asks it thousands of times. Nothing that wants to
 * be alone in the database runs beside it.
 */
export function keepConnected(database: TestDatabase): TestDatabase {
  const pool = new Pool({ connectionString: database.url, max: 3, allowExitOnIdle: true });
  pool.on('error', () => undefined); // ended from outside: the next question gets another connection
  return {
    ...database,
    query: async <Row extends object>(sql: string, parameters: unknown[] = []) =>
      (await pool.query<Row>(sql, parameters)).rows,
    drop: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

/** Starts a PostgreSQL on a folder that keeps what was put into it for the next time, as a long bench wants. */
export async function startKeptPostgres(home: string): Promise<TestPostgres> {
  const server = await runPostgres({ home, logFile: join(home, 'postgres.log') });
  return testPostgres(server.url, () => server.stop());
}

function testPostgres(url: string, stop: () => Promise<void>): TestPostgres {
  const create = async (template?: string): Promise<TestDatabase> => {
    const name = `test_${randomBytes(8).toString('hex')}`;
    await execute(url, `create database ${name}${template === undefined ? '' : ` template ${template}`}`);
    return testDatabase(url, name);
  };
  return {
    url,
    createDatabase: () => create(),
    createDatabaseFrom: async (key, migrate) => create(await ensureTemplate(url, key, migrate)),
    stop,
  };
}

/** Makes the template once; other test processes that want it meanwhile wait for it. */
async function ensureTemplate(
  url: string,
  key: string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const name = `template_${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      const draft = `${name}_draft`;
      await client.query(`drop database if exists ${draft} with (force)`);
      await client.query(`create database ${draft}`);
      await migrate(addressOf(url, draft));
      await client.query(`alter database ${draft} rename to ${name}`);
    }
  } finally {
    await client.end(); // releases the lock
  }
  return name;
}

function testDatabase(serverUrl: string, name: string): TestDatabase {
  const url = addressOf(serverUrl, name);
  return {
    name,
    url,
    query: <Row extends object>(sql: string, parameters: unknown[] = []) =>
      execute<Row>(url, sql, parameters),
    drop: async () => void (await execute(serverUrl, `drop database if exists ${name} with (force)`)),
  };
}

function addressOf(serverUrl: string, database: string): string {
  const address = new URL(serverUrl);
  address.pathname = `/${database}`;
  return address.toString();
}

async function execute<Row extends object>(
  url: string,
  sql: string,
  parameters: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}
