import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSystemForTests, testClock } from '@daybook/testing';
import { shareSystem, SYSTEM_UNDER_TEST } from '../system-address';

/** Starts the system whose clock the activities' stories turn: real processes on free ports. */
export default async function setUp(): Promise<void> {
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const clock = testClock();
  const system = await startSystemForTests({ durable: false, env: { all: clock.env } });
  globalThis.daybookSystem = system;
  shareSystem(system, {
    clockFile: clock.file,
    processorKey: readFileSync(join(system.home, 'secrets', 'processor-key'), 'utf8').trim(),
  });
}
