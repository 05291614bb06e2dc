import type { CallCenterView, CampaignCategoryView, CampaignView, ProductView } from '@daybook/contracts';
import type { CallCenter } from './call-center.entity';
import type { CampaignCategory } from './campaign-category.entity';
import type { Campaign } from './campaign.entity';
import type { Product } from './product.entity';

export function campaignCategoryView({ id, version, name, retired }: CampaignCategory): CampaignCategoryView {
  return { id, version, name, retired };
}

export function callCenterView({ id, version, name, retired }: CallCenter): CallCenterView {
  return { id, version, name, retired };
}

export function campaignView(campaign: Campaign): CampaignView {
  const { id, version, name, categoryId, baseCurrency, countries, captureAt, retired } = campaign;
  return { id, version, name, categoryId, baseCurrency, countries, captureAt, retired };
}

export function productView(product: Product): ProductView {
  const { id, version, name, sku, shipped, options, pricePoints, retired } = product;
  return { id, version, name, sku, shipped, options, pricePoints, retired };
}
