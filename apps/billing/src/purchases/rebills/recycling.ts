import type { EntityManager } from '@mikro-orm/postgresql';
import { Campaign } from '../../catalog/campaign.entity';
import { RecycleProfile } from '../../catalog/recycle-profiles/recycle-profile.entity';
import { daysAfter } from '../billing-dates';
import type { Purchase } from '../purchase.entity';

/** How declined cycles of a purchase are tried again: as its campaign says now; null: they are not. */
export async function recycleProfileOf(
  em: EntityManager,
  purchase: Purchase,
): Promise<RecycleProfile | null> {
  const campaign = await em.findOneOrFail(Campaign, { id: purchase.campaignId });
  return campaign.recycleProfileId === null
    ? null
    : em.findOneOrFail(RecycleProfile, { id: campaign.recycleProfileId });
}

/** When the cycle is tried again after so many tries; null: it is given up. */
export function retryTime(
  profile: RecycleProfile | null,
  triesMade: number,
  purchase: Purchase,
  now: Date,
): Date | null {
  const next = profile?.tries[triesMade];
  return next === undefined ? null : daysAfter(now, next.afterDays, purchase.timeZone);
}
