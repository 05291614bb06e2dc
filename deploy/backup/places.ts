import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { databaseUrl, ensureDatabases } from '../local/postgres/databases';
import { reachableFolder } from '../local/folders';
import { lockHome } from '../local/system/home-lock';
import { runNats } from '../local/nats/nats-server';
import { unprivilegedUser } from '../local/processes/os-user';
import { runPostgres } from '../local/postgres/postgres';
import { commandLine, isAlive } from '../local/processes/processes';
import { Secrets } from '../local/secrets';
import {
  eachService,
  optionsFromEnvironment,
  SERVICES,
  type ServiceName,
} from '../local/system/system-options';
import type { NatsAccess } from './streams-cleaning';

/** Databases that can be reached for a while. */
export interface OpenDatabases {
  readonly urls: Readonly<Record<ServiceName, string>>;
  close(): Promise<void>;
}

/**
 * An installation as the environment names it: the variables of `npm start`, so that the same ones find the same
 * databases. Those without a `DATABASE_URL_<SERVICE>` are in the embedded server below `DAYBOOK_HOME`.
 */
export class Installation {
  readonly home: string;
  private readonly elsewhere: Partial<Record<ServiceName, string>>;
  private readonly natsUrl: string | undefined;

  constructor(private readonly environment: NodeJS.ProcessEnv) {
    const { home, databaseUrls, natsUrl } = optionsFromEnvironment(environment, []);
    this.home = resolve(home);
    this.elsewhere = databaseUrls ?? {};
    this.natsUrl = natsUrl;
  }

  get secretsFolder(): string {
    return join(this.home, 'secrets');
  }

  private get embedded(): ServiceName[] {
    return SERVICES.filter((service) => this.elsewhere[service] === undefined);
  }

  /** The databases to read from: of the running system, or of one that is down and whose server runs meanwhile. */
  async toRead(): Promise<OpenDatabases> {
    if (this.embedded.length === 0) return { urls: this.urls(0), close: () => Promise.resolve() };
    const data = join(this.home, 'postgres');
    if (!existsSync(data) && !existsSync(`${data}.location`))
      throw new Error(`There is no Daybook in ${this.home}: name its folder in DAYBOOK_HOME`);
    const running = this.runningPort();
    return running === undefined
      ? this.startServer()
      : { urls: this.urls(running), close: () => Promise.resolve() };
  }

  /** The databases to write to; made where they are missing. @throws Error while the system runs */
  async toWrite(): Promise<OpenDatabases> {
    return this.embedded.length === 0
      ? { urls: this.urls(0), close: () => Promise.resolve() }
      : this.startServer();
  }

  /** NATS, started for a while where it is the embedded one; undefined where there never was one. */
  async withNats(work: (access: NatsAccess) => Promise<void>): Promise<void> {
    if (this.natsUrl !== undefined) {
      const credentials = this.environment['NATS_CREDS_OPERATIONS'];
      return work({ url: this.natsUrl, credentials });
    }
    if (this.embedded.length === 0)
      throw new Error('Name NATS in NATS_URL too: its streams still hold events from after the backup');
    if (!existsSync(join(this.home, 'nats', 'store'))) return;
    const secrets = new Secrets(this.secretsFolder);
    const server = await runNats({
      home: this.home,
      logFile: join(this.home, 'logs', 'nats.log'),
      trust: await secrets.natsTrust(),
    });
    try {
      await work({ url: server.url, credentials: await secrets.natsCredentials('operations') });
    } finally {
      await server.stop();
    }
  }

  private async startServer(): Promise<OpenDatabases> {
    const lock = await lockHome(this.home);
    try {
      const server = await runPostgres({
        home: this.home,
        logFile: join(this.home, 'logs', 'postgres.log'),
        password: new Secrets(this.secretsFolder).password('database-superuser'),
      });
      const close = async () => {
        await server.stop();
        lock.release();
      };
      try {
        const orders = this.orders();
        await ensureDatabases(
          server.url,
          this.embedded.map((service) => orders[service]),
        );
      } catch (error) {
        await close();
        throw error;
      }
      return { urls: this.urls(server.port), close };
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The port on which the embedded server listens now: the fourth line of what it writes about itself. */
  private runningPort(): number | undefined {
    const folder = join(reachableFolder(this.home, 'postgres', unprivilegedUser()), 'data');
    const file = join(folder, 'postmaster.pid');
    if (!existsSync(file)) return undefined;
    const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
    return isAlive(Number(pid)) && commandLine(Number(pid)).includes(folder) ? Number(port) : undefined;
  }

  private orders() {
    const secrets = new Secrets(this.secretsFolder);
    return eachService((name) => ({
      name: `daybook_${name}`,
      password: secrets.password(`database-${name}`),
    }));
  }

  private urls(port: number): Record<ServiceName, string> {
    if (this.embedded.length === 0) return eachService((name) => this.elsewhere[name] as string);
    const orders = this.orders();
    return eachService((name) => this.elsewhere[name] ?? databaseUrl(port, orders[name]));
  }
}
