import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UnitOfWork } from '@daybook/persistence';
import { FulfillmentConfig } from '../fulfillment.config';
import { HouseSecret, type SecretPurpose } from './house.entity';
import { SecretCipher } from './secret-cipher';

/** Houses' secrets: encrypted in the database, since they must be read to sign and to verify. */
@Injectable()
export class HouseSecrets implements OnModuleInit {
  private readonly cipher: SecretCipher;

  constructor(
    private readonly work: UnitOfWork,
    { houseSecretsKey, houseSecretsKeyBefore }: FulfillmentConfig,
  ) {
    this.cipher = new SecretCipher(
      houseSecretsKeyBefore === undefined ? [houseSecretsKey] : [houseSecretsKey, houseSecretsKeyBefore],
    );
  }

  /**
   * Seals what an older version or an older key left.
   * @throws Error when a secret opens with none of the keys: the service would turn its houses away
   */
  async onModuleInit(): Promise<void> {
    await this.work.transaction(async (em) => {
      for (const secret of await em.find(HouseSecret, {})) {
        if (!this.cipher.isEncrypted(secret.secret))
          secret.secret = this.cipher.encrypt(secret.secret, secret.id);
        else if (!this.cipher.hasFirstKey(secret.secret, secret.id))
          secret.secret = this.cipher.encrypt(this.cipher.decrypt(secret.secret, secret.id), secret.id);
      }
    });
  }

  /** Keeps a new secret of a house. */
  keep(em: EntityManager, houseId: string, purpose: SecretPurpose, secret: string, now: Date): void {
    const kept = HouseSecret.make(houseId, purpose, now);
    kept.secret = this.cipher.encrypt(secret, kept.id);
    em.persist(kept);
  }

  /** A house's secrets that are good at a moment, the newest first. */
  async of(em: EntityManager, houseId: string, purpose: SecretPurpose, now: Date): Promise<string[]> {
    const secrets = await em.find(
      HouseSecret,
      { houseId, purpose, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] },
      { orderBy: { createdAt: 'desc', id: 'desc' } },
    );
    return secrets.map((each) => this.cipher.decrypt(each.secret, each.id));
  }
}
