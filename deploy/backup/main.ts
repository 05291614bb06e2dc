import { parseArgs } from 'node:util';
import { backUp } from './backup';
import { restore } from './restore';

/** `npm run backup` and `npm run restore`. */
async function main([command, ...args]: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      to: { type: 'string' },
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      'with-secrets': { type: 'boolean', default: false },
    },
  });
  const { to, from, replace, 'with-secrets': withSecrets } = values;
  const environment = process.env;
  if (command === 'backup' && to !== undefined && from === undefined && !replace) {
    const { databases, notNoted } = await backUp({ to, withSecrets, environment });
    const lines = Object.entries(databases).map(([service, { tables }]) => {
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const bytes = tables.reduce((sum, table) => sum + table.bytes, 0);
      return `  ${service.padEnd(12)} ${rows} rows in ${tables.length} tables, ${Math.ceil(bytes / 1024)} KiB`;
    });
    const left = withSecrets ? '' : '\nSecrets are not in it (--with-secrets): keep them apart.';
    const unknown =
      notNoted === undefined ? '' : `\nThe system's administration does not show it: ${notNoted}.`;
    return `${lines.join('\n')}\nThe backup is in ${to}.${left}${unknown}`;
  }
  if (command === 'restore' && from !== undefined && to === undefined) {
    const { time } = await restore({ from, replace, withSecrets, environment });
    return `Everything is as it was at ${time}. Each journal has begun a new epoch.`;
  }
  throw new Error('`npm run backup` needs `--to FOLDER`, `npm run restore` needs `--from FOLDER`.');
}

main(process.argv.slice(2)).then(
  (said) => process.stdout.write(`${said}\n`),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
