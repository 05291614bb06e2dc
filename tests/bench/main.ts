import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSystemForTests, type TestSystem } from '@daybook/testing';
import { projectFolder } from '../../deploy/local/folders';
import { machine, tableOf, type Figure } from './bench-figures';
import { benchCommands } from './commands/commands-bench';
import { benchGateway } from './gateway-bench';
import { benchIntake } from './reporting-bench';
import { benchIdle } from './idle-bench';
import { benchServices } from './services-bench';
import { benchVisible } from './visible-bench';

const NAMES = ['gateway', 'commands', 'services', 'intake', 'report', 'idle'] as const;

/** Measures everything, or what is named, and keeps the results. */
async function main(wanted: string[]): Promise<void> {
  const unknown = wanted.filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}: ${NAMES.join(', ')}`);
  const chosen = (name: (typeof NAMES)[number]): boolean => wanted.length === 0 || wanted.includes(name);
  const figures: Figure[] = [];
  if (chosen('gateway') || chosen('commands') || chosen('services')) {
    await withSystem(async (system) => {
      if (chosen('gateway')) figures.push(...(await benchGateway(system)));
      if (chosen('commands')) figures.push(...(await benchCommands(system)));
      if (chosen('services')) figures.push(...(await benchServices(system)));
    });
  }
  if (chosen('intake')) figures.push(...(await benchIntake()));
  if (chosen('report')) figures.push(...(await benchVisible()));
  if (chosen('idle')) figures.push(...(await benchIdle()));
  process.stdout.write(`\n${tableOf(figures)}\n`);
  keep(figures);
}

async function withSystem(work: (system: TestSystem) => Promise<void>): Promise<void> {
  // One caller asks for everything: the limit of requests is not what is measured.
  const system = await startSystemForTests({ env: { gateway: { REQUESTS_PER_SECOND: '100000' } } });
  try {
    await work(system);
  } finally {
    await system.discard();
  }
}

function keep(figures: Figure[]): void {
  const folder = join(projectFolder(), 'tests', 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine: machine(), figures }, null, 2)}\n`);
  process.stdout.write(`\nKept in ${file}\n`);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
