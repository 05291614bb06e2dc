import { startSystem, type LocalSystem } from '../../../deploy/local/system/system';
import type { SystemOptions } from '../../../deploy/local/system/system-options';
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
  const env = { ...options.env, all: { ...plantedDay(), ...options.env?.all } };
  const system = await startSystem({ readyTimeout: 120_000, ...options, env, home });
  return Object.assign(system, {
    discard: async () => {
      await system.stop();
      removeScratch(home);
    },
  });
}

/** What has the system's processes live on the day on which the tests do (tests/calendar), where that is another one. */
function plantedDay(): Record<string, string> {
  const { NODE_OPTIONS, DAYBOOK_TEST_DAY, DAYBOOK_TEST_BEGAN_MS } = process.env;
  if (DAYBOOK_TEST_DAY === undefined) return {};
  return {
    DAYBOOK_TEST_DAY,
    DAYBOOK_TEST_BEGAN_MS: DAYBOOK_TEST_BEGAN_MS ?? '',
    NODE_OPTIONS: NODE_OPTIONS ?? '',
  };
}
