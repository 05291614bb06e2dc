import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the loader of the demonstration data is given. */
export interface DemoTarget {
  readonly gatewayUrl: string;
  readonly adminPassword: string;
  readonly sandboxUrl: string;
  /** What engines connect to. */
  readonly natsUrl: string;
}

/**
 * Loads the demonstration data through the public interfaces if this installation has not got it yet.
 *
 * @returns whether it was loaded now
 */
export async function loadDemoOnce(home: string, programs: string, target: DemoTarget): Promise<boolean> {
  const marker = join(home, 'demo.loaded');
  const program = join(programs, 'deploy', 'local', 'demo-data', 'load-demo.js');
  if (existsSync(marker) || !existsSync(program)) return false;
  const { loadDemo } = (await import(pathToFileURL(program).href)) as {
    loadDemo: (to: DemoTarget) => Promise<void>;
  };
  await loadDemo(target);
  writeFileSync(marker, `${new Date().toISOString()}\n`);
  return true;
}
