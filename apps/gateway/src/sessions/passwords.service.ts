import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** Argon2id with 19 MiB and two passes, the least that OWASP's password storage guidance asks for. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Makes and checks the hashes by which passwords are kept. */
@Injectable()
export class PasswordsService {
  private readonly nobody = hash(randomBytes(32), COST);

  /** The hash to keep. */
  async hash(password: string): Promise<string> {
    return hash(password, COST);
  }

  /** Whether a password is the one that was hashed. Takes as long where there is no hash, so that nobody learns which users exist. */
  async matches(kept: string | null, password: string): Promise<boolean> {
    const right = await verify(kept ?? (await this.nobody), password);
    return right && kept !== null;
  }
}
