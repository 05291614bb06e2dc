import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import { DomainError, newId } from '@daybook/contracts';

/** A fulfillment house: gets orders at its url, and posts webhooks under its name. */
@Entity({ tableName: 'house' })
export class House {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ version: true, type: 'integer' })
  version!: number;

  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  url!: string;

  @Property({ type: 'array', columnType: 'uuid[]' })
  campaignIds: string[] = [];

  /** Where it ships to, ISO 3166-1 alpha-2; empty: everywhere. */
  @Property({ type: 'array', columnType: 'text[]' })
  countries: string[] = [];

  @Property({ type: 'boolean' })
  isDefault = false;

  @Property({ type: 'boolean' })
  retired = false;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  static register(name: string, url: string, now: Date): House {
    const house = new House();
    house.id = newId();
    house.name = name;
    house.url = url;
    house.createdAt = now;
    return house;
  }

  /** @throws DomainError `request.stale` when somebody changed it meanwhile */
  expectVersion(version: number | undefined): void {
    if (version !== undefined && version !== this.version) throw new DomainError('request.stale');
  }
}

/** What a secret is for: a house signs its webhooks with one, we sign its orders with another. */
export type SecretPurpose = 'webhooks' | 'orders';

/** One secret of a house. Several are good at once while they change. */
@Entity({ tableName: 'house_secret' })
export class HouseSecret {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  houseId!: string;

  @Property({ type: 'text' })
  purpose!: SecretPurpose;

  /** Sealed: see HouseSecrets. */
  @Property({ type: 'text' })
  secret!: string;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz(3)', nullable: true })
  expiresAt: Date | null = null;

  static make(houseId: string, purpose: SecretPurpose, now: Date): HouseSecret {
    return Object.assign(new HouseSecret(), { id: newId(), houseId, purpose, createdAt: now });
  }
}
