import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  type FulfillmentHouseView,
  type ListFulfillmentHousesInput,
  type Page,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { House } from './house.entity';

/** Reads fulfillment houses. */
@Injectable()
export class HousesQueries {
  constructor(private readonly work: UnitOfWork) {}

  get(id: string): Promise<FulfillmentHouseView> {
    return this.work.read(async (em) => {
      const house = await em.findOne(House, { id });
      if (house === null) throw new DomainError('fulfillment.not_found');
      return toHouseView(house);
    });
  }

  list(input: ListFulfillmentHousesInput): Promise<Page<FulfillmentHouseView>> {
    return this.work.read(async (em) => {
      const limit = input.limit ?? DEFAULT_LIMIT;
      const after = input.cursor === undefined ? [] : decodeCursor('houses', input.cursor);
      const houses = await em.find(House, after.length === 0 ? {} : { name: { $gt: String(after[0]) } }, {
        orderBy: { name: 'asc' },
        limit: limit + 1,
      });
      const items = houses.slice(0, limit).map(toHouseView);
      const last = items.at(-1);
      return houses.length > limit && last
        ? { items, nextCursor: encodeCursor('houses', [last.name]) }
        : { items };
    });
  }
}

/** A house as it is shown; never with its secrets. */
export function toHouseView(house: House): FulfillmentHouseView {
  return {
    id: house.id,
    version: house.version,
    name: house.name,
    url: house.url,
    campaignIds: house.campaignIds,
    countries: house.countries,
    default: house.isDefault,
    retired: house.retired,
    webhookPath: `/webhooks/fulfillment/${house.name}`,
    createdAt: house.createdAt.toISOString(),
  };
}
