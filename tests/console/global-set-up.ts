import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSystemForTests } from '@daybook/testing';
import { projectFolder } from '../../deploy/local/folders';
import { shareSystem, SYSTEM_UNDER_TEST } from '../e2e/system-address';
import { ensureChromium } from '../pictures/chromium';

/** Starts the one system that all stories of the console share, and sees to a browser. A running one may be named instead. */
export default async function setUp(): Promise<void> {
  ensureChromium();
  if (!existsSync(join(projectFolder(), 'dist', 'apps', 'console', 'index.html')))
    throw new Error('The console is not built: npm run build');
  if (process.env[SYSTEM_UNDER_TEST] !== undefined) return;
  const system = await startSystemForTests({
    durable: false,
    // Stories let the processor settle, and do not wait for minutes until that is heard of.
    env: { billing: { SETTLEMENTS_EVERY_MS: '1000' } },
  });
  globalThis.daybookSystem = system;
  shareSystem(system, {
    processorKey: readFileSync(join(system.home, 'secrets', 'processor-key'), 'utf8').trim(),
  });
}
