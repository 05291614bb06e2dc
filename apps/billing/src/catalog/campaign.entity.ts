import { Entity, Property } from '@mikro-orm/core';
import {
  newId,
  type CaptureMode,
  type ChangeCampaignInput,
  type CreateCampaignInput,
} from '@daybook/contracts';
import { CatalogItem } from './catalog-item.entity';

/** What orders are sold under: one currency, some countries, one way of taking the money. */
@Entity({ tableName: 'campaign' })
export class Campaign extends CatalogItem {
  @Property({ type: 'uuid' })
  categoryId: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  baseCurrency: string;

  @Property({ type: 'array', columnType: 'text[]' })
  countries: string[] = [];

  @Property({ type: 'string' })
  captureAt: CaptureMode;

  /** Percent of its orders that wait for quality assurance. */
  @Property({ type: 'integer' })
  qaRate: number = 0;

  /** Whether orders whose address is not verified wait for quality assurance. */
  @Property({ type: 'boolean' })
  addressCheck: boolean = false;

  /** Whether its customers are sent messages by themselves. */
  @Property({ type: 'boolean' })
  autoresponders: boolean = true;

  /** Whether its purchases are billed only after the customer has consented. */
  @Property({ type: 'boolean' })
  expressConsent: boolean = false;

  /** How declined billings of its purchases are tried again; null: not at all. */
  @Property({ type: 'uuid', nullable: true })
  recycleProfileId: string | null = null;

  static create(input: CreateCampaignInput): Campaign {
    const campaign = new Campaign();
    campaign.id = newId();
    campaign.baseCurrency = input.baseCurrency;
    campaign.change({ ...input, id: campaign.id });
    return campaign;
  }

  change(input: ChangeCampaignInput): void {
    this.rename(input);
    this.categoryId = input.categoryId ?? this.categoryId;
    this.countries = input.countries ?? this.countries;
    this.captureAt = input.captureAt ?? this.captureAt;
    this.qaRate = input.qaRate ?? this.qaRate;
    this.addressCheck = input.addressCheck ?? this.addressCheck;
    this.autoresponders = input.autoresponders ?? this.autoresponders;
    this.expressConsent = input.expressConsent ?? this.expressConsent;
    if (input.recycleProfileId !== undefined) this.recycleProfileId = input.recycleProfileId;
  }

  /** Whether it ships to a country (ISO 3166-1 alpha-2). */
  ships(country: string): boolean {
    return this.countries.length === 0 || this.countries.includes(country);
  }
}
