import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../folders';

const OLDEST = [2, 10] as const;
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** The Debian release whose nats-server is new enough. */
const SUITE = 'trixie';

/**
 * A nats-server of 2.10 or newer: the one on PATH, the one fetched earlier into the cache folder, or one
 * fetched now (Debian and Ubuntu: the distribution's own signed package, unpacked and not installed;
 * macOS: Homebrew). Fails with what to install where none of these is possible.
 */
export function natsServerBinary(): string {
  const onPath = which('nats-server');
  if (onPath !== undefined && isNewEnough(onPath)) return onPath;
  const cached = join(cacheFolder(), `nats-server-${process.arch}`);
  if (existsSync(cached) && isNewEnough(cached)) return cached;
  if (process.platform === 'darwin' && which('brew') !== undefined) return fromHomebrew();
  if (process.platform === 'linux' && which('apt-get') !== undefined) return fromPackage(cached);
  throw new Error(installAdvice('none was found'));
}

function installAdvice(reason: string): string {
  return (
    `Daybook needs nats-server 2.10 or newer (${reason}). Install it from https://nats.io/download ` +
    'so that `nats-server --version` works, or name a server of your own in NATS_URL.'
  );
}

function which(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

function isNewEnough(file: string): boolean {
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /v(\d+)\.(\d+)\./.exec(answer.stdout ?? '') ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
}

function fromHomebrew(): string {
  run('brew', ['install', 'nats-server']);
  const file =
    which('nats-server') ??
    ['/opt/homebrew/bin/nats-server', '/usr/local/bin/nats-server'].find((f) => existsSync(f));
  if (file === undefined || !isNewEnough(file)) throw new Error(installAdvice('Homebrew gave none'));
  return file;
}

/**
 * Fetches the distribution's package with an apt configuration of our own: no root needed, and neither
 * the system's package lists nor its installed packages are touched. apt checks the signature.
 */
function fromPackage(cached: string): string {
  const draft = mkdtempSync(join(cacheFolder(), '.nats-server-'));
  try {
    for (const folder of ['state/lists/partial', 'cache/archives/partial', 'etc', 'package']) {
      mkdirSync(join(draft, folder), { recursive: true });
    }
    writeFileSync(join(draft, 'state/status'), '');
    const options = [
      `Dir::State=${draft}/state`,
      `Dir::State::status=${draft}/state/status`,
      `Dir::Cache=${draft}/cache`,
      'APT::Sandbox::User=', // the private folders are ours, not user _apt's
      'Acquire::Languages=none',
      ...ownSources(draft),
    ].flatMap((option) => ['-o', option]);
    run('apt-get', [...options, '-q', 'update'], draft);
    run('apt-get', [...options, '-q', 'download', 'nats-server'], draft);
    const archive = readdirSync(draft).find((file) => file.endsWith('.deb'));
    if (archive === undefined) throw new Error(installAdvice('apt-get downloaded none'));
    run('dpkg-deb', ['-x', join(draft, archive), join(draft, 'package')]);
    const unpacked = ['usr/sbin', 'usr/bin']
      .map((folder) => join(draft, 'package', folder, 'nats-server'))
      .find((file) => existsSync(file));
    if (unpacked === undefined || !isNewEnough(unpacked))
      throw new Error(installAdvice('the distribution’s is older'));
    // Moved into place at once, so that two processes that fetch at the same time never see half a file.
    copyFileSync(unpacked, join(draft, 'nats-server'));
    renameSync(join(draft, 'nats-server'), cached);
    return cached;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** On Debian: its mirror with the suite that is new enough. On others (Ubuntu): the sources as they are. */
function ownSources(draft: string): string[] {
  if (!/^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')) || !existsSync(KEYRING)) return [];
  const list = join(draft, 'etc/sources.list');
  writeFileSync(list, `deb [signed-by=${KEYRING}] ${debianMirror()} ${SUITE} main\n`);
  return [`Dir::Etc::sourcelist=${list}`, 'Dir::Etc::sourceparts=-'];
}

function debianMirror(): string {
  const parts = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(parts) ? readdirSync(parts).map((file) => join(parts, file)) : []),
  ];
  for (const file of files.filter((name) => existsSync(name) && /\.(list|sources)$/.test(name))) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const found = /^\s*(?:deb\s+(?:\[[^\]]*\]\s+)?|URIs:\s*)(https?:\/\/\S*\/debian)\/?(?:\s|$)/.exec(line);
      if (found?.[1] !== undefined) return found[1];
    }
  }
  return 'http://deb.debian.org/debian';
}

function run(program: string, args: string[], folder?: string): void {
  const result: SpawnSyncReturns<string> = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    ...(folder === undefined ? {} : { cwd: folder }),
  });
  if (result.status !== 0) {
    const reason = result.error?.message ?? `${result.stdout}${result.stderr}`.trim();
    throw new Error(
      installAdvice(`\`${program} ${args.at(-2) ?? ''} ${args.at(-1) ?? ''}\` failed: ${reason}`),
    );
  }
}
