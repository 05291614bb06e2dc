import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { SERVICES } from '../local/system/system-options';
import { refuseUnfit, restoreDatabase, verifyFiles } from './database-restore';
import { readManifest, type Manifest } from './manifest';
import { Installation } from './places';
import { restoreSecrets } from './secrets-copy';
import { cleanStreams } from './streams-cleaning';

/** What is restored and what may be thrown away for it. */
export interface RestoreOptions {
  readonly from: string;
  /** Throw away what the databases hold now. */
  readonly replace: boolean;
  /** Restore the secrets that the backup holds. */
  readonly withSecrets: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Restores the databases of all services to the moment of a backup: all or none. The backup is read through first.
 * @throws Error when the backup is not whole, the system runs, or something is there and may not be replaced
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const folder = resolve(options.from);
  const manifest = readManifest(folder);
  await verifyFiles(folder, manifest);
  const installation = new Installation(options.environment);
  if (options.withSecrets && !manifest.secrets)
    throw new Error('The backup holds no secrets: it was made without --with-secrets');
  const databases = await installation.toWrite();
  const clients: Client[] = [];
  try {
    for (const service of SERVICES) {
      const client = new Client({
        connectionString: databases.urls[service],
        application_name: 'restore',
        keepAlive: true,
      });
      client.on('error', () => undefined); // its next query fails and tells
      await client.connect();
      clients.push(client);
      await refuseUnfit(client, service, options.replace);
    }
    if (options.withSecrets)
      restoreSecrets(join(folder, 'secrets'), installation.secretsFolder, options.replace);
    for (const [at, service] of SERVICES.entries()) {
      const client = clients[at];
      await client.query('begin');
      await restoreDatabase(client, service, folder, manifest.databases[service]);
    }
    // Before anything is committed: an event of the time after the backup must not reach a restored reader.
    await installation.withNats(cleanStreams);
    for (const client of clients) await client.query('commit');
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
    await databases.close();
  }
  return manifest;
}
