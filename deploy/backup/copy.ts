import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { TableRows } from './schema-description';

/** What a file of rows holds. */
export interface Copied {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Streams a table into a file. Memory stays flat, however large the table is. */
export async function copyOut(client: Client, table: TableRows, file: string): Promise<Copied> {
  const rows = client.query(copyTo(`copy ${columnsOf(table)} to stdout`));
  const written = new Passed();
  await pipeline(rows, createGzip({ level: 3 }), written, createWriteStream(file, { mode: 0o600 }));
  return { rows: rows.rowCount, bytes: written.bytes, sha256: written.sha256() };
}

/** Streams what a file held into a table; answers how many rows it held. */
export async function copyIn(client: Client, table: TableRows, source: RowSource): Promise<number> {
  const rows = client.query(copyFrom(`copy ${columnsOf(table)} from stdin`));
  await pipeline([...source, rows]);
  return rows.rowCount;
}

/** A table's rows in PostgreSQL's text form of COPY: where they come from, and what they pass through. */
export type RowSource = readonly [Readable, ...Transform[]];

/** The rows that a file of a backup holds; `passed` is told of each piece that was read. */
export function rowsOf(file: string, passed: (bytes: number) => void): RowSource {
  const read = createReadStream(file);
  read.on('data', (chunk) => passed(chunk.length));
  read.pause();
  return [read, createGunzip()];
}

/** Size and checksum of a file. */
export async function measure(file: string): Promise<Omit<Copied, 'rows'>> {
  const read = new Passed();
  await pipeline(createReadStream(file), read, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) void chunk; // nothing but to let it pass
  });
  return { bytes: read.bytes, sha256: read.sha256() };
}

function columnsOf({ name, columns }: TableRows): string {
  return columns.length === 0 ? name : `${name} (${columns.join(', ')})`;
}

/** Counts and hashes what passes. */
class Passed extends Transform {
  bytes = 0;
  private readonly hash: Hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void) {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}
