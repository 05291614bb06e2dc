import { startSystem, type LocalSystem } from '../../../deploy/local/system';
import type { SystemOptions } from '../../../deploy/local/system-options';
import { removeScratch, scratchFolder } from './scratch';

/** The whole system under test. */
export interface TestSystem extends LocalSystem {
  /** Stops everything and removes its data. */
  discard(): Promise<void>;
}

/**
 * Starts the whole system (compiled: run `npm run build` before) on free ports, with an empty data
 * folder of its own and without demonstration data. Data is flushed to disk as in production.
 */
export async function startSystemForTests(options: Partial<SystemOptions> = {}): Promise<TestSystem> {
  const home = options.home ?? scratchFolder('system');
  const system = await startSystem({ readyTimeout: 120_000, ...options, home });
  return Object.assign(system, {
    discard: async () => {
      await system.stop();
      removeScratch(home);
    },
  });
}
