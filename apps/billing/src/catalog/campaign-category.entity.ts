import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  newId,
  type ChangeCampaignCategoryInput,
  type CreateCampaignCategoryInput,
} from '@daybook/contracts';

/** A group of campaigns, for the report's filter. */
@Entity({ tableName: 'campaign_category' })
export class CampaignCategory {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'boolean' })
  retired: boolean = false;

  static create(input: CreateCampaignCategoryInput): CampaignCategory {
    const category = new CampaignCategory();
    category.id = newId();
    category.name = input.name;
    return category;
  }

  change(input: ChangeCampaignCategoryInput): void {
    this.name = input.name ?? this.name;
    this.retired = input.retired ?? this.retired;
  }
}
