import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, isAlive } from '../processes/processes';

interface Holder {
  readonly pid: number;
  readonly commandLine: string;
}

/** The right to run the system that keeps its data in one folder; only one process has it at a time. */
export interface HomeLock {
  release(): void;
}

/**
 * Takes the lock of a data folder. One whose holder was killed is taken over; one whose holder is just
 * stopping is waited for.
 *
 * @throws when another process holds it after `patience` milliseconds, naming that process
 */
export async function lockHome(home: string, patience = 6_000): Promise<HomeLock> {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'lock.json');
  const own: Holder = { pid: process.pid, commandLine: commandLine(process.pid) };
  const deadline = Date.now() + patience;
  for (;;) {
    const holder = holderOf(file);
    if (holder === undefined && (await take(file, own))) break;
    if (holder !== undefined && Date.now() > deadline) {
      throw new Error(
        `Daybook is running already on ${home} (process ${holder.pid}). ` +
          'Stop it first, or choose another folder in DAYBOOK_HOME.',
      );
    }
    await delay(50);
  }
  return {
    release: () => {
      if (holderOf(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

async function take(file: string, own: Holder): Promise<boolean> {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  // Another process may just have taken the same dead holder's lock away: the later one has it.
  await delay(20);
  return holderOf(file)?.pid === own.pid;
}

/** The living holder of the lock. A dead one's lock is put aside. */
function holderOf(file: string): Holder | undefined {
  if (!existsSync(file)) return undefined;
  let holder: Holder | undefined;
  try {
    holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    holder = undefined; // half written by a process that was killed, or removed meanwhile
  }
  if (holder !== undefined && isAlive(holder.pid) && commandLine(holder.pid) === holder.commandLine)
    return holder;
  try {
    renameSync(file, `${file}.${process.pid}.dead`);
    rmSync(`${file}.${process.pid}.dead`, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // another process put it aside
  }
  return undefined;
}
