import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib';
import type { Manifest } from '../../backup/manifest';

/** What stands at the beginning of the file of the demonstration. */
export interface DemoHeader {
  /** The moment at which its people's lives stop, RFC 3339. */
  readonly ends: string;
  /** The first day that was lived. */
  readonly begins: string;
  /** What the report said of those days: the total of each action. Absent in files of before. */
  readonly totals?: Readonly<Record<string, number>>;
  readonly manifest: Manifest;
  /** What follows, in this order: the tables of all databases, then what the sandbox remembers. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** One window over everything: the same ids stand in the tables of several services, far apart. */
const PACKING = {
  [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
  [constants.BROTLI_PARAM_LGWIN]: 27,
  [constants.BROTLI_PARAM_QUALITY]: 10,
};

/** Writes header and files into one packed file. */
export async function writeArchive(
  file: string,
  header: DemoHeader,
  contents: AsyncIterable<Buffer>,
): Promise<void> {
  const packer = createBrotliCompress({ params: PACKING });
  const written = createWriteStream(file);
  packer.pipe(written);
  await put(packer, Buffer.from(`${JSON.stringify(header)}\n`));
  for await (const content of contents) await put(packer, content);
  packer.end();
  await finished(written);
}

/** Reads a packed file from its beginning to its end: each piece once, in its order. */
export class DemoArchive {
  private ahead: Buffer = Buffer.alloc(0);
  private at = 0;

  private constructor(
    private readonly unpacked: AsyncIterator<Buffer>,
    readonly header: DemoHeader,
  ) {}

  static async open(file: string): Promise<DemoArchive> {
    const unpacker = createBrotliDecompress({ params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 } });
    const source = createReadStream(file);
    source.on('error', (error) => unpacker.destroy(error));
    const unpacked = (source.pipe(unpacker) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    let first: Buffer = Buffer.alloc(0);
    while (!first.includes(0x0a)) {
      const { value, done } = (await unpacked.next()) as IteratorResult<Buffer, undefined>;
      if (done === true || value === undefined) throw new Error(`${file} holds no demonstration`);
      first = Buffer.concat([first, value]);
    }
    const end = first.indexOf(0x0a);
    const archive = new DemoArchive(
      unpacked,
      JSON.parse(first.subarray(0, end).toString('utf8')) as DemoHeader,
    );
    archive.ahead = first.subarray(end + 1);
    return archive;
  }

  /** The next file, which must be this one. @param passed told of each piece of it, in bytes */
  next(name: string, passed: (bytes: number) => void = () => undefined): Readable {
    const file = this.header.files[this.at++];
    if (file?.name !== name)
      throw new Error(`The demonstration has ${file?.name ?? 'nothing'} where ${name} is wanted`);
    return Readable.from(this.take(file.bytes, passed));
  }

  /** Ends the reading, wherever it is. */
  async close(): Promise<void> {
    await this.unpacked.return?.();
  }

  private async *take(bytes: number, passed: (bytes: number) => void): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      if (this.ahead.length === 0) {
        const { value, done } = (await this.unpacked.next()) as IteratorResult<Buffer, undefined>;
        if (done === true || value === undefined) throw new Error('The demonstration ends too early');
        this.ahead = value;
      }
      const piece = this.ahead.subarray(0, left);
      this.ahead = this.ahead.subarray(piece.length);
      left -= piece.length;
      passed(piece.length);
      yield piece;
    }
  }
}

async function put(stream: Writable, content: Buffer): Promise<void> {
  if (!stream.write(content)) await once(stream, 'drain');
}
