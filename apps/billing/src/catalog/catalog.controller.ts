import { Controller, type Type } from '@nestjs/common';
import {
  catalogResources,
  type Call,
  type CatalogItemInput,
  type CatalogResource,
  type ListCatalogInput,
  type Page,
} from '@daybook/contracts';
import { Handles } from '@daybook/messaging';
import type { CatalogItem } from './catalog-item.entity';
import { CatalogService } from './catalog.service';
import {
  callCenters,
  campaignCategories,
  campaigns,
  customFields,
  discounts,
  products,
  recycleProfiles,
  type CatalogKind,
} from './catalog-kinds';

/** The controller of one kind of thing in the catalog. */
function catalogController<
  E extends CatalogItem & { change(input: U): void },
  C extends object,
  U extends CatalogItemInput & Partial<C>,
  V extends object,
>(resource: CatalogResource<C, U, V>, kind: CatalogKind<E, C, V>): Type<object> {
  @Controller()
  class CatalogController {
    constructor(private readonly catalog: CatalogService) {}

    @Handles(resource.create) create(input: C, call: Call): Promise<V> {
      return this.catalog.create(kind, input, call);
    }

    @Handles(resource.list) list(input: ListCatalogInput, call: Call): Promise<Page<V>> {
      return this.catalog.list(kind, input, call);
    }

    @Handles(resource.read) read(input: CatalogItemInput, call: Call): Promise<V> {
      return this.catalog.read(kind, input, call);
    }

    @Handles(resource.change) change(input: U, call: Call): Promise<V> {
      return this.catalog.change(kind, input, call);
    }

    @Handles(resource.remove) remove(input: CatalogItemInput, call: Call): Promise<void> {
      return this.catalog.remove(kind, input, call);
    }
  }
  return CatalogController;
}

/** Everything in the catalog. */
export const catalogControllers: Type<object>[] = [
  catalogController(catalogResources.campaignCategories, campaignCategories),
  catalogController(catalogResources.campaigns, campaigns),
  catalogController(catalogResources.products, products),
  catalogController(catalogResources.callCenters, callCenters),
  catalogController(catalogResources.discounts, discounts),
  catalogController(catalogResources.recycleProfiles, recycleProfiles),
  catalogController(catalogResources.customFields, customFields),
];
