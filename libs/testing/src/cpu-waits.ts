import { readFileSync } from 'node:fs';

const PRESSURE = '/proc/pressure/cpu';

/**
 * For how long something that could have run on this machine has waited for a processor until now, in milliseconds: what
 * a busy machine itself adds to an answer. 0 where the kernel does not tell, so that nothing is excused there.
 */
export function cpuWaits(): number {
  try {
    const micros = /^some .*total=(\d+)$/m.exec(readFileSync(PRESSURE, 'utf8'))?.[1];
    return Number(micros ?? 0) / 1_000;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EOPNOTSUPP') return 0;
    throw error;
  }
}

/** How long an act takes that does not wait for a processor, in milliseconds: what is waited for is not counted. */
export async function ownTimeOf(act: () => Promise<unknown>): Promise<number> {
  const [began, waited] = [performance.now(), cpuWaits()];
  await act();
  return performance.now() - began - (cpuWaits() - waited);
}
