import { ArrayType, Entity, PrimaryKey, Property } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type ChangeFulfillmentHouseInput } from '@daybook/contracts';
import { asGiven, changeFields, type FieldChanges } from '@daybook/persistence';

const changes: FieldChanges<Omit<ChangeFulfillmentHouseInput, 'id' | 'default'>, House> = {
  url: asGiven,
  campaignIds: asGiven,
  countries: asGiven,
  retired: asGiven,
  cancels: asGiven,
  holdsAddresses: asGiven,
  tracks: asGiven,
  cutOff: asGiven,
  timeZone: asGiven,
  workingDays: (days) => [...days].sort(),
  closedOn: (days) => [...days].sort(),
  bundlingMinutes: asGiven,
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

  /** It can cancel what it has; one that cannot is not asked. */
  @Property({ type: 'boolean' })
  cancels = true;

  @Property({ type: 'boolean' })
  holdsAddresses = true;

  @Property({ type: 'boolean' })
  tracks = true;

  /** `HH:MM` in its time zone. */
  @Property({ type: 'text', nullable: true })
  cutOff: string | null = null;

  @Property({ type: 'text' })
  timeZone = 'UTC';

  /** 1 is Monday. */
  @Property({ type: new ArrayType(Number), columnType: 'int[]' })
  workingDays: number[] = [1, 2, 3, 4, 5, 6, 7];

  @Property({ type: 'array', columnType: 'text[]' })
  closedOn: string[] = [];

  @Property({ type: 'integer' })
  bundlingMinutes = 0;

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

  /** Whether it does what a message of it says; else that is unexpected. */
  does(type: string): boolean {
    return (type !== 'address_hold' || this.holdsAddresses) && (type !== 'tracking' || this.tracks);
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
