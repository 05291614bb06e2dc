import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process with this id exists (whoever owns it). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, words joined by spaces; empty when there is no such process. */
export function commandLine(pid: number): string {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    } catch {
      return ''; // it has ended
    }
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return ''; // it has ended
  }
}

/**
 * Ends a process that an earlier run left behind, after making sure that it is ours: its command line
 * must hold `mark`. Asks with `signal` first and uses SIGKILL after `patience` milliseconds.
 *
 * @returns whether there was such a process
 */
export async function endLeftOver(
  pid: number,
  mark: string,
  signal: NodeJS.Signals = 'SIGTERM',
  patience = 4_000,
): Promise<boolean> {
  if (!isAlive(pid) || !commandLine(pid).includes(mark)) return false;
  process.kill(pid, signal);
  const deadline = Date.now() + patience;
  while (isAlive(pid) && Date.now() < deadline) await delay(25);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  while (isAlive(pid) && Date.now() < deadline + 2_000) await delay(25);
  return true;
}

function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'Z';
  } catch {
    return false; // no /proc here, or it has ended meanwhile: the signal told
  }
}
