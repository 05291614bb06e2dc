import type { EntityManager } from '@mikro-orm/postgresql';
import { HouseSecret, type SecretPurpose } from './house.entity';

/** A house's secrets that are good at a moment, the newest first. */
export async function secretsOf(
  em: EntityManager,
  houseId: string,
  purpose: SecretPurpose,
  now: Date,
): Promise<string[]> {
  const secrets = await em.find(
    HouseSecret,
    { houseId, purpose, $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] },
    { orderBy: { createdAt: 'desc', id: 'desc' } },
  );
  return secrets.map((each) => each.secret);
}
