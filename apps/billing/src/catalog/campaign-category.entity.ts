import { Entity } from '@mikro-orm/core';
import {
  newId,
  type ChangeCampaignCategoryInput,
  type CreateCampaignCategoryInput,
} from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';

/** A group of campaigns, for the report's filter. */
@Entity({ tableName: 'campaign_category' })
export class CampaignCategory extends CatalogItem {
  static create(input: CreateCampaignCategoryInput): CampaignCategory {
    return Object.assign(new CampaignCategory(), { id: newId(), name: input.name });
  }

  change(input: ChangeCampaignCategoryInput): void {
    this.rename(input);
  }
}
