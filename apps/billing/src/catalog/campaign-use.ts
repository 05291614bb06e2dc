import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';

/** What an order of a campaign uses of the catalog. */
export interface CatalogUse {
  productIds?: readonly string[];
  callCenterId?: string | null;
  discountIds?: readonly string[];
  customFieldIds?: readonly string[];
}

/**
 * Notes that orders of a campaign use things of the catalog: these are never deleted any more, and who sees only the
 * campaign sees them.
 */
export async function noteUse(em: EntityManager, campaignId: string, use: CatalogUse): Promise<void> {
  await rows(
    em,
    `insert into campaign_use (campaign_id, product_id, call_center_id, discount_id, custom_field_id)
     select $1::uuid, used.* from (
       select unnest($2::uuid[]) product, null::uuid center, null::uuid discount, null::uuid field
       union select null, unnest($3::uuid[]), null, null
       union select null, null, unnest($4::uuid[]), null
       union select null, null, null, unnest($5::uuid[])
     ) used
     order by product, center, discount, field
     on conflict do nothing`,
    [
      campaignId,
      use.productIds ?? [],
      use.callCenterId ? [use.callCenterId] : [],
      use.discountIds ?? [],
      use.customFieldIds ?? [],
    ],
  );
}
