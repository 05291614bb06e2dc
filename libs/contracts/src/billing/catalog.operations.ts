import { defineOperation } from '../operation';
import { page } from '../paging';
import {
  CatalogItemInput,
  ChangeCallCenterInput,
  ChangeCampaignCategoryInput,
  ChangeCampaignInput,
  CreateCallCenterInput,
  CreateCampaignCategoryInput,
  CreateCampaignInput,
  ListCatalogInput,
} from './campaigns.inputs';
import { CallCenterView, CampaignCategoryView, CampaignView } from './campaigns.views';
import { ChangeProductInput, CreateProductInput } from './products.inputs';
import { ProductView } from './products.views';

export const CreateCampaignCategory = defineOperation({
  name: 'billing.campaign_categories.create',
  kind: 'command',
  http: 'POST /campaign-categories',
  status: 201,
  summary: 'Create a campaign category',
  tag: 'campaign-categories',
  input: CreateCampaignCategoryInput,
  output: CampaignCategoryView,
  access: 'catalog.change',
  errors: ['billing.name_taken'],
});

export const ListCampaignCategories = defineOperation({
  name: 'billing.campaign_categories.list',
  kind: 'query',
  http: 'GET /campaign-categories',
  summary: 'List campaign categories by name',
  tag: 'campaign-categories',
  input: ListCatalogInput,
  output: page(CampaignCategoryView),
  access: 'catalog.view',
});

export const ReadCampaignCategory = defineOperation({
  name: 'billing.campaign_categories.read',
  kind: 'query',
  http: 'GET /campaign-categories/{id}',
  summary: 'Read a campaign category',
  tag: 'campaign-categories',
  input: CatalogItemInput,
  output: CampaignCategoryView,
  access: 'catalog.view',
  errors: ['billing.not_found'],
});

export const ChangeCampaignCategory = defineOperation({
  name: 'billing.campaign_categories.change',
  kind: 'command',
  http: 'PATCH /campaign-categories/{id}',
  summary: 'Rename, retire or reinstate a campaign category',
  tag: 'campaign-categories',
  input: ChangeCampaignCategoryInput,
  output: CampaignCategoryView,
  access: 'catalog.change',
  ifMatch: 'required',
  errors: ['billing.not_found', 'billing.name_taken'],
});

export const CreateCampaign = defineOperation({
  name: 'billing.campaigns.create',
  kind: 'command',
  http: 'POST /campaigns',
  status: 201,
  summary: 'Create a campaign',
  tag: 'campaigns',
  input: CreateCampaignInput,
  output: CampaignView,
  access: 'catalog.change',
  errors: ['billing.name_taken', 'billing.unknown_reference'],
});

export const ListCampaigns = defineOperation({
  name: 'billing.campaigns.list',
  kind: 'query',
  http: 'GET /campaigns',
  summary: 'List campaigns by name',
  tag: 'campaigns',
  input: ListCatalogInput,
  output: page(CampaignView),
  access: 'catalog.view',
});

export const ReadCampaign = defineOperation({
  name: 'billing.campaigns.read',
  kind: 'query',
  http: 'GET /campaigns/{id}',
  summary: 'Read a campaign',
  tag: 'campaigns',
  input: CatalogItemInput,
  output: CampaignView,
  access: 'catalog.view',
  errors: ['billing.not_found'],
});

export const ChangeCampaign = defineOperation({
  name: 'billing.campaigns.change',
  kind: 'command',
  http: 'PATCH /campaigns/{id}',
  summary: 'Change, retire or reinstate a campaign',
  description: 'Orders already made keep what held at the time.',
  tag: 'campaigns',
  input: ChangeCampaignInput,
  output: CampaignView,
  access: 'catalog.change',
  ifMatch: 'required',
  errors: ['billing.not_found', 'billing.name_taken', 'billing.unknown_reference'],
});

export const CreateProduct = defineOperation({
  name: 'billing.products.create',
  kind: 'command',
  http: 'POST /products',
  status: 201,
  summary: 'Create a product with its options and price points',
  tag: 'products',
  input: CreateProductInput,
  output: ProductView,
  access: 'catalog.change',
  errors: ['billing.name_taken', 'billing.price_point_invalid'],
});

export const ListProducts = defineOperation({
  name: 'billing.products.list',
  kind: 'query',
  http: 'GET /products',
  summary: 'List products by name',
  tag: 'products',
  input: ListCatalogInput,
  output: page(ProductView),
  access: 'catalog.view',
});

export const ReadProduct = defineOperation({
  name: 'billing.products.read',
  kind: 'query',
  http: 'GET /products/{id}',
  summary: 'Read a product',
  tag: 'products',
  input: CatalogItemInput,
  output: ProductView,
  access: 'catalog.view',
  errors: ['billing.not_found'],
});

export const ChangeProduct = defineOperation({
  name: 'billing.products.change',
  kind: 'command',
  http: 'PATCH /products/{id}',
  summary: 'Change, retire or reinstate a product',
  description: 'A list of options or price points replaces the one before: what it leaves out is retired.',
  tag: 'products',
  input: ChangeProductInput,
  output: ProductView,
  access: 'catalog.change',
  ifMatch: 'required',
  errors: ['billing.not_found', 'billing.name_taken', 'billing.price_point_invalid'],
});

export const CreateCallCenter = defineOperation({
  name: 'billing.call_centers.create',
  kind: 'command',
  http: 'POST /call-centers',
  status: 201,
  summary: 'Create a call center',
  tag: 'call-centers',
  input: CreateCallCenterInput,
  output: CallCenterView,
  access: 'catalog.change',
  errors: ['billing.name_taken'],
});

export const ListCallCenters = defineOperation({
  name: 'billing.call_centers.list',
  kind: 'query',
  http: 'GET /call-centers',
  summary: 'List call centers by name',
  tag: 'call-centers',
  input: ListCatalogInput,
  output: page(CallCenterView),
  access: 'catalog.view',
});

export const ReadCallCenter = defineOperation({
  name: 'billing.call_centers.read',
  kind: 'query',
  http: 'GET /call-centers/{id}',
  summary: 'Read a call center',
  tag: 'call-centers',
  input: CatalogItemInput,
  output: CallCenterView,
  access: 'catalog.view',
  errors: ['billing.not_found'],
});

export const ChangeCallCenter = defineOperation({
  name: 'billing.call_centers.change',
  kind: 'command',
  http: 'PATCH /call-centers/{id}',
  summary: 'Rename, retire or reinstate a call center',
  tag: 'call-centers',
  input: ChangeCallCenterInput,
  output: CallCenterView,
  access: 'catalog.change',
  ifMatch: 'required',
  errors: ['billing.not_found', 'billing.name_taken'],
});

/** The calls of the catalog: campaigns, products, call centers. */
export const catalogOperations = [
  CreateCampaignCategory,
  ListCampaignCategories,
  ReadCampaignCategory,
  ChangeCampaignCategory,
  CreateCampaign,
  ListCampaigns,
  ReadCampaign,
  ChangeCampaign,
  CreateProduct,
  ListProducts,
  ReadProduct,
  ChangeProduct,
  CreateCallCenter,
  ListCallCenters,
  ReadCallCenter,
  ChangeCallCenter,
] as const;
