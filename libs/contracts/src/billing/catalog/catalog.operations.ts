import { catalogResource } from './catalog-resource';
import {
  ChangeCallCenterInput,
  ChangeCampaignCategoryInput,
  ChangeCampaignInput,
  CreateCallCenterInput,
  CreateCampaignCategoryInput,
  CreateCampaignInput,
} from './campaigns.inputs';
import { CallCenterView, CampaignCategoryView, CampaignView } from './campaigns.views';
import { ChangeCustomFieldInput, CreateCustomFieldInput, CustomFieldView } from './custom-field-definitions';
import { ChangeDiscountInput, CreateDiscountInput, DiscountView } from './discounts';
import { ChangeRecycleProfileInput, CreateRecycleProfileInput, RecycleProfileView } from './recycle-profiles';
import { ChangeProductInput, CreateProductInput } from './products.inputs';
import { ProductView } from './products.views';

/** Every kind of thing in the catalog, with its calls. */
export const catalogResources = {
  campaignCategories: catalogResource({
    name: 'campaign_categories',
    one: 'a campaign category',
    create: CreateCampaignCategoryInput,
    change: ChangeCampaignCategoryInput,
    view: CampaignCategoryView,
  }),
  campaigns: catalogResource({
    name: 'campaigns',
    one: 'a campaign',
    create: CreateCampaignInput,
    change: ChangeCampaignInput,
    view: CampaignView,
    errors: ['billing.unknown_reference', 'billing.reference_retired', 'billing.currency_mismatch'],
    changing: 'Orders already made keep what held at the time.',
  }),
  products: catalogResource({
    name: 'products',
    one: 'a product',
    create: CreateProductInput,
    change: ChangeProductInput,
    view: ProductView,
    errors: ['billing.unknown_reference', 'billing.price_point_invalid'],
    changing:
      'A list of options or price points replaces the one before: what it leaves out is retired. Orders and purchases already made keep their terms.',
  }),
  callCenters: catalogResource({
    name: 'call_centers',
    one: 'a call center',
    create: CreateCallCenterInput,
    change: ChangeCallCenterInput,
    view: CallCenterView,
  }),
  discounts: catalogResource({
    name: 'discounts',
    one: 'a discount',
    create: CreateDiscountInput,
    change: ChangeDiscountInput,
    view: DiscountView,
    errors: ['billing.discount_invalid'],
    changing: 'Orders and purchases that have it already keep its terms.',
  }),
  recycleProfiles: catalogResource({
    name: 'recycle_profiles',
    one: 'a recycle profile',
    create: CreateRecycleProfileInput,
    change: ChangeRecycleProfileInput,
    view: RecycleProfileView,
    errors: ['billing.recycle_profile_invalid'],
    changing: 'What is being recycled goes on by the new tries. Its currency never changes.',
  }),
  customFields: catalogResource({
    name: 'custom_fields',
    one: 'an order custom field',
    create: CreateCustomFieldInput,
    change: ChangeCustomFieldInput,
    view: CustomFieldView,
    errors: ['billing.unknown_reference', 'billing.custom_field_invalid'],
    changing:
      'Its name and type never change, since the report counts by them. Values that orders have already stay.',
  }),
} as const;

export const {
  create: CreateCampaignCategory,
  list: ListCampaignCategories,
  read: ReadCampaignCategory,
  change: ChangeCampaignCategory,
  remove: DeleteCampaignCategory,
} = catalogResources.campaignCategories;
export const {
  create: CreateCampaign,
  list: ListCampaigns,
  read: ReadCampaign,
  change: ChangeCampaign,
  remove: DeleteCampaign,
} = catalogResources.campaigns;
export const {
  create: CreateProduct,
  list: ListProducts,
  read: ReadProduct,
  change: ChangeProduct,
  remove: DeleteProduct,
} = catalogResources.products;
export const {
  create: CreateCallCenter,
  list: ListCallCenters,
  read: ReadCallCenter,
  change: ChangeCallCenter,
  remove: DeleteCallCenter,
} = catalogResources.callCenters;
export const {
  create: CreateDiscount,
  list: ListDiscounts,
  read: ReadDiscount,
  change: ChangeDiscount,
  remove: DeleteDiscount,
} = catalogResources.discounts;
export const {
  create: CreateRecycleProfile,
  list: ListRecycleProfiles,
  read: ReadRecycleProfile,
  change: ChangeRecycleProfile,
  remove: DeleteRecycleProfile,
} = catalogResources.recycleProfiles;
export const {
  create: CreateCustomField,
  list: ListCustomFields,
  read: ReadCustomField,
  change: ChangeCustomField,
  remove: DeleteCustomField,
} = catalogResources.customFields;

/** The calls of the catalog. */
export const catalogOperations = Object.values(catalogResources).flatMap(
  ({ create, list, read, change, remove }) => [create, list, read, change, remove],
);
