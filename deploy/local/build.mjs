// Compiles all services and libraries, in seconds. Types are not checked here: `npm run typecheck` does.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { project, run } from './bootstrap.mjs';

const started = new Date();
const swc = join(project, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
await run(
  process.execPath,
  // Absolute, or the compiled import paths are wrong.
  [
    swc,
    'apps',
    'libs',
    'deploy',
    '-d',
    'dist',
    '-C',
    `jsc.baseUrl=${project}`,
    '--quiet',
    '--ignore',
    '**/*.spec.ts',
    '--ignore',
    'apps/console/**',
  ],
  { quiet: true },
);
writeFileSync(join(project, 'dist', '.built'), started.toISOString());
