import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @throws Error where the data is of another major version of PostgreSQL than the one that is here */
export function expectPostgresVersion(dataFolder: string, version: string): void {
  const written = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  const [ours] = version.split('.');
  if (written === ours) return;
  throw new Error(
    `The data in ${dataFolder} is of PostgreSQL ${written}, and this Daybook brings ${ours}. ` +
      'Back it up with the Daybook that wrote it (npm run backup), and restore it with this one into a new folder.',
  );
}
