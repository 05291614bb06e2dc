import { Injectable } from '@nestjs/common';
import {
  DomainError,
  Keyset,
  mapPage,
  type Complete,
  type FulfillmentHouseView,
  type ListFulfillmentHousesInput,
  type Page,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { House } from './house.entity';

const byName = new Keyset('houses', 'text');

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
      const page = await byName.page<House>(
        input,
        ({ name }) => [name],
        (after, limit) =>
          em.find(House, after === null ? {} : { name: { $gt: after[0] } }, {
            orderBy: { name: 'asc' },
            limit,
          }),
      );
      return mapPage(page, toHouseView);
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
  } satisfies Complete<FulfillmentHouseView>;
}
