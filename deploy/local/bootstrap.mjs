// What `npm start` and `npm test` need before anything is built: plain JavaScript, no dependencies.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const OLDEST_NODE = [20, 19];

/** Ends the program with a clear sentence when Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  process.stderr.write(
    `Daybook needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}

/** The folders that are compiled. */
export const BUILT = ['apps', 'libs', 'deploy', join('tests', 'bench'), join('tests', 'pictures')];

/**
 * Runs `npm install` when dependencies are missing or older than the lockfile.
 *
 * @param tests whether what only tests, checks and benches need is wanted too. What is there already stays.
 */
export async function install({ tests = false } = {}) {
  const record = join(project, 'node_modules', '.package-lock.json');
  const installed = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).packages : {};
  const { devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const hasTests = Object.keys(devDependencies).every((name) => `node_modules/${name}` in installed);
  const current = changedAt(record) > 0 && changedAt(record) >= changedAt(join(project, 'package-lock.json'));
  if (current && (hasTests || !tests)) return;
  // Not `npm ci`: it fails where a registry lacks other platforms' optional packages.
  const kind = tests || 'node_modules/jest' in installed ? [] : ['--omit=dev'];
  await run('npm', ['install', '--no-audit', '--no-fund', ...kind]);
}

/** Runs the build when a source is newer than the last one. */
export async function build() {
  const built = changedAt(join(project, 'dist', '.built'));
  const sources = [...BUILT, '.swcrc', 'package-lock.json'];
  if (built > 0 && sources.every((name) => newestIn(join(project, name)) <= built)) return;
  await run('npm', ['run', '--silent', 'build:services']);
}

/** Builds the console's pages when a source of them is newer than they are. */
export async function buildConsole() {
  await run(process.execPath, [join(project, 'deploy', 'local', 'build-console.mjs'), '--if-changed'], {
    quiet: true,
  });
}

/** Runs a program in the project's folder; rejects when it fails. */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  if (!quiet) process.stdout.write(`\n> ${[program, ...args].join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: project, stdio: 'inherit', env });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${[program, ...args].join(' ')} failed (${signal ?? `code ${code}`})`));
    });
  });
}

/** When a file was changed, in milliseconds; 0 where there is none. */
export function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** When a file, or the newest in a folder, was changed. The console's sources make no service. */
export function newestIn(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !['node_modules', 'console'].includes(entry.name))
    .reduce((newest, entry) => Math.max(newest, newestIn(join(path, entry.name))), mtimeMs);
}
