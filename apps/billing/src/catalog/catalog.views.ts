import type {
  CallCenterView,
  CampaignCategoryView,
  CampaignView,
  CustomFieldView,
  DiscountView,
  ProductView,
  RecycleProfileView,
} from '@daybook/contracts';
import type { CallCenter } from './call-center.entity';
import type { CampaignCategory } from './campaign-category.entity';
import type { Campaign } from './campaign.entity';
import type { CustomField } from './custom-field.entity';
import type { Discount } from './discount.entity';
import type { Product } from './product.entity';
import type { RecycleProfile } from './recycle-profiles/recycle-profile.entity';

export function campaignCategoryView({ id, version, name, retired }: CampaignCategory): CampaignCategoryView {
  return { id, version, name, retired };
}

export function callCenterView({ id, version, name, retired }: CallCenter): CallCenterView {
  return { id, version, name, retired };
}

export function campaignView(campaign: Campaign): CampaignView {
  const { id, version, name, categoryId, baseCurrency, countries, captureAt } = campaign;
  const { qaRate, addressCheck, autoresponders, expressConsent, recycleProfileId, retired } = campaign;
  return {
    id,
    version,
    name,
    categoryId,
    baseCurrency,
    countries,
    captureAt,
    qaRate,
    addressCheck,
    autoresponders,
    expressConsent,
    ...(recycleProfileId === null ? {} : { recycleProfileId }),
    retired,
  };
}

export function productView(product: Product): ProductView {
  const { id, version, name, sku, shipped, membershipName, options, pricePoints, retired } = product;
  return {
    id,
    version,
    name,
    sku,
    shipped,
    ...(membershipName === null ? {} : { membershipName }),
    options,
    pricePoints,
    retired,
  };
}

export function discountView({ version, retired, terms }: Discount): DiscountView {
  return { ...terms, version, retired };
}

export function customFieldView(field: CustomField): CustomFieldView {
  const { id, version, name, type, choices, required, campaignIds, retired } = field;
  return { id, version, name, type, choices, required, campaignIds, retired };
}

export function recycleProfileView(profile: RecycleProfile): RecycleProfileView {
  const { id, version, name, tries, minimumPrice, retired } = profile;
  return { id, version, name, tries, ...(minimumPrice === null ? {} : { minimumPrice }), retired };
}
