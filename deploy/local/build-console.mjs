// Builds the console's pages into dist/apps/console. With --if-changed only where a source is newer than what is there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { changedAt, newestIn, project, run } from './bootstrap.mjs';

const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'];

const folder = join(project, 'apps', 'console');
const sources = [...SOURCES.map((name) => join(folder, name)), join(project, 'package-lock.json')];
const built = changedAt(join(project, 'dist', 'apps', 'console', 'index.html'));
const current = built > 0 && sources.every((path) => newestIn(path) <= built);

// What is built in an image is not all there.
if (existsSync(join(folder, 'index.html')) && !(current && process.argv.includes('--if-changed'))) {
  const vite = ['run', '--silent', 'build', '--workspace', 'apps/console', '--'];
  await run('npm', [...vite, '--logLevel', 'warn'], { quiet: true }).catch(() => process.exit(1)); // it has said why
}
