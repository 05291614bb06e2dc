import { Injectable } from '@nestjs/common';
import type { EntityManager, FilterQuery, QueryOrderMap } from '@mikro-orm/postgresql';
import {
  decodeCursor,
  DEFAULT_LIMIT,
  DomainError,
  encodeCursor,
  type Actor,
  type Call,
  type CallCenterView,
  type CampaignCategoryView,
  type CampaignView,
  type ListCatalogInput,
  type Page,
  type ProductView,
} from '@daybook/contracts';
import { UnitOfWork } from '@daybook/persistence';
import { campaignScope } from '../scope';
import { CallCenter } from './call-center.entity';
import { CampaignCategory } from './campaign-category.entity';
import { Campaign } from './campaign.entity';
import { callCenterView, campaignCategoryView, campaignView, productView } from './catalog.views';
import { Product } from './product.entity';

interface Named {
  id: string;
  name: string;
  retired: boolean;
}

/** Reads of the catalog. Who is kept to campaigns of their own sees only those. */
@Injectable()
export class CatalogQueries {
  constructor(private readonly work: UnitOfWork) {}

  categories(input: ListCatalogInput): Promise<Page<CampaignCategoryView>> {
    return this.work.read((em) =>
      list(em, CampaignCategory, 'campaign-categories', input, {}, campaignCategoryView),
    );
  }

  category(id: string): Promise<CampaignCategoryView> {
    return this.work.read(async (em) =>
      campaignCategoryView(found(await em.findOne(CampaignCategory, { id }))),
    );
  }

  campaigns(input: ListCatalogInput, call: Call): Promise<Page<CampaignView>> {
    return this.work.read((em) =>
      list(em, Campaign, 'campaigns', input, ownCampaigns(call.actor), campaignView),
    );
  }

  campaign(id: string, call: Call): Promise<CampaignView> {
    return this.work.read(async (em) =>
      campaignView(found(await em.findOne(Campaign, { $and: [{ id }, ownCampaigns(call.actor)] }))),
    );
  }

  products(input: ListCatalogInput): Promise<Page<ProductView>> {
    return this.work.read((em) => list(em, Product, 'products', input, {}, productView));
  }

  product(id: string): Promise<ProductView> {
    return this.work.read(async (em) => productView(found(await em.findOne(Product, { id }))));
  }

  callCenters(input: ListCatalogInput): Promise<Page<CallCenterView>> {
    return this.work.read((em) => list(em, CallCenter, 'call-centers', input, {}, callCenterView));
  }

  callCenter(id: string): Promise<CallCenterView> {
    return this.work.read(async (em) => callCenterView(found(await em.findOne(CallCenter, { id }))));
  }
}

function ownCampaigns(actor: Actor): { id?: { $in: string[] } } {
  const own = campaignScope(actor, 'catalog.view');
  return own === null ? {} : { id: { $in: own } };
}

function found<T>(one: T | null): T {
  if (one === null) throw new DomainError('billing.not_found');
  return one;
}

async function list<E extends Named, V>(
  em: EntityManager,
  entity: new () => E,
  kind: string,
  input: ListCatalogInput,
  scope: object,
  view: (one: E) => V,
): Promise<Page<V>> {
  const limit = input.limit ?? DEFAULT_LIMIT;
  const conditions: object[] = [scope];
  if (input.retired !== undefined) conditions.push({ retired: input.retired });
  if (input.query !== undefined)
    conditions.push({ name: { $ilike: `%${input.query.replace(/[\\%_]/g, '\\$&')}%` } });
  if (input.cursor !== undefined) {
    const [name, id] = decodeCursor(kind, input.cursor);
    conditions.push({ $or: [{ name: { $gt: name } }, { name, id: { $gt: id } }] });
  }
  const rows: E[] = await em.find<E>(entity, { $and: conditions } as FilterQuery<E>, {
    orderBy: { name: 'asc', id: 'asc' } as QueryOrderMap<E>,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(view),
    ...(rows.length > limit && last !== undefined
      ? { nextCursor: encodeCursor(kind, [last.name, last.id]) }
      : {}),
  };
}
