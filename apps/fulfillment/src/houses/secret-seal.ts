import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const PREFIX = 'sealed.v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps texts so that only who has the key reads them (AES-256-GCM). */
export class SecretSeal {
  private readonly keys: readonly Buffer[];

  /** @param keys 32 bytes each, in base64: the first seals, all open */
  constructor(keys: readonly [string, ...string[]]) {
    this.keys = keys.map((key) => Buffer.from(key, 'base64'));
  }

  /** @param owner whose it is: it opens for nobody else, so that sealed texts cannot be exchanged */
  seal(text: string, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(0), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
  }

  /** @throws Error when it was not sealed for this owner with one of the keys */
  open(sealed: string, owner: string): string {
    for (const [at] of this.keys.entries()) {
      const text = this.openWith(at, sealed, owner);
      if (text !== null) return text;
    }
    throw new Error(
      'A secret of a house does not open: HOUSE_SECRETS_KEY is another one than it was sealed with',
    );
  }

  /** Whether it is sealed with the first key. */
  isFresh(sealed: string, owner: string): boolean {
    return this.openWith(0, sealed, owner) !== null;
  }

  /** Whether it is sealed at all. */
  isSealed(text: string): boolean {
    return text.startsWith(PREFIX);
  }

  private openWith(at: number, sealed: string, owner: string): string | null {
    if (!this.isSealed(sealed)) return null;
    const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64');
    const decipher = createDecipheriv(CIPHER, this.key(at), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]).toString('utf8');
    } catch {
      return null; // sealed with another key, or tampered with
    }
  }

  private key(at: number): Buffer {
    return this.keys[at];
  }
}
