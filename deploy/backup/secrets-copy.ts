import { cpSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Passwords of the embedded database server stay where that server is: a restored one has its own. */
const isOfServer = (file: string) => basename(file).startsWith('database-');

/** Copies an installation's secrets, which only their owner can read. */
export function copySecrets(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (file) => !isOfServer(file) });
}

/** Puts secrets back. @throws Error when there are others already that may not be replaced */
export function restoreSecrets(from: string, to: string, replace: boolean): void {
  const there = existsSync(to) ? readdirSync(to).filter((file) => !isOfServer(file)) : [];
  if (there.length > 0 && !replace)
    throw new Error(`${join(to, there[0] ?? '')} is there already: with --replace it is thrown away`);
  copySecrets(from, to);
}
