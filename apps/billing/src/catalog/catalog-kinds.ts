import type { EntityManager } from '@mikro-orm/postgresql';
import {
  DomainError,
  extentOf,
  type Actor,
  type Call,
  type CallCenterView,
  type CampaignCategoryView,
  type CampaignView,
  type CreateCallCenterInput,
  type CreateCampaignCategoryInput,
  type CreateCampaignInput,
  type CreateCustomFieldInput,
  type CreateDiscountInput,
  type CreateProductInput,
  type CreateRecycleProfileInput,
  type CustomFieldView,
  type DiscountView,
  type ProductView,
  type RecycleProfileView,
} from '@daybook/contracts';
import { record, rows } from '@daybook/persistence';
import { campaignScope } from './campaign-scope';
import { CallCenter } from './call-center.entity';
import { expectNobodyWorksFor } from './call-center-users';
import { CampaignCategory } from './campaign-category.entity';
import { Campaign } from './campaign.entity';
import type { CatalogItem } from './catalog-item.entity';
import {
  callCenterView,
  campaignCategoryView,
  campaignView,
  customFieldView,
  discountView,
  productView,
  recycleProfileView,
} from './catalog.views';
import { CustomField } from './custom-field.entity';
import { Discount } from './discount.entity';
import { Product } from './product.entity';
import { expectProfile } from './recycle-profiles/recycle-profile-choice';
import { RecycleProfile } from './recycle-profiles/recycle-profile.entity';

/** One kind of thing in the catalog, as far as it differs from the others. */
export interface CatalogKind<E extends CatalogItem, C extends object, V extends object> {
  /** Stands in the cursors of its list. */
  readonly name: string;
  readonly entity: (new () => E) & { create(input: C): E };
  readonly view: (one: E) => V;
  /** Records the reference event by which others know its name. */
  readonly recordChange: (em: EntityManager, one: E, call: Call) => void;
  /** Makes sure that what an input names exists. @throws DomainError `billing.unknown_reference` */
  readonly expect?: (em: EntityManager, input: Partial<C>) => Promise<void>;
  /** Makes sure that nothing beyond our own tables uses it. @throws DomainError `billing.in_use` */
  readonly expectUnused?: (em: EntityManager, id: string) => Promise<void>;
  /** The ids an actor may see; null: all. */
  readonly seenBy: (em: EntityManager, actor: Actor) => Promise<string[] | null>;
}

export const campaignCategories: CatalogKind<
  CampaignCategory,
  CreateCampaignCategoryInput,
  CampaignCategoryView
> = {
  name: 'campaign-categories',
  entity: CampaignCategory,
  view: campaignCategoryView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.campaign_category.changed', { call, attributes: { id, name, retired } }),
  seenBy: ofCampaigns('select category_id id from campaign where id = any($1::uuid[])'),
};

export const campaigns: CatalogKind<Campaign, CreateCampaignInput, CampaignView> = {
  name: 'campaigns',
  entity: Campaign,
  view: campaignView,
  recordChange: (em, { id, name, retired, categoryId, baseCurrency, autoresponders }, call) =>
    void record(em, 'billing.campaign.changed', {
      call,
      attributes: {
        id,
        name,
        retired,
        campaignCategoryId: categoryId,
        currency: baseCurrency,
        autoresponders,
      },
    }),
  expect: async (em, input) => {
    const { categoryId } = input;
    await expectProfile(em, input);
    if (categoryId !== undefined && (await em.count(CampaignCategory, { id: categoryId })) === 0) {
      refuse('categoryId', 'is not a campaign category');
    }
  },
  seenBy: (_em, actor) => Promise.resolve(campaignScope(actor, 'catalog.view')),
};

export const products: CatalogKind<Product, CreateProductInput, ProductView> = {
  name: 'products',
  entity: Product,
  view: productView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.product.changed', { call, attributes: { id, name, retired } }),
  seenBy: usedBy('product_id'),
};

export const callCenters: CatalogKind<CallCenter, CreateCallCenterInput, CallCenterView> = {
  name: 'call-centers',
  entity: CallCenter,
  view: callCenterView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.call_center.changed', { call, attributes: { id, name, retired } }),
  expectUnused: expectNobodyWorksFor,
  seenBy: usedBy('call_center_id'),
};

export const discounts: CatalogKind<Discount, CreateDiscountInput, DiscountView> = {
  name: 'discounts',
  entity: Discount,
  view: discountView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.discount.changed', { call, attributes: { id, name, retired } }),
  seenBy: usedBy('discount_id'),
};

export const recycleProfiles: CatalogKind<RecycleProfile, CreateRecycleProfileInput, RecycleProfileView> = {
  name: 'recycle-profiles',
  entity: RecycleProfile,
  view: recycleProfileView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.recycle_profile.changed', { call, attributes: { id, name, retired } }),
  seenBy: ofCampaigns(
    'select recycle_profile_id id from campaign where id = any($1::uuid[]) and recycle_profile_id is not null',
  ),
};

export const customFields: CatalogKind<CustomField, CreateCustomFieldInput, CustomFieldView> = {
  name: 'custom-fields',
  entity: CustomField,
  view: customFieldView,
  recordChange: (em, { id, name, retired }, call) =>
    void record(em, 'billing.custom_field.changed', { call, attributes: { id, name, retired } }),
  expect: async (em, { campaignIds = [] }) => {
    const known = await em.count(Campaign, { id: { $in: campaignIds } });
    if (known < campaignIds.length) refuse('campaignIds', 'names what is not a campaign');
  },
  seenBy: usedBy('custom_field_id'),
};

/** Whoever may see the catalog for campaigns of their own only sees what orders of those have used. */
function usedBy(
  column: 'product_id' | 'call_center_id' | 'discount_id' | 'custom_field_id',
): CatalogKind<CatalogItem, object, object>['seenBy'] {
  return ofCampaigns(
    `select distinct ${column} id from campaign_use where campaign_id = any($1::uuid[]) and ${column} is not null`,
  );
}

function ofCampaigns(sql: string): (em: EntityManager, actor: Actor) => Promise<string[] | null> {
  return async (em, actor) => {
    if (extentOf(actor, 'catalog.view') !== 'own') return null;
    const seen = await rows<{ id: string }>(em, sql, [actor.campaignIds ?? []]);
    return seen.map(({ id }) => id);
  };
}

function refuse(field: string, message: string): never {
  throw new DomainError('billing.unknown_reference', { errors: [{ field, message }] });
}
