import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { shareSystem, SYSTEM_UNDER_TEST } from './system-address';

declare global {
  // Between jest's set-up and tear-down, which share nothing else.
  var daybookSystem: TestSystem | undefined;
}

/** Starts the one system that all stories share: real processes on free ports. A running one may be named instead. */
export default async function setUp(): Promise<void> {
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const system = await startSystemForTests({ durable: false });
  globalThis.daybookSystem = system;
  shareSystem(system);
}
