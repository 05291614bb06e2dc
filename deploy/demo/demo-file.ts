import { join } from 'node:path';

/** Where the demonstration data is kept, from the project's folder. */
export const DEMO_FILE = join('deploy', 'demo', 'demo.backup.br');
