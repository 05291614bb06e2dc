import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError, type ChangeCampaignInput, type CreateCampaignInput } from '@daybook/contracts';
import { Campaign } from '../campaign.entity';
import { RecycleProfile } from './recycle-profile.entity';

/**
 * Makes sure that a campaign can have the recycle profile that it chooses.
 * @throws DomainError `billing.unknown_reference`, `billing.reference_retired`, `billing.currency_mismatch`
 */
export async function expectProfile(
  em: EntityManager,
  input: Partial<CreateCampaignInput> | ChangeCampaignInput,
): Promise<void> {
  const { recycleProfileId } = input;
  if (recycleProfileId === undefined || recycleProfileId === null) return;
  const campaign = 'id' in input ? await em.findOne(Campaign, { id: input.id }) : null;
  if (campaign?.recycleProfileId === recycleProfileId) return;
  const profile = await em.findOne(RecycleProfile, { id: recycleProfileId });
  const fault = (message: string) => ({ errors: [{ field: 'recycleProfileId', message }] });
  if (profile === null) {
    throw new DomainError('billing.unknown_reference', fault('is not a recycle profile'));
  }
  if (profile.retired) throw new DomainError('billing.reference_retired', fault('is retired'));
  const currency = campaign?.baseCurrency ?? ('baseCurrency' in input ? input.baseCurrency : undefined);
  if (profile.currency !== null && profile.currency !== currency) {
    throw new DomainError('billing.currency_mismatch', fault(`is not in ${currency ?? ''}`));
  }
}
