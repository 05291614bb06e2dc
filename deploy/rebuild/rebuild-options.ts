import { parseArgs } from 'node:util';
import { readAddresses } from '../local/addresses';
import { keptSecret } from '../local/kept-secret';
import type { RebuildPlace } from './rebuild-watch';

/** Reads the arguments; what is not said is taken from the system that runs in the data folder. @throws naming what is missing or wrong */
export function rebuildOptions(args: string[], env: NodeJS.ProcessEnv): RebuildPlace & { cancel: boolean } {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      user: { type: 'string', default: 'admin' },
      cancel: { type: 'boolean', default: false },
    },
  });
  const { user: username, cancel } = values;
  const home = env['DAYBOOK_HOME'] ?? '.daybook';
  const ofAdmin = env['DAYBOOK_ADMIN_PASSWORD'] ?? keptSecret(home, 'admin-password');
  const password = env['DAYBOOK_PASSWORD'] ?? (username === 'admin' ? ofAdmin : undefined);
  if (password === undefined) throw new Error(`Say the password of ${username} in DAYBOOK_PASSWORD.`);
  const gateway = values.url ?? readAddresses(home)?.gateway ?? 'http://127.0.0.1:3000';
  return { gateway: gateway.replace(/\/+$/, ''), username, password, cancel };
}
