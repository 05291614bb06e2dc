import { join, resolve } from 'node:path';
import { Progress } from '../local/progress';
import { rowsOf } from './copy';
import { READING, verifyFiles } from './database-restore';
import { fillDatabases } from './fill-databases';
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
  const tables = Object.values(manifest.databases).flatMap((database) => database.tables);
  const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
  const progress = new Progress('Restoring', bytes * (1 + READING));
  await verifyFiles(folder, manifest, progress);
  const installation = new Installation(options.environment);
  if (options.withSecrets && !manifest.secrets)
    throw new Error('The backup holds no secrets: it was made without --with-secrets');
  const databases = await installation.toWrite();
  try {
    await fillDatabases({
      urls: databases.urls,
      databases: manifest.databases,
      read: ({ file }) => rowsOf(join(folder, file), (read) => progress.advance(read, file)),
      replace: options.replace,
      beforeCommit: async () => {
        if (options.withSecrets)
          restoreSecrets(join(folder, 'secrets'), installation.secretsFolder, options.replace);
        // Before anything is committed: an event of the time after the backup must not reach a restored reader.
        await installation.withNats(cleanStreams);
      },
    });
  } finally {
    progress.end();
    await databases.close();
  }
  return manifest;
}
