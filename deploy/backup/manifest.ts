import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '../local/system/system-options';
import type { Making, SequenceState, TableRows } from './schema-description';

/** The only form of a backup there is so far. */
const FORMAT = 1;

/** A table's rows in a file: PostgreSQL's text form of COPY, packed with gzip. */
export interface TableFile extends TableRows {
  /** Within the backup's folder. */
  readonly file: string;
  readonly rows: number;
  /** Of the packed file. */
  readonly bytes: number;
  /** Of the packed file, in hex. */
  readonly sha256: string;
}

/** One service's database in a backup. */
export interface DatabaseBackup {
  readonly serverVersion: string;
  readonly before: readonly Making[];
  readonly after: readonly Making[];
  readonly sequences: readonly SequenceState[];
  readonly tables: readonly TableFile[];
}

/** What a backup holds. It is written last: a folder without it is no backup. */
export interface Manifest {
  readonly format: number;
  /** The version of Daybook that made it. */
  readonly daybook: string;
  /** The moment at which it stands, RFC 3339. */
  readonly time: string;
  readonly secrets: boolean;
  readonly databases: Readonly<Record<ServiceName, DatabaseBackup>>;
}

/** Writes the manifest and its own checksum, which makes the folder a backup. */
export function writeManifest(folder: string, manifest: Omit<Manifest, 'format'>): void {
  const text = `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`;
  writeFileSync(join(folder, 'manifest.sha256'), `${sha256(text)}  manifest.json\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'manifest.json'), text, { mode: 0o600 });
}

/** Reads a backup's manifest. @throws Error when it is none, was changed, or is of a form that is not known */
export function readManifest(folder: string): Manifest {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${folder} holds no finished backup: it has no manifest.json`);
  const text = readFileSync(file, 'utf8');
  const [expected] = readFileSync(join(folder, 'manifest.sha256'), 'utf8').split(' ');
  if (sha256(text) !== expected) throw new Error(`${file} is not as it was written: its checksum is wrong`);
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== FORMAT)
    throw new Error(`${file} is of form ${manifest.format}; this version reads form ${FORMAT} only`);
  return manifest;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
