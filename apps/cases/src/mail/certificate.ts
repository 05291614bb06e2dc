import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** How often is looked whether the files were written anew. */
const LOOK_EVERY_MS = 60_000;

/** A certificate with its chain, and its key, as PEM. */
export interface CertificatePems {
  cert: string;
  key: string;
}

/** A certificate in two files, which whoever renews it writes anew. */
export class Certificate {
  constructor(
    private readonly files: CertificatePems,
    private readonly lookEveryMs = LOOK_EVERY_MS,
  ) {}

  /** @throws where a file cannot be read, or the two do not fit together */
  read(): CertificatePems {
    const pems = { cert: readFileSync(this.files.cert, 'utf8'), key: readFileSync(this.files.key, 'utf8') };
    createSecureContext(pems);
    return pems;
  }

  /** Calls back whenever one of the files was written; between the two they may not fit together. */
  onWritten(look: () => void): void {
    for (const file of this.paths) watchFile(file, { interval: this.lookEveryMs, persistent: false }, look);
  }

  close(): void {
    for (const file of this.paths) unwatchFile(file);
  }

  private get paths(): string[] {
    return [this.files.cert, this.files.key];
  }
}
