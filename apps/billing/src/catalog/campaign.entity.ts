import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import {
  newId,
  type CaptureMode,
  type ChangeCampaignInput,
  type CreateCampaignInput,
} from '@daybook/contracts';

/** What orders are sold under: one currency, some countries, one way of taking the money. */
@Entity({ tableName: 'campaign' })
export class Campaign {
  @PrimaryKey({ type: 'uuid' })
  id: string;

  @Property({ type: 'integer', version: true })
  version: number;

  @Property({ type: 'string' })
  name: string;

  @Property({ type: 'uuid' })
  categoryId: string;

  @Property({ type: 'string', columnType: 'char(3)' })
  baseCurrency: string;

  @Property({ type: 'array', columnType: 'text[]' })
  countries: string[] = [];

  @Property({ type: 'string' })
  captureAt: CaptureMode;

  @Property({ type: 'boolean' })
  retired: boolean = false;

  static create(input: CreateCampaignInput): Campaign {
    const campaign = new Campaign();
    campaign.id = newId();
    campaign.name = input.name;
    campaign.categoryId = input.categoryId;
    campaign.baseCurrency = input.baseCurrency;
    campaign.countries = input.countries;
    campaign.captureAt = input.captureAt;
    return campaign;
  }

  change(input: ChangeCampaignInput): void {
    this.name = input.name ?? this.name;
    this.categoryId = input.categoryId ?? this.categoryId;
    this.countries = input.countries ?? this.countries;
    this.captureAt = input.captureAt ?? this.captureAt;
    this.retired = input.retired ?? this.retired;
  }

  /** Whether it ships to a country (ISO 3166-1 alpha-2). */
  ships(country: string): boolean {
    return this.countries.length === 0 || this.countries.includes(country);
  }
}
