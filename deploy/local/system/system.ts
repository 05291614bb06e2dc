import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PartyName } from '../../nats/topology';
import { DemoStart } from '../demo-start';
import { openDataFolder } from './data-folder';
import { environmentOf, MAILBOX, replicaEnvironment } from './environment';
import { projectFolder } from '../folders';
import { lockHome, type HomeLock } from './home-lock';
import { prepareNats, type PreparedNats } from '../nats/nats-server';
import { mailPart, sandboxPart, sandboxProgram, servicePart, serviceProgram, type PartPlace } from './parts';
import { freePort } from '../processes/ports';
import type { PreparedPostgres } from '../postgres/postgres';
import { Secrets } from '../secrets';
import { Supervised, type Part } from '../processes/supervised';
import { prepareDatabases, type SystemDatabases } from './system-databases';
import { HOUSE_PORTS, SERVICES, type PartName, type ServiceName, type SystemOptions } from './system-options';
import { choosePorts, urlsOf, type SystemPorts, type SystemUrls } from './system-ports';

/** Milliseconds in which everything must have stopped, and the services before the servers they use. */
const STOP_WITHIN = 4_000;
const SERVICES_STOP_WITHIN = 2_700;

/**
 * The whole system on one machine: PostgreSQL, nats-server, the six services, the sandbox and the mail
 * catcher, each a process of its own that is started again whatever ends it.
 */
export class LocalSystem {
  readonly home: string;
  /** Password that user `admin` got at the first start. */
  readonly adminPassword: string;
  readonly secrets: Secrets;
  private readonly parts = new Map<PartName, Supervised>();
  private readonly place: PartPlace;
  private addresses: SystemUrls | undefined;
  private databases: SystemDatabases | undefined;
  private nats: PreparedNats | undefined;
  private lock: HomeLock | undefined;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: SystemOptions) {
    this.home = resolve(options.home);
    openDataFolder(this.home);
    this.secrets = new Secrets(join(this.home, 'secrets'));
    this.adminPassword = this.secrets.password('admin-password', options.adminPassword);
    this.place = {
      programs: options.programs ?? join(projectFolder(), 'dist'),
      logs: join(this.home, 'logs'),
      pids: join(this.home, 'pids'),
      onWarning: (name, line) => this.emit(`${name}: ${line}`),
    };
  }

  /** The addresses; known once the start is under way. */
  get urls(): SystemUrls {
    return known(this.addresses, 'addresses');
  }

  get natsUrl(): string {
    return this.options.natsUrl ?? known(this.nats, 'NATS server').url;
  }

  /** Address of a service's own database. */
  databaseUrl(service: ServiceName): string {
    return known(this.databases, 'databases').urls[service];
  }

  /** The superuser's address of the embedded PostgreSQL. */
  get postgresUrl(): string {
    return known(this.databases?.server, 'PostgreSQL').url;
  }

  /** File with the NATS credentials of a party of the topology (of the embedded server). */
  credentials(party: PartyName): Promise<string> {
    return this.secrets.natsCredentials(party);
  }

  /**
   * Brings everything up and resolves when all of it is ready.
   *
   * @throws when the folder is in use, the port is taken, or a part is not ready in time
   */
  async start(): Promise<this> {
    this.lock = await lockHome(this.home);
    if (![undefined, this.adminPassword].includes(this.options.adminPassword)) {
      this.emit('DAYBOOK_ADMIN_PASSWORD is heeded at the first start only: the password stays as it was');
    }
    mkdirSync(this.place.logs, { recursive: true });
    mkdirSync(this.place.pids, { recursive: true });
    const timeout = this.options.readyTimeout ?? 60_000;

    const ports = await choosePorts(this.options, (sentence) => this.emit(sentence));
    await Promise.all([this.startDatabases(timeout, ports.postgres), this.startNats(ports.nats)]);
    this.addresses = urlsOf(ports);
    await this.restoreDemo();
    this.startHelpers(ports);
    const credentials = this.nats === undefined ? {} : await this.secrets.allNatsCredentials();
    const natsAccount = this.nats === undefined ? undefined : await this.secrets.natsAccount();
    const around = {
      databaseUrls: known(this.databases, 'databases').urls,
      natsUrl: this.natsUrl,
      natsCredentials: { ...credentials, ...this.options.natsCredentials },
      natsAccount: this.options.natsAccount ?? natsAccount,
      adminPassword: this.adminPassword,
      cardFieldUrl: `${this.addresses.sandbox}/card-field`,
      processor: { url: this.addresses.sandbox, key: this.secrets.password('processor-key') },
      casesMailbox: MAILBOX,
      publicUrl: this.addresses.gateway,
      houseHosts: [new URL(this.addresses.sandbox).host, ...HOUSE_PORTS.map((port) => `127.0.0.1:${port}`)],
      smtpUrl: this.options.mail === false ? undefined : this.addresses.smtp,
      plugins:
        this.options.sandbox === false
          ? undefined
          : { url: `${this.addresses.sandbox}/plugins`, secret: this.secrets.pluginSecret() },
    };
    for (const service of SERVICES) {
      if (!existsSync(serviceProgram(this.place.programs, service)))
        throw new Error(`Service ${service} is not built: npm run build`);
      const env = {
        ...environmentOf(service, around, this.secrets),
        ...this.options.env?.all,
        ...this.options.env?.[service],
      };
      const count = service === 'gateway' ? 1 : (this.options.replicas?.[service] ?? 1);
      for (let number = 1; number <= count; number++) {
        const name: PartName = number === 1 ? service : `${service}-${number}`;
        const port = number === 1 ? ports.services[service] : await freePort();
        const own = replicaEnvironment(this.home, name, ports.inboundSmtp);
        this.supervise(servicePart(this.place, name, service, port, { ...own, ...env }));
      }
    }
    await this.untilReady(timeout);
    return this;
  }

  /** Resolves when every part is ready. */
  async untilReady(timeout = 30_000): Promise<void> {
    await Promise.all([...this.parts.values()].map((part) => part.untilReady(timeout)));
  }

  /** Connects the demonstration data with the sandbox, if it was restored and is not yet; answers whether it was now. */
  connectDemo(): Promise<boolean> {
    const { adminPassword, natsUrl } = this;
    const { gateway: gatewayUrl, sandbox: sandboxUrl } = this.urls;
    return this.demo.connect({ gatewayUrl, sandboxUrl, adminPassword, natsUrl });
  }

  private get demo(): DemoStart {
    return new DemoStart(this.home, this.place.programs);
  }

  /** Before the first service starts. What was begun is finished, whatever is asked for now. */
  private async restoreDemo(): Promise<void> {
    const { demo = false } = this.options;
    if (demo === false && !this.demo.isHalfway) return;
    const { urls } = known(this.databases, 'databases');
    const file = typeof demo === 'object' ? demo.file : undefined;
    const restored = await this.demo.restore({ urls, adminPassword: this.adminPassword }, file);
    if (restored) this.emit('The demonstration data is restored.');
  }

  /** Process id of a part; undefined while it is down. */
  pid(name: PartName): number | undefined {
    return this.part(name).pid;
  }

  /** How often a part was started, the first time included. */
  starts(name: PartName): number {
    return this.part(name).starts;
  }

  /** Names of all parts. */
  get names(): PartName[] {
    return [...this.parts.keys()];
  }

  /** Sends a signal (default SIGKILL) to a part; supervision starts it again when it ends. */
  kill(name: PartName, signal: NodeJS.Signals = 'SIGKILL'): void {
    this.part(name).kill(signal);
  }

  /** Kills a part and keeps it down until `release`. */
  async hold(name: PartName): Promise<void> {
    await this.part(name).stop(0);
  }

  /** Starts a held part again and resolves when it is ready. */
  async release(name: PartName): Promise<void> {
    this.part(name).start();
    await this.part(name).untilReady(this.options.readyTimeout ?? 60_000);
  }

  /** Stops a part in good order, starts it again and resolves when it is ready. */
  async restart(name: PartName): Promise<void> {
    await this.part(name).stop(SERVICES_STOP_WITHIN);
    await this.release(name);
  }

  /** File with a part's log. */
  logFile(name: PartName): string {
    return join(this.place.logs, `${name}.log`);
  }

  /** Stops everything within 5 s: first who takes requests, then the services, then what they use. */
  stop(): Promise<void> {
    this.stopped ??= this.stopAll();
    return this.stopped;
  }

  private async stopAll(): Promise<void> {
    const started = Date.now();
    const left = (limit: number) => Math.max(0, limit - (Date.now() - started));
    const stopParts = (limit: number, which: (name: PartName) => boolean) =>
      Promise.all([...this.parts].filter(([name]) => which(name)).map(([, part]) => part.stop(left(limit))));
    // Written now and not only at the very end, when nobody has time left for it.
    const checkpoint = this.databases?.server?.checkpoint();
    const isServer = (name: PartName) => name === 'postgres' || name === 'nats';
    await stopParts(SERVICES_STOP_WITHIN / 3, (name) => name === 'gateway');
    await stopParts(SERVICES_STOP_WITHIN, (name) => name !== 'gateway' && !isServer(name));
    await Promise.race([checkpoint, delay(left(SERVICES_STOP_WITHIN), undefined, { ref: false })]);
    await stopParts(STOP_WITHIN, isServer);
    this.lock?.release();
  }

  private async startDatabases(timeout: number, port: number): Promise<void> {
    this.databases = await prepareDatabases(this.options, this.home, this.secrets, port);
    const { server } = this.databases;
    if (server !== undefined) await this.supervise(this.serverPart('postgres', server)).untilReady(timeout);
    await this.databases.ensure();
  }

  private async startNats(port: number): Promise<void> {
    if (this.options.natsUrl !== undefined) return;
    const { durable } = this.options;
    this.nats = await prepareNats({
      home: this.home,
      logFile: join(this.place.logs, 'nats.log'),
      port,
      trust: await this.secrets.natsTrust(),
      ...(durable === undefined ? {} : { durable }),
    });
    this.supervise(this.serverPart('nats', this.nats));
  }

  private serverPart(name: 'postgres' | 'nats', prepared: PreparedPostgres | PreparedNats): Part {
    return {
      name,
      command: prepared.command,
      pidFile: join(this.place.pids, `${name}.pid`),
      before: () => prepared.clear(),
      isReady: () => prepared.answers(),
    };
  }

  private startHelpers(ports: SystemPorts): void {
    if (this.options.sandbox !== false && existsSync(sandboxProgram(this.place.programs))) {
      const { home, place, secrets } = this;
      const mails: Record<string, string> = this.options.mail === false ? {} : { MAILS_URL: this.urls.mail };
      const sandboxEnv = { ...mails, ...this.options.sandboxEnv };
      this.supervise(sandboxPart(place, home, ports.sandbox, secrets, { ...this.options, sandboxEnv }));
    }
    if (this.options.mail !== false) this.supervise(mailPart(this.place, this.home, ports));
  }

  private supervise(part: Part): Supervised {
    const supervised = new Supervised(part, (sentence) => this.emit(sentence));
    this.parts.set(part.name as PartName, supervised);
    if (this.stopped === undefined) supervised.start();
    return supervised;
  }

  private part(name: PartName): Supervised {
    const part = this.parts.get(name);
    if (part === undefined)
      throw new Error(`The system has no part ${name}; it has ${this.names.join(', ')}`);
    return part;
  }

  private emit(sentence: string): void {
    this.options.onMessage?.(sentence);
  }
}

/** Brings the whole system up; stops what was started when that fails. */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const system = new LocalSystem(options);
  try {
    await system.start();
    if (options.demo !== undefined && options.demo !== false) await system.connectDemo();
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The system has no ${what}, or has not started yet`);
  return value;
}
