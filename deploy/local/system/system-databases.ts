import { join } from 'node:path';
import { databaseUrl, ensureDatabases } from '../postgres/databases';
import { preparePostgres, type PreparedPostgres } from '../postgres/postgres';
import type { Secrets } from '../secrets';
import { eachService, SERVICES, type ServiceName, type SystemOptions } from './system-options';

/** The databases of a system's services. */
export interface SystemDatabases {
  /** The embedded server; undefined when every service has a database of its own elsewhere. */
  readonly server: PreparedPostgres | undefined;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Makes the missing databases and their owners; the server must answer. */
  ensure(): Promise<void>;
}

/** Prepares the embedded PostgreSQL for those services that have no database elsewhere. */
export async function prepareDatabases(
  options: Pick<SystemOptions, 'databaseUrls' | 'durable'>,
  home: string,
  secrets: Secrets,
  port: number,
): Promise<SystemDatabases> {
  const elsewhere = options.databaseUrls ?? {};
  const orders = eachService((name) => ({
    name: `daybook_${name}`,
    password: secrets.password(`database-${name}`),
  }));
  const embedded = SERVICES.filter((service) => elsewhere[service] === undefined);
  const server =
    embedded.length === 0
      ? undefined
      : await preparePostgres({
          home,
          port,
          logFile: join(home, 'logs', 'postgres.log'),
          password: secrets.password('database-superuser'),
          ...(options.durable === undefined ? {} : { durable: options.durable }),
        });
  return {
    server,
    urls: eachService((name) => elsewhere[name] ?? databaseUrl(server?.port ?? 0, orders[name])),
    ensure: async () => {
      if (server === undefined) return;
      await ensureDatabases(
        server.url,
        embedded.map((service) => orders[service]),
      );
    },
  };
}
