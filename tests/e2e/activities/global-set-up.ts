import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder, startSystemForTests } from '@daybook/testing';
import { SYSTEM_UNDER_TEST, type SystemAddress } from '../system.address';

/** Starts the system whose clock the activities' stories turn: real processes on free ports. */
export default async function setUp(): Promise<void> {
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const clockFile = join(scratchFolder('clock'), 'shift-ms');
  writeFileSync(clockFile, '0');
  const system = await startSystemForTests({ env: { all: { DAYBOOK_CLOCK_FILE: clockFile } } });
  globalThis.daybookSystem = system;
  const address: SystemAddress = {
    urls: system.urls,
    adminPassword: system.adminPassword,
    natsUrl: system.natsUrl,
    customersDatabase: system.databaseUrl('customers'),
    clockFile,
    processorKey: readFileSync(join(system.home, 'secrets', 'processor-key'), 'utf8').trim(),
  };
  process.env[SYSTEM_UNDER_TEST] = JSON.stringify(address);
}
