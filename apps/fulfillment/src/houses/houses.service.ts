import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import {
  DomainError,
  houseServing,
  type Call,
  type ChangeFulfillmentHouseInput,
  type CreateFulfillmentHouseInput,
  type FulfillmentHouseSecretsView,
  type FulfillmentHouseView,
  type RotateHouseSecretsInput,
} from '@daybook/contracts';
import { Clock, expectVersion, record, rows, UnitOfWork } from '@daybook/persistence';
import { newSecret } from './standard-webhook';
import { House, HouseSecret } from './house.entity';
import { HouseAddresses } from './house-addresses';
import { HouseSecrets } from './house-secrets';
import { toHouseView, viewOf } from './houses.queries';

const HOUR_MS = 3_600_000;
const DEFAULT_OVERLAP_HOURS = 24;

/** What else is to be done, in the same transaction, when a house is registered. */
export type HouseListener = (em: EntityManager, house: House, now: Date) => Promise<void>;

/** Registers and changes fulfillment houses. */
@Injectable()
export class HousesService {
  private readonly listeners: HouseListener[] = [];

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly secrets: HouseSecrets,
    private readonly addresses: HouseAddresses,
  ) {}

  /** Calls back in the transaction of each house that is registered. */
  onRegistered(listener: HouseListener): void {
    this.listeners.push(listener);
  }

  async create(input: CreateFulfillmentHouseInput, call: Call): Promise<FulfillmentHouseSecretsView> {
    await this.addresses.expectPublic(input.url);
    try {
      return await this.work.command(call, async (em) => {
        const now = this.clock.now();
        const house = House.register(input.name, input.url, now);
        house.change({ ...input, id: house.id }, now);
        await this.oneAtATime(em);
        const first = (await em.count(House, { isDefault: true })) === 0;
        if (first || input.default === true) await this.makeDefault(em, house, call);
        em.persist(house);
        await em.flush();
        const secrets = this.issueSecrets(em, house, now);
        for (const listener of this.listeners) await listener(em, house, now);
        this.emit(em, house, call);
        return { ...toHouseView(house), ...secrets };
      });
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException && error.message.includes('house_name')) {
        throw new DomainError('fulfillment.name_taken');
      }
      throw error;
    }
  }

  async change(input: ChangeFulfillmentHouseInput, call: Call): Promise<FulfillmentHouseView> {
    if (input.url !== undefined) await this.addresses.expectPublic(input.url);
    return this.work.command(call, async (em) => {
      const house = await found(em, input.id);
      expectVersion(house, call);
      house.change(input, this.clock.now());
      if (input.default === true) {
        await this.oneAtATime(em);
        await this.makeDefault(em, house, call);
      }
      if (input.default === false) house.isDefault = false;
      await em.flush();
      this.emit(em, house, call);
      return viewOf(em, house);
    });
  }

  rotateSecrets(input: RotateHouseSecretsInput, call: Call): Promise<FulfillmentHouseSecretsView> {
    return this.work.command(call, async (em) => {
      const house = await found(em, input.id);
      const now = this.clock.now();
      const until = new Date(now.getTime() + (input.overlapHours ?? DEFAULT_OVERLAP_HOURS) * HOUR_MS);
      const old = await em.find(HouseSecret, {
        houseId: house.id,
        $or: [{ expiresAt: null }, { expiresAt: { $gt: until } }],
      });
      for (const secret of old) secret.expiresAt = until;
      return { ...(await viewOf(em, house)), ...this.issueSecrets(em, house, now) };
    });
  }

  private issueSecrets(
    em: EntityManager,
    house: House,
    now: Date,
  ): { webhookSecret: string; orderSecret: string } {
    const [webhookSecret, orderSecret] = [newSecret(), newSecret()];
    this.secrets.keep(em, house.id, 'webhooks', webhookSecret, now);
    this.secrets.keep(em, house.id, 'orders', orderSecret, now);
    return { webhookSecret, orderSecret };
  }

  /** Who decides which house is the default one waits for the others who do. */
  private async oneAtATime(em: EntityManager): Promise<void> {
    await rows(em, `select pg_advisory_xact_lock(hashtext('house_default'))`);
  }

  private async makeDefault(em: EntityManager, house: House, call: Call): Promise<void> {
    const before = await em.find(House, { isDefault: true, id: { $ne: house.id } });
    for (const other of before) {
      other.isDefault = false;
      this.emit(em, other, call);
    }
    // The one before gives way first: there is never more than one.
    await em.flush();
    house.isDefault = true;
  }

  private emit(em: EntityManager, house: House, call: Call): void {
    const { id, name, retired, campaignIds, countries } = house;
    record(em, 'fulfillment.house.changed', {
      call,
      attributes: { id, name, retired, campaignIds, countries, default: house.isDefault },
    });
  }
}

async function found(em: EntityManager, id: string): Promise<House> {
  const house = await em.findOne(House, { id });
  if (house === null) throw new DomainError('fulfillment.not_found');
  return house;
}

/** The house for an order of a campaign that goes to a country; none when all are retired. */
export async function houseFor(
  em: EntityManager,
  campaignId: string | null,
  country: string | undefined,
): Promise<House | null> {
  const houses = await em.find(House, { retired: false }, { orderBy: { createdAt: 'asc', id: 'asc' } });
  return houseServing(houses, campaignId, country ?? null) ?? null;
}
