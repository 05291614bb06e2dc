import { Client } from 'pg';
import { SERVICES, type ServiceName } from '../local/system/system-options';
import type { RowSource } from './copy';
import { refuseUnfit, restoreDatabase } from './database-restore';
import type { Manifest, TableFile } from './manifest';

/** What is restored into which databases. */
export interface DatabasesToFill {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly databases: Manifest['databases'];
  /** The rows of a table; asked for in the order of the services and of their tables. */
  readonly read: (table: TableFile) => RowSource;
  /** Throw away what the databases hold now. */
  readonly replace: boolean;
  /** Done when all are filled and nothing is committed yet. */
  readonly beforeCommit: (clients: Readonly<Record<ServiceName, Client>>) => Promise<void>;
}

/**
 * Fills the databases of all services, each in one transaction, and commits when all are filled.
 *
 * @throws Error when one is in use, holds something that may not be replaced, or did not become what was backed up
 */
export async function fillDatabases(fill: DatabasesToFill): Promise<void> {
  const clients = new Map<ServiceName, Client>();
  try {
    for (const service of SERVICES) {
      const client = new Client({
        connectionString: fill.urls[service],
        application_name: 'restore',
        keepAlive: true,
      });
      client.on('error', () => undefined); // its next query fails and tells
      await client.connect();
      clients.set(service, client);
      await refuseUnfit(client, service, fill.replace);
    }
    for (const [service, client] of clients) {
      await client.query('begin');
      await restoreDatabase(client, service, fill.databases[service], fill.read);
    }
    await fill.beforeCommit(Object.fromEntries(clients) as Record<ServiceName, Client>);
    for (const client of clients.values()) await client.query('commit');
  } finally {
    await Promise.allSettled([...clients.values()].map((client) => client.end()));
  }
}
