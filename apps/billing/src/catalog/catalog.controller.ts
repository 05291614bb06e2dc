import { Controller } from '@nestjs/common';
import {
  ChangeCallCenter,
  ChangeCampaign,
  ChangeCampaignCategory,
  ChangeProduct,
  CreateCallCenter,
  CreateCampaign,
  CreateCampaignCategory,
  CreateProduct,
  ListCallCenters,
  ListCampaignCategories,
  ListCampaigns,
  ListProducts,
  ReadCallCenter,
  ReadCampaign,
  ReadCampaignCategory,
  ReadProduct,
  type Call,
  type CallCenterView,
  type CampaignCategoryView,
  type CampaignView,
  type CatalogItemInput,
  type ChangeCallCenterInput,
  type ChangeCampaignCategoryInput,
  type ChangeCampaignInput,
  type ChangeProductInput,
  type CreateCallCenterInput,
  type CreateCampaignCategoryInput,
  type CreateCampaignInput,
  type CreateProductInput,
  type ListCatalogInput,
  type Page,
  type ProductView,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import { CampaignsService } from './campaigns.service';
import { CatalogQueries } from './catalog.queries';
import { ProductsService } from './products.service';

/** Campaigns, their categories, products and call centers. */
@Controller()
export class CatalogController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly products: ProductsService,
    private readonly queries: CatalogQueries,
  ) {}

  @Handles(CreateCampaignCategory)
  createCategory(input: CreateCampaignCategoryInput, call: Call): Promise<CampaignCategoryView> {
    return this.campaigns.createCategory(input, call);
  }

  @Handles(ListCampaignCategories)
  listCategories(input: ListCatalogInput): Promise<Page<CampaignCategoryView>> {
    return this.queries.categories(input);
  }

  @Handles(ReadCampaignCategory)
  readCategory(input: CatalogItemInput): Promise<CampaignCategoryView> {
    return this.queries.category(input.id);
  }

  @Handles(ChangeCampaignCategory)
  changeCategory(input: ChangeCampaignCategoryInput, call: Call): Promise<CampaignCategoryView> {
    return this.campaigns.changeCategory(input, call);
  }

  @Handles(CreateCampaign)
  createCampaign(input: CreateCampaignInput, call: Call): Promise<CampaignView> {
    return this.campaigns.createCampaign(input, call);
  }

  @Handles(ListCampaigns)
  listCampaigns(input: ListCatalogInput, call: Call): Promise<Page<CampaignView>> {
    return this.queries.campaigns(input, call);
  }

  @Handles(ReadCampaign)
  readCampaign(input: CatalogItemInput, call: Call): Promise<CampaignView> {
    return this.queries.campaign(input.id, call);
  }

  @Handles(ChangeCampaign)
  changeCampaign(input: ChangeCampaignInput, call: Call): Promise<CampaignView> {
    return this.campaigns.changeCampaign(input, call);
  }

  @Handles(CreateProduct)
  createProduct(input: CreateProductInput, call: Call): Promise<ProductView> {
    return this.products.create(input, call);
  }

  @Handles(ListProducts)
  listProducts(input: ListCatalogInput): Promise<Page<ProductView>> {
    return this.queries.products(input);
  }

  @Handles(ReadProduct)
  readProduct(input: CatalogItemInput): Promise<ProductView> {
    return this.queries.product(input.id);
  }

  @Handles(ChangeProduct)
  changeProduct(input: ChangeProductInput, call: Call): Promise<ProductView> {
    return this.products.change(input, call);
  }

  @Handles(CreateCallCenter)
  createCallCenter(input: CreateCallCenterInput, call: Call): Promise<CallCenterView> {
    return this.campaigns.createCallCenter(input, call);
  }

  @Handles(ListCallCenters)
  listCallCenters(input: ListCatalogInput): Promise<Page<CallCenterView>> {
    return this.queries.callCenters(input);
  }

  @Handles(ReadCallCenter)
  readCallCenter(input: CatalogItemInput): Promise<CallCenterView> {
    return this.queries.callCenter(input.id);
  }

  @Handles(ChangeCallCenter)
  changeCallCenter(input: ChangeCallCenterInput, call: Call): Promise<CallCenterView> {
    return this.campaigns.changeCallCenter(input, call);
  }
}
