import { existsSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a new system takes, and an old one needs to go on: bytes. */
const NEW_NEEDS = 400 * 1024 * 1024;
const OLD_NEEDS = 100 * 1024 * 1024;
const CHOOSE = 'Choose another folder in DAYBOOK_HOME';
const MB = 1024 * 1024;
/** Folders of a data folder. */
const FOLDERS = ['secrets', 'logs', 'pids', 'postgres', 'nats', 'report', 'mail', 'sandbox'];
/** Where PostgreSQL's data says of which version it is. */
const VERSION = join('postgres', 'data', 'PG_VERSION');

/**
 * Makes a data folder where it is missing, and looks whether a system can live in it.
 *
 * @throws Error a sentence that says what is in the way and what to do
 */
export function openDataFolder(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
    const probe = join(home, `.probe-${process.pid}`);
    writeFileSync(probe, 'x'.repeat(4096));
    rmSync(probe);
  } catch (error) {
    throw new Error(`The data folder ${home} cannot be written: ${reasonOf(error)}. ${CHOOSE}.`);
  }
  for (const folder of FOLDERS) {
    const path = join(home, folder);
    if (existsSync(path) && !statSync(path).isDirectory())
      throw new Error(
        `${path} is in the way: Daybook keeps a folder there. Move it away, or choose another data folder in DAYBOOK_HOME.`,
      );
  }
  const free = freeBytes(home);
  const needed = existsSync(join(home, VERSION)) ? OLD_NEEDS : NEW_NEEDS;
  if (free < needed)
    throw new Error(
      `The disk of the data folder ${home} has ${Math.floor(free / MB)} MB left, and ${needed / MB} MB are needed. ` +
        `Make room, or choose another folder in DAYBOOK_HOME.`,
    );
}

/** Bytes that are free for us on the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'a file of that name is in the way';
    case 'EROFS':
      return 'its disk is read-only';
    case 'EACCES':
    case 'EPERM':
      return 'it belongs to somebody else';
    case 'ENOENT':
      return 'nothing can be made there';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'its disk is full';
    default:
      return message;
  }
}
