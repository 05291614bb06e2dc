import { copyFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { ormOptions, UnitOfWork } from '@daybook/persistence';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { migrations } from '../../../apps/reporting/src/migrations';
import { ReportDatabase } from '../../../apps/reporting/src/store/postgres/report-database';
import { loadBench } from './bench-load';
import { questionsOf } from './bench-questions';
import type { BenchDatabase } from '../../../apps/reporting/src/testing/duckdb-harness';

/** Rounds of 27 short questions before anything is measured. */
const WARMING_UP = 60;

/** The whole system with the bench's rows in reporting's database. */
export class BenchSystem {
  private token = '';
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly system: TestSystem,
    readonly client: Client,
    private readonly orm: MikroORM,
    /** Seconds in which the column store was made from PostgreSQL; null where it was there. */
    readonly filledIn: number | null,
  ) {}

  /**
   * @param home where the data is kept for the next run; by default nowhere
   * @param anew whether the column store's file is rebuilt
   */
  static async start(rows: number, home: string | undefined, anew = true): Promise<BenchSystem> {
    const system = await startSystemForTests({
      ...(home === undefined ? {} : { home }),
      mail: false,
      sandbox: false,
      env: { gateway: { REQUESTS_PER_SECOND: '100000' } },
    });
    const url = system.databaseUrl('reporting');
    await system.hold('reporting');
    const orm = await MikroORM.init(ormOptions({ url, entities: [], migrations, applicationName: 'bench' }));
    const client = new Client({ connectionString: url });
    await client.connect();
    const path = columnFile(system.home);
    const fill = anew || !existsSync(path);
    if (fill) for (const part of [path, `${path}.wal`]) rmSync(part, { force: true });
    const bench = new BenchSystem(system, client, orm, null);
    const [{ count }] = (await client.query<{ count: string }>('select count(*) from activity')).rows;
    if (Number(count) < rows) {
      // What the empty system told of itself has keys that the bench's rows mean otherwise.
      await client.query('truncate activity, dimension_member');
      await loadBench(bench, rows);
    }
    const skip = statSync(system.logFile('reporting')).size;
    await system.release('reporting');
    const made = (): number => {
      const log = readFileSync(system.logFile('reporting')).subarray(skip).toString();
      const line = log.split('\n').find((one) => one.includes('the column store was rebuilt'));
      if (line === undefined) throw new Error(`reporting said ${log.slice(-500)}`);
      return (JSON.parse(line) as { ms: number }).ms / 1_000;
    };
    const filledIn = fill ? await eventually('the column store was made', made, { timeout: 900_000 }) : null;
    const ready = new BenchSystem(system, client, orm, filledIn);
    await ready.signIn();
    return ready;
  }

  /** What `loadBench` and `DuckDbHarness` need of a bench. */
  get database(): BenchDatabase['database'] {
    return {
      url: this.system.databaseUrl('reporting'),
      query: async <Row extends object>(sql: string, values?: unknown[]) =>
        (await this.client.query(sql, values)).rows as Row[],
    };
  }

  get sql(): ReportDatabase {
    return new ReportDatabase(new UnitOfWork(this.orm));
  }

  /** The column store's file. */
  get file(): string {
    return columnFile(this.system.home);
  }

  get fileMb(): number {
    return existsSync(this.file) ? statSync(this.file).size / 1e6 : Number.NaN;
  }

  /** The most memory that reporting has had, in MB. */
  get memoryMb(): number {
    const status = readFileSync(`/proc/${this.system.pid('reporting')}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
  }

  /** An answer of the report's, over HTTP. @throws Error when it is none */
  async report(part: string, parameters: readonly [string, string][]): Promise<unknown> {
    const query = new URLSearchParams(parameters as [string, string][]);
    const url = `${this.system.urls.gateway}/api/v1/reports/customer-service/${part}?${query.toString()}`;
    const answer = await this.get(url);
    const text = await textOf(answer);
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
    return JSON.parse(text);
  }

  /** Asks short questions: what has just started is still being compiled, a service that runs for days has that behind it. */
  async warmUp(): Promise<void> {
    for (let round = 0; round < WARMING_UP; round++)
      for (const { parameters } of [1, 2, 30].flatMap((days) => questionsOf(days)))
        await this.report('actions', parameters);
  }

  /** With Node's plain client on a kept connection: `fetch` would add half a millisecond of its own to each answer. */
  private get(url: string): Promise<IncomingMessage> {
    const headers = { authorization: `Bearer ${this.token}` };
    return new Promise((resolve, reject) => {
      get(url, { agent: this.agent, headers }, resolve).once('error', reject);
    });
  }

  private async signIn(): Promise<void> {
    const answer = await fetch(`${this.system.urls.gateway}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: this.system.adminPassword }),
    });
    this.token = ((await answer.json()) as { token: string }).token;
  }

  /** Stops reporting, so that its file can be opened here. */
  async holdReporting(): Promise<void> {
    await this.system.hold('reporting');
  }

  /** Lets reporting answer from a column store's file that agrees with its database about the newest rows. */
  async answerFrom(path: string): Promise<void> {
    await this.holdReporting();
    for (const part of [this.file, `${this.file}.wal`]) rmSync(part, { force: true });
    copyFileSync(path, this.file);
    await this.system.release('reporting');
  }

  /** @param keep whether the data stays */
  async stop(keep: boolean): Promise<void> {
    this.agent.destroy();
    await this.client.end();
    await this.orm.close(true);
    await (keep ? this.system.stop() : this.system.discard());
  }
}

function columnFile(home: string): string {
  return join(home, 'report', 'reporting.duckdb');
}
