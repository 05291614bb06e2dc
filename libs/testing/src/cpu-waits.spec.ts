import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cpuWaits, ownTimeOf } from './cpu-waits';

describe('The time that an answer takes by itself', () => {
  it('is all of it where nobody has to wait for a processor, and never more than that', async () => {
    const [began, waited] = [performance.now(), cpuWaits()];
    const own = await ownTimeOf(() => pause(300));
    const [took, others] = [performance.now() - began, cpuWaits() - waited];
    expect(own).toBeLessThanOrEqual(took);
    expect(own).toBeGreaterThanOrEqual(300 - others - 5);
  });

  it('is little of it where a processor is waited for all the time', async () => {
    const burn = 'const until = Date.now() + 700; while (Date.now() < until);';
    const burners = Array.from({ length: 4 * availableParallelism() }, () =>
      promisify(execFile)(process.execPath, ['-e', burn]),
    );
    const measured = cpuWaits() > 0;
    const [began, own] = [performance.now(), await ownTimeOf(() => Promise.all(burners))];
    const took = performance.now() - began;
    if (measured) expect(own).toBeLessThan(took / 2);
    else expect(Math.abs(own - took)).toBeLessThan(50);
  });
});
