import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { SYSTEM_UNDER_TEST, type SystemAddress } from './system-address';

declare global {
  // Between jest's set-up and tear-down, which share nothing else.
  var daybookSystem: TestSystem | undefined;
}

/** Starts the one system that all stories share: real processes on free ports. A running one may be named instead. */
export default async function setUp(): Promise<void> {
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const system = await startSystemForTests({ durable: false });
  globalThis.daybookSystem = system;
  const address: SystemAddress = {
    urls: system.urls,
    adminPassword: system.adminPassword,
    natsUrl: system.natsUrl,
    customersDatabase: system.databaseUrl('customers'),
  };
  process.env[SYSTEM_UNDER_TEST] = JSON.stringify(address);
}
