import { createHash, randomBytes } from 'node:crypto';
import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { newId, type AccessRow, type ApiKeyView } from '@daybook/contracts';
import type { User } from './user.entity';

/** What every key begins with, so that one that leaks is recognised. */
const MARK = 'dbk_';

/** The hash by which a key is kept and found. A key is random, so a fast hash is enough. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** A key that acts for an API User within its scopes. The key itself is not kept. */
@Entity({ tableName: 'api_keys' })
export class ApiKey {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  userId!: string;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  prefix!: string;

  @Property({ type: 'blob', columnType: 'bytea' })
  keyHash!: Buffer;

  @Property({ type: 'array', columnType: 'text[]' })
  scopes!: AccessRow[];

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  revokedAt: Date | null = null;

  /** A new key with 256 random bits; the text is returned this once. */
  static create(user: User, name: string, scopes: AccessRow[], now: Date): { apiKey: ApiKey; key: string } {
    const key = MARK + randomBytes(32).toString('base64url');
    const apiKey = new ApiKey();
    apiKey.id = newId();
    apiKey.userId = user.id;
    apiKey.name = name;
    apiKey.prefix = key.slice(0, MARK.length + 6);
    apiKey.keyHash = hashOfKey(key);
    apiKey.scopes = scopes;
    apiKey.createdAt = now;
    return { apiKey, key };
  }

  /** Ends the key for good; the first time counts. */
  revoke(now: Date): void {
    this.revokedAt ??= now;
  }

  toView(username: string): ApiKeyView {
    return {
      id: this.id,
      username,
      userId: this.userId,
      name: this.name,
      prefix: this.prefix,
      scopes: this.scopes,
      createdAt: this.createdAt.toISOString(),
      ...(this.revokedAt === null ? {} : { revokedAt: this.revokedAt.toISOString() }),
    };
  }
}
