// What `npm start` and `npm test` need before anything is built: plain JavaScript, no dependencies.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
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

/** Runs `npm install` when dependencies are missing or older than the lockfile. */
export async function install() {
  const installed = changedAt(join(project, 'node_modules', '.package-lock.json'));
  if (installed >= changedAt(join(project, 'package-lock.json')) && installed > 0) return;
  // Not `npm ci`: it fails where a registry lacks other platforms' optional packages.
  await run('npm', ['install', '--no-audit', '--no-fund']);
}

/** Runs the build when a source is newer than the last one. */
export async function build() {
  const built = changedAt(join(project, 'dist', '.built'));
  const sources = ['apps', 'libs', 'deploy', '.swcrc', 'package-lock.json'];
  if (built > 0 && sources.every((name) => newestIn(join(project, name)) <= built)) return;
  await run('npm', ['run', '--silent', 'build']);
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

function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

function newestIn(path) {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .reduce((newest, entry) => Math.max(newest, newestIn(join(path, entry.name))), mtimeMs);
}
