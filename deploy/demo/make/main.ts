import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFolder, removeHome } from '../../local/folders';
import { DEMO_FILE } from '../demo-file';
import { makeDemo } from './make-demo';

/** `npm run demo:make`: lives the demonstration through a system of its own, and keeps it in a file. */
async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: 'string', default: '90' },
      customers: { type: 'string', default: '1500' },
      seed: { type: 'string', default: '2026' },
      to: { type: 'string' },
      home: { type: 'string' },
    },
  });
  const whole = (name: 'days' | 'customers' | 'seed'): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number from 1`);
    return number;
  };
  const size = { days: whole('days'), customers: whole('customers'), seed: whole('seed') };
  const file = resolve(values.to ?? join(projectFolder(), DEMO_FILE));
  const home =
    values.home === undefined ? mkdtempSync(join(tmpdir(), 'daybook-demo-')) : resolve(values.home);
  mkdirSync(home, { recursive: true });
  try {
    await makeDemo(home, size, file, (sentence) => process.stdout.write(`${sentence}\n`));
  } finally {
    if (values.home === undefined) removeHome(home);
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
