import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const PREFIX = 'sealed.v1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps texts so that only who has the key reads them (AES-256-GCM). */
export class SecretCipher {
  private readonly keys: readonly Buffer[];

  /** @param keys 32 bytes each, in base64: the first encrypts, all decrypt */
  constructor(keys: readonly [string, ...string[]]) {
    this.keys = keys.map((key) => Buffer.from(key, 'base64'));
  }

  /** @param owner whose it is: it is decrypted for nobody else, so that encrypted texts cannot be exchanged */
  encrypt(text: string, owner: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(0), nonce).setAAD(Buffer.from(owner));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([nonce, encrypted, cipher.getAuthTag()]).toString('base64');
  }

  /** @throws Error when it was not encrypted for this owner with one of the keys */
  decrypt(encrypted: string, owner: string): string {
    for (const [at] of this.keys.entries()) {
      const text = this.decryptWith(at, encrypted, owner);
      if (text !== null) return text;
    }
    throw new Error(
      'A secret of a house cannot be decrypted: HOUSE_SECRETS_KEY is another one than it was encrypted with',
    );
  }

  /** Whether it is encrypted with the first key. */
  hasFirstKey(encrypted: string, owner: string): boolean {
    return this.decryptWith(0, encrypted, owner) !== null;
  }

  /** Whether it is encrypted at all. */
  isEncrypted(text: string): boolean {
    return text.startsWith(PREFIX);
  }

  private decryptWith(at: number, encrypted: string, owner: string): string | null {
    if (!this.isEncrypted(encrypted)) return null;
    const bytes = Buffer.from(encrypted.slice(PREFIX.length), 'base64');
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
      return null; // encrypted with another key, or tampered with
    }
  }

  private key(at: number): Buffer {
    return this.keys[at];
  }
}
