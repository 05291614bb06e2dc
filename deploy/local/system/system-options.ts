/** The services, in the order in which they are shown. */
export const SERVICES = ['gateway', 'customers', 'billing', 'fulfillment', 'cases', 'reporting'] as const;

/** One of the six services. */
export type ServiceName = (typeof SERVICES)[number];

/** A value for each service. */
export function eachService<T>(value: (name: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(SERVICES.map((name) => [name, value(name)])) as Record<ServiceName, T>;
}

/** Other processes of the system. */
export type HelperName = 'postgres' | 'nats' | 'sandbox' | 'mail';

/** A process of the system; the second and later replicas of a service are `<service>-2` and so on. */
export type PartName = ServiceName | HelperName | `${ServiceName}-${number}`;

/** The keys of a NATS account. */
export interface NatsAccount {
  /** Seed of the account, or of a signing key of it. */
  readonly seed: string;
  readonly publicKey?: string;
  /** Seed of the operator, or of a signing key of it. Without it nobody can be revoked. */
  readonly operatorSeed?: string;
  /** Credentials (file or text) of a user of the system account. Without them nobody can be revoked. */
  readonly systemCredentials?: string;
}

/** The ports of what is not a service: the variable that sets one, and the usual one. */
export const OTHER_PORTS = {
  nats: { variable: 'NATS_PORT', usual: 4222 },
  postgres: { variable: 'POSTGRES_PORT', usual: 5433 },
  sandbox: { variable: 'SANDBOX_PORT', usual: 3010 },
  mail: { variable: 'MAIL_PORT', usual: 1080 },
  smtp: { variable: 'SMTP_PORT', usual: 1025 },
  inboundSmtp: { variable: 'INBOUND_SMTP_PORT', usual: 2525 },
} as const;

/** Where `npm run sandbox:house` and `npm run load` play fulfillment houses. */
export const SANDBOX_HOUSE_PORT = 3020;
export const LOAD_HOUSE_PORT = 3021;
export const HOUSE_PORTS = [SANDBOX_HOUSE_PORT, LOAD_HOUSE_PORT];

/** What listens on a port and is not a service. */
export type OtherPort = keyof typeof OTHER_PORTS;

/** A port that was asked for, or one that is only usual: then another may be taken in its place. */
export interface WantedPort {
  readonly port: number;
  readonly orAnother: boolean;
}

/** Where and how the whole system is run. */
export interface SystemOptions {
  /** Data folder: databases, streams, secrets, logs. */
  readonly home: string;
  /** The gateway's port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** The other ports on 127.0.0.1. Default: free ones. */
  readonly otherPorts?: Partial<Record<OtherPort, WantedPort>>;
  /** Password of user `admin`. Default: a random one made at the first start and kept. */
  readonly adminPassword?: string;
  /** Load the demonstration data at the first start, or what else such a file holds. Default false. */
  readonly demo?: boolean | { readonly file: string };
  /** Run the sandbox, that plays the outside parties. Default true. */
  readonly sandbox?: boolean;
  /** Run the mail catcher. Default true. */
  readonly mail?: boolean;
  /** Flush to disk before anything is acknowledged. Default true; false is for tests only. */
  readonly durable?: boolean;
  /** How many processes of a service run. Default 1 each; the gateway has always one. */
  readonly replicas?: Partial<Record<ServiceName, number>>;
  /** More environment variables for the sandbox. */
  readonly sandboxEnv?: Readonly<Record<string, string>>;
  /** More environment variables for a service; those for `all` reach the sandbox too. */
  readonly env?: Partial<Record<ServiceName | 'all', Readonly<Record<string, string>>>>;
  /** Databases of one's own in place of embedded ones. */
  readonly databaseUrls?: Partial<Record<ServiceName, string>>;
  /** A NATS server of one's own in place of the embedded one. */
  readonly natsUrl?: string;
  /** Credentials (file or text) for it. */
  readonly natsCredentials?: Partial<Record<ServiceName, string>>;
  /** The keys of its account, with which billing makes and revokes engines' credentials. */
  readonly natsAccount?: NatsAccount;
  /** Folder of the compiled programs. Default: `dist` of this project. */
  readonly programs?: string;
  /** Milliseconds until everything must be ready. Default 60,000. */
  readonly readyTimeout?: number;
  /** Hears what is going on: a sentence each, and the services' warnings and errors. */
  readonly onMessage?: (sentence: string) => void;
}

/** Started by people, the sandbox settles by itself every ten minutes. */
const USUAL_SETTLE_EVERY_MS = '600000';

/** Reads the options of `npm start` from the environment and the command line. */
export function optionsFromEnvironment(
  environment: NodeJS.ProcessEnv,
  args: readonly string[],
): SystemOptions {
  const unknown = args.filter((arg) => arg !== '--no-demo');
  if (unknown.length > 0) throw new Error(`Unknown argument ${unknown.join(' ')}; there is only --no-demo`);
  const port = portFrom(environment, 'PORT') ?? 3000;
  const password = environment['DAYBOOK_ADMIN_PASSWORD'];
  if (password !== undefined && password.length < 8) {
    throw new Error('DAYBOOK_ADMIN_PASSWORD must have at least 8 characters');
  }
  const natsUrl = environment['NATS_URL'];
  const natsAccount = accountFrom(environment);
  return {
    home: environment['DAYBOOK_HOME'] ?? '.daybook',
    port,
    otherPorts: otherPortsFrom(environment),
    demo: !args.includes('--no-demo'),
    sandboxEnv: {
      SANDBOX_SETTLE_EVERY_MS: environment['SANDBOX_SETTLE_EVERY_MS'] ?? USUAL_SETTLE_EVERY_MS,
    },
    databaseUrls: perService(environment, 'DATABASE_URL_'),
    natsCredentials: perService(environment, 'NATS_CREDS_'),
    ...(password === undefined ? {} : { adminPassword: password }),
    ...(natsUrl === undefined ? {} : { natsUrl }),
    ...(natsAccount === undefined ? {} : { natsAccount }),
  };
}

function portFrom(environment: NodeJS.ProcessEnv, variable: string): number | undefined {
  const value = environment[variable];
  if (value === undefined) return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${variable} must be a number from 1 to 65535`);
  return port;
}

function otherPortsFrom(environment: NodeJS.ProcessEnv): Partial<Record<OtherPort, WantedPort>> {
  return Object.fromEntries(
    Object.entries(OTHER_PORTS).map(([name, { variable, usual }]) => {
      const chosen = portFrom(environment, variable);
      return [name, { port: chosen ?? usual, orAnother: chosen === undefined }];
    }),
  );
}

function accountFrom(environment: NodeJS.ProcessEnv): NatsAccount | undefined {
  const seed = environment['NATS_ACCOUNT_SEED'];
  if (seed === undefined) return undefined;
  const publicKey = environment['NATS_ACCOUNT_PUBLIC_KEY'];
  const operatorSeed = environment['NATS_OPERATOR_SEED'];
  const systemCredentials = environment['NATS_SYSTEM_CREDS'];
  return {
    seed,
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(operatorSeed === undefined ? {} : { operatorSeed }),
    ...(systemCredentials === undefined ? {} : { systemCredentials }),
  };
}

function perService(environment: NodeJS.ProcessEnv, prefix: string): Partial<Record<ServiceName, string>> {
  const found: Partial<Record<ServiceName, string>> = {};
  for (const service of SERVICES) {
    const value = environment[`${prefix}${service.toUpperCase()}`];
    if (value !== undefined) found[service] = value;
  }
  return found;
}
