import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

interface Waiting {
  line: string;
  resolve: () => void;
  reject: (error: Error) => void;
}

/**
 * What one part of the sandbox remembers: a file of JSON lines. `append` resolves once the line is on the disk
 * (lines that wait together share one fsync), so whatever was answered is still known after kill -9.
 */
export class SandboxJournal<TRecord extends object> {
  private waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;

  private constructor(private readonly file: FileHandle) {}

  /** Opens or makes the file, hands every record in it to `replay`, and cuts off a last line that was torn by a crash. */
  static async open<TRecord extends object>(
    path: string,
    replay: (record: TRecord) => void,
  ): Promise<SandboxJournal<TRecord>> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    const bytes = await readFile(path);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) await file.truncate(whole);
    for (const line of bytes.subarray(0, whole).toString('utf8').split('\n')) {
      if (line !== '') replay(JSON.parse(line) as TRecord);
    }
    return new SandboxJournal<TRecord>(file);
  }

  /** Writes one record; resolves after fsync. Records are written in the order of the calls. */
  append(record: TRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ line: `${JSON.stringify(record)}\n`, resolve, reject });
      this.writing ??= this.write().finally(() => {
        this.writing = undefined;
      });
    });
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    while (this.writing) await this.writing;
    await this.file.close();
  }

  private async write(): Promise<void> {
    // Lets the other requests of this turn of the event loop join the same fsync.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.file.appendFile(batch.map((entry) => entry.line).join(''));
        await this.file.datasync();
        for (const entry of batch) entry.resolve();
      } catch (error) {
        const reason = error instanceof Error ? error : new Error(String(error));
        for (const entry of batch) entry.reject(reason);
      }
    }
  }
}
