import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeHome } from '../../../deploy/local/folders';
import { isAlive } from '../../../deploy/local/processes/processes';

/**
 * A new folder for what a test's servers keep, reachable by every user; the caller removes it with
 * `removeScratch`. Folders whose test run has died are removed on the way.
 */
export function scratchFolder(name: string): string {
  const root = join(tmpdir(), 'daybook-tests');
  mkdirSync(root, { recursive: true, mode: 0o755 });
  for (const old of readdirSync(root)) {
    const owner = ownerOf(join(root, old));
    if (owner !== undefined && !isAlive(owner)) removeScratch(join(root, old));
  }
  const folder = mkdtempSync(join(root, `${name}-`));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'owner.pid'), String(process.pid));
  return folder;
}

/** Removes a scratch folder with all it holds. */
export function removeScratch(folder: string): void {
  removeHome(folder);
}

function ownerOf(folder: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'owner.pid'), 'utf8'), 10);
    return Number.isInteger(pid) ? pid : undefined;
  } catch {
    return undefined; // another process is just making or removing it
  }
}
