import type { FilterQuery } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  Keyset,
  mapPage,
  type Actor,
  type Call,
  type Complete,
  type FulfillmentHouseView,
  type ListFulfillmentHousesInput,
  type Page,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { House } from './house.entity';
import { circuitsOf, UNUSED_CIRCUIT } from './house-circuits';

const byName = new Keyset('houses', 'text');

/** Reads fulfillment houses. */
@Injectable()
export class HousesQueries {
  constructor(private readonly work: UnitOfWork) {}

  get(id: string, { actor }: Call): Promise<FulfillmentHouseView> {
    return this.work.read(async (em) => {
      const house = await em.findOne(House, { $and: [{ id }, scopeOf(actor)] });
      if (house === null) throw new DomainError('fulfillment.not_found');
      return shownTo(actor, await viewOf(em, house));
    });
  }

  list(input: ListFulfillmentHousesInput, { actor }: Call): Promise<Page<FulfillmentHouseView>> {
    return this.work.read(async (em) => {
      const page = await byName.page<House>(
        input,
        ({ name }) => [name],
        (after, limit) =>
          em.find(
            House,
            { $and: [after === null ? {} : { name: { $gt: after[0] } }, scopeOf(actor)] },
            { orderBy: { name: 'asc' }, limit },
          ),
      );
      const circuits = await circuitsOf(
        em,
        page.items.map(({ id }) => id),
      );
      return mapPage(page, (house) => shownTo(actor, toHouseView(house, circuits.get(house.id))));
    });
  }
}

/** Who has campaigns of their own sees the houses that serve all, or one of theirs. */
function scopeOf({ campaignIds }: Actor): FilterQuery<House> {
  if (campaignIds === null) return {};
  return { $or: [{ campaignIds: { $eq: [] } }, { campaignIds: { $overlap: campaignIds } }] };
}

function shownTo({ campaignIds }: Actor, view: FulfillmentHouseView): FulfillmentHouseView {
  if (campaignIds === null) return view;
  return { ...view, campaignIds: view.campaignIds.filter((id) => campaignIds.includes(id)) };
}

/** A house as it is shown, with its circuit. */
export async function viewOf(em: EntityManager, house: House): Promise<FulfillmentHouseView> {
  return toHouseView(house, (await circuitsOf(em, [house.id])).get(house.id));
}

/** A house as it is shown; never with its secrets. */
export function toHouseView(house: House, circuit = UNUSED_CIRCUIT): FulfillmentHouseView {
  return {
    id: house.id,
    version: house.version,
    name: house.name,
    url: house.url,
    campaignIds: house.campaignIds,
    countries: house.countries,
    cancels: house.cancels,
    holdsAddresses: house.holdsAddresses,
    tracks: house.tracks,
    cutOff: house.cutOff ?? undefined,
    timeZone: house.timeZone,
    workingDays: house.workingDays,
    closedOn: house.closedOn,
    bundlingMinutes: house.bundlingMinutes,
    default: house.isDefault,
    retired: house.retired,
    webhookPath: `/webhooks/fulfillment/${house.name}`,
    circuit,
    createdAt: house.createdAt.toISOString(),
  } satisfies Complete<FulfillmentHouseView>;
}
