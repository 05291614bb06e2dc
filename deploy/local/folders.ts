import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canEnter, type OsUser } from './processes/os-user';

/** Where root keeps data that an unprivileged user must reach, when the chosen folder is closed to others. */
const ELSEWHERE = '/var/lib/daybook';

/** Where a running program's own source tree begins: the folder that holds `package.json`. */
export function projectFolder(): string {
  let folder = __dirname;
  for (;;) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'nest-cli.json'))) return folder;
    const above = resolve(folder, '..');
    if (above === folder) throw new Error(`No project folder above ${__dirname}`);
    folder = above;
  }
}

/**
 * Where fetched and copied binaries are kept between runs and between clones: `DAYBOOK_CACHE`, else
 * `/var/cache/daybook` for root (any user can read it there), else `~/.cache/daybook`.
 */
export function cacheFolder(): string {
  const folder =
    process.env['DAYBOOK_CACHE'] ??
    (process.getuid?.() === 0 ? '/var/cache/daybook' : join(homedir(), '.cache', 'daybook'));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/**
 * A folder for `name` that `user` owns and can reach. It is `<home>/<name>` where that is possible;
 * else, under a home that is closed to others, a folder below `/var/lib/daybook` whose path is
 * remembered in `<home>/<name>.location`.
 */
export function reachableFolder(home: string, name: string, user: OsUser | undefined): string {
  mkdirSync(home, { recursive: true });
  const pointer = join(home, `${name}.location`);
  let folder = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(home, name);
  if (!existsSync(pointer) && user !== undefined && !canEnter(home, user)) {
    folder = join(ELSEWHERE, randomUUID(), name);
    writeFileSync(pointer, `${folder}\n`);
  }
  mkdirSync(folder, { recursive: true });
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  return folder;
}

/** Removes a data folder with all it holds, also what had to be kept elsewhere. */
export function removeHome(home: string): void {
  if (!existsSync(home)) return;
  for (const pointer of readdirSync(home).filter((file) => file.endsWith('.location'))) {
    const elsewhere = dirname(readFileSync(join(home, pointer), 'utf8').trim());
    if (dirname(elsewhere) === ELSEWHERE) rmSync(elsewhere, { recursive: true, force: true });
  }
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
