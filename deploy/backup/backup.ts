import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from '../local/folders';
import { Progress } from '../local/progress';
import { SERVICES } from '../local/system/system-options';
import { backUpDatabase, sizeOfAll } from './database-backup';
import { writeManifest, type DatabaseBackup, type Manifest } from './manifest';
import { noteBackup } from './note-backup';
import { Installation } from './places';
import { copySecrets } from './secrets-copy';
import { openSnapshots } from './snapshots';

/** What is backed up and where to. */
export interface BackupOptions {
  /** A folder that is empty or not there yet. */
  readonly to: string;
  /** Copy the secrets too. Whoever has them can act as anybody, so they are left out unless asked for. */
  readonly withSecrets: boolean;
  readonly environment: NodeJS.ProcessEnv;
}

/** What was backed up. */
export interface FinishedBackup {
  readonly databases: Manifest['databases'];
  /** Why the system does not know of it; undefined where it does. */
  readonly notNoted: string | undefined;
}

/**
 * Backs up the databases of all services, all as of one moment, while the system runs or not.
 */
export async function backUp({ to, withSecrets, environment }: BackupOptions): Promise<FinishedBackup> {
  const folder = resolve(to);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: a backup wants a folder of its own`);
  const installation = new Installation(environment);
  if (withSecrets && !existsSync(installation.secretsFolder))
    throw new Error(`There are no secrets in ${installation.home}`);
  const databases = await installation.toRead();
  try {
    const snapshots = await openSnapshots(databases.urls);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const made: Partial<Record<string, DatabaseBackup>> = {};
      let whole = 0;
      for (const service of SERVICES) whole += await sizeOfAll(snapshots.clients[service]);
      const progress = new Progress('Backing up', whole);
      try {
        for (const service of SERVICES)
          made[service] = await backUpDatabase(snapshots.clients[service], service, folder, progress);
      } finally {
        progress.end();
      }
      if (withSecrets) copySecrets(installation.secretsFolder, join(folder, 'secrets'));
      const kept = made as Manifest['databases'];
      const manifest = { daybook: version(), time: snapshots.time, secrets: withSecrets, databases: kept };
      writeManifest(folder, manifest);
      const notNoted = await noteBackup(databases.urls.gateway, folder, manifest);
      return { databases: kept, notNoted };
    } finally {
      await snapshots.close();
    }
  } finally {
    await databases.close();
  }
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return own;
}
