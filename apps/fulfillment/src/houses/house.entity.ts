import { Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type ChangeFulfillmentHouseInput } from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';

const changes: FieldChanges<Omit<ChangeFulfillmentHouseInput, 'id' | 'default'>, House> = {
  url: asGiven,
  campaignIds: asGiven,
  countries: asGiven,
  retired: asGiven,
};

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

  /** Changes the fields given, but for being the default one, which concerns the others too. */
  change(input: ChangeFulfillmentHouseInput, now: Date): void {
    changeFields(this, input, changes, now);
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

  /** Encrypted: see HouseSecrets. */
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

/** The names of all houses, by id: there are few. */
export async function houseNames(em: EntityManager): Promise<Map<string, string>> {
  return new Map((await em.find(House, {})).map(({ id, name }) => [id, name]));
}
