import { join } from 'node:path';
import { SystemClock } from '../../../deploy/local/system/system-clock';
import { scratchFolder } from './scratch';

/** The clocks of a system that a test starts with its `env`. */
export function testClock(): SystemClock {
  return new SystemClock(join(scratchFolder('clock'), 'shift-ms'));
}
