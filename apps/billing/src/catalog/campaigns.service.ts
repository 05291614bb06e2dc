import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  type Call,
  type CallCenterView,
  type CampaignCategoryView,
  type CampaignView,
  type ChangeCallCenterInput,
  type ChangeCampaignCategoryInput,
  type ChangeCampaignInput,
  type CreateCallCenterInput,
  type CreateCampaignCategoryInput,
  type CreateCampaignInput,
} from '@daybook/contracts';
import { record, UnitOfWork } from '@daybook/persistence';
import { expectVersion, flushNamed } from '../versions';
import { CallCenter } from './call-center.entity';
import { CampaignCategory } from './campaign-category.entity';
import { Campaign } from './campaign.entity';
import { callCenterView, campaignCategoryView, campaignView } from './catalog.views';

/** What administrators do with campaigns, their categories and call centers. */
@Injectable()
export class CampaignsService {
  constructor(private readonly work: UnitOfWork) {}

  createCategory(input: CreateCampaignCategoryInput, call: Call): Promise<CampaignCategoryView> {
    return this.work.command(call, async (em) => {
      const category = CampaignCategory.create(input);
      em.persist(category);
      return this.categoryChanged(em, category, call);
    });
  }

  changeCategory(input: ChangeCampaignCategoryInput, call: Call): Promise<CampaignCategoryView> {
    return this.work.command(call, async (em) => {
      const category = await em.findOne(CampaignCategory, { id: input.id });
      if (category === null) throw new DomainError('billing.not_found');
      expectVersion(category, call);
      category.change(input);
      return this.categoryChanged(em, category, call);
    });
  }

  createCampaign(input: CreateCampaignInput, call: Call): Promise<CampaignView> {
    return this.work.command(call, async (em) => {
      await this.expectCategory(em, input.categoryId);
      const campaign = Campaign.create(input);
      em.persist(campaign);
      return this.campaignChanged(em, campaign, call);
    });
  }

  changeCampaign(input: ChangeCampaignInput, call: Call): Promise<CampaignView> {
    return this.work.command(call, async (em) => {
      const campaign = await em.findOne(Campaign, { id: input.id });
      if (campaign === null) throw new DomainError('billing.not_found');
      expectVersion(campaign, call);
      if (input.categoryId !== undefined) await this.expectCategory(em, input.categoryId);
      campaign.change(input);
      return this.campaignChanged(em, campaign, call);
    });
  }

  createCallCenter(input: CreateCallCenterInput, call: Call): Promise<CallCenterView> {
    return this.work.command(call, async (em) => {
      const center = CallCenter.create(input);
      em.persist(center);
      return this.callCenterChanged(em, center, call);
    });
  }

  changeCallCenter(input: ChangeCallCenterInput, call: Call): Promise<CallCenterView> {
    return this.work.command(call, async (em) => {
      const center = await em.findOne(CallCenter, { id: input.id });
      if (center === null) throw new DomainError('billing.not_found');
      expectVersion(center, call);
      center.change(input);
      return this.callCenterChanged(em, center, call);
    });
  }

  private async expectCategory(em: EntityManager, id: string): Promise<void> {
    if ((await em.count(CampaignCategory, { id })) === 0) {
      throw new DomainError('billing.unknown_reference', {
        errors: [{ field: 'categoryId', message: 'is not a campaign category' }],
      });
    }
  }

  private async categoryChanged(
    em: EntityManager,
    category: CampaignCategory,
    call: Call,
  ): Promise<CampaignCategoryView> {
    await flushNamed(em);
    const { id, name, retired } = category;
    record(em, 'billing.campaign_category.changed', { call, attributes: { id, name, retired } });
    return campaignCategoryView(category);
  }

  private async campaignChanged(em: EntityManager, campaign: Campaign, call: Call): Promise<CampaignView> {
    await flushNamed(em);
    const { id, name, retired, categoryId: campaignCategoryId, baseCurrency: currency } = campaign;
    record(em, 'billing.campaign.changed', {
      call,
      attributes: { id, name, retired, campaignCategoryId, currency },
    });
    return campaignView(campaign);
  }

  private async callCenterChanged(
    em: EntityManager,
    center: CallCenter,
    call: Call,
  ): Promise<CallCenterView> {
    await flushNamed(em);
    const { id, name, retired } = center;
    record(em, 'billing.call_center.changed', { call, attributes: { id, name, retired } });
    return callCenterView(center);
  }
}
