import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret of the system in a data folder; undefined where there is none. */
export function keptSecret(home: string, name: string): string | undefined {
  const file = join(home, 'secrets', name);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
