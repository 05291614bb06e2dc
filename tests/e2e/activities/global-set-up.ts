import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSystemForTests, testClock } from '@daybook/testing';
import { SYSTEM_UNDER_TEST, type SystemAddress } from '../system-address';

/** Starts the system whose clock the activities' stories turn: real processes on free ports. */
export default async function setUp(): Promise<void> {
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const clock = testClock();
  const system = await startSystemForTests({ durable: false, env: { all: clock.env } });
  globalThis.daybookSystem = system;
  const address: SystemAddress = {
    urls: system.urls,
    adminPassword: system.adminPassword,
    natsUrl: system.natsUrl,
    customersDatabase: system.databaseUrl('customers'),
    clockFile: clock.file,
    processorKey: readFileSync(join(system.home, 'secrets', 'processor-key'), 'utf8').trim(),
  };
  process.env[SYSTEM_UNDER_TEST] = JSON.stringify(address);
}
