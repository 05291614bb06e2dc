import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { hash } from '@node-rs/argon2';
import { fillDatabases } from '../backup/fill-databases';
import type { DemoPlace } from '../local/demo-start';
import { projectFolder } from '../local/folders';
import { Progress, type ProgressOutput } from '../local/progress';
import { eachService } from '../local/system/system-options';
import { DEMO_FILE } from './demo-file';
import { DemoArchive } from './dump/demo-archive';
import { SANDBOX_FILES } from './dump/pack-demo';
import { DayShift } from './dump/shift-times';

const DAY_MS = 86_400_000;
/** What OWASP's password storage guidance asks for, as the gateway does it. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is restored otherwise than at a start. */
export interface DemoRestore {
  readonly now?: Date;
  readonly file?: string;
  /** Where it is written how far it is. */
  readonly output?: ProgressOutput;
}

/**
 * Restores the kept demonstration into empty databases, its times moved by whole days so that it ends within the last
 * twenty-four hours. Its people get the installation's own password. Services migrate it upward as any database.
 *
 * @returns false where there is no file of it
 */
export async function restoreDemo(
  place: DemoPlace,
  { now = new Date(), file = demoFile(), output }: DemoRestore = {},
): Promise<boolean> {
  if (!existsSync(file)) return false;
  const archive = await DemoArchive.open(file);
  const { begins, ends, manifest, files } = archive.header;
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const progress = new Progress('Restoring the demonstration data', bytes, output);
  try {
    const shift = new DayShift(Math.floor((now.getTime() - Date.parse(ends)) / DAY_MS), begins);
    await fillDatabases({
      urls: place.urls,
      databases: eachService((service) => shift.database(manifest.databases[service])),
      read: ({ file: table }) => [
        archive.next(table, (read) => progress.advance(read, table)),
        shift.lines(),
      ],
      replace: place.replace,
      beforeCommit: async ({ gateway }) => {
        const passwordHash = await hash(place.adminPassword, COST);
        await gateway.query('update users set password_hash = $1 where password_hash is not null', [
          passwordHash,
        ]);
        const folder = join(place.home, 'sandbox');
        mkdirSync(folder, { recursive: true });
        for (const name of SANDBOX_FILES)
          await pipeline(archive.next(name), shift.lines(), createWriteStream(join(folder, name)));
      },
    });
  } finally {
    progress.end();
    await archive.close();
  }
  return true;
}

function demoFile(): string {
  return join(projectFolder(), DEMO_FILE);
}
