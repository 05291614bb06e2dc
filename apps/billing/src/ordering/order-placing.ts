import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql';
import { DomainError, type Call, type CreateOrderInput, type ErrorCode } from '@daybook/contracts';
import { firstRow } from '@daybook/persistence';
import { CallCenter } from '../catalog/call-center.entity';
import { Campaign } from '../catalog/campaign.entity';
import type { CatalogItem } from '../catalog/catalog-item.entity';
import { noteUse } from '../catalog/campaign-use';
import { Discount } from '../catalog/discount.entity';
import { Product } from '../catalog/product.entity';
import { BillingEngine } from '../engines/billing-engine.entity';
import { inScope } from '../catalog/campaign-scope';
import { OrderFields } from './order-custom-fields';
import { Order } from '../orders/order.entity';
import { linesOf, type OrderLine } from '../orders/order-lines';
import { reserveReferences } from '../orders/order-references';

/**
 * Finds what a new order names and places it.
 * @throws DomainError `billing.unknown_reference`, `billing.reference_retired`, `billing.currency_mismatch`,
 * `billing.country_not_served`, `billing.custom_field_invalid`, `billing.engine_reference_misplaced`,
 * `billing.engine_reference_taken`
 */
export async function placeOrder(
  em: EntityManager,
  input: CreateOrderInput,
  call: Call,
  now: Date,
): Promise<Order> {
  const campaign = await em.findOne(Campaign, { id: input.campaignId });
  if (campaign === null || !inScope(call.actor, 'orders.create', campaign.id)) {
    return refuse('billing.unknown_reference', 'campaignId', 'is not a campaign');
  }
  if (campaign.retired) return refuse('billing.reference_retired', 'campaignId', 'is retired');
  await expectCallCenter(em, input.callCenterId);
  if (input.engineId !== undefined) {
    const engine = await em.findOne(BillingEngine, { id: input.engineId });
    if (engine === null) return refuse('billing.unknown_reference', 'engineId', 'is not a billing engine');
    if (engine.retired) return refuse('billing.reference_retired', 'engineId', 'is retired');
  }
  const { lines, fields, customFields } = await draftOf(em, input, campaign);
  const order = Order.place(input, {
    campaign,
    lines,
    customFields,
    orderNumber: await nextOrderNumber(em),
    now,
  });
  await noteUse(em, campaign.id, {
    productIds: order.productIds,
    callCenterId: order.callCenterId,
    discountIds: lines.flatMap(({ discount }) => discount?.id ?? []),
    customFieldIds: fields.idsOf(customFields),
  });
  await reserveReferences(em, order);
  em.persist(order);
  return order;
}

/** What an order would be of, as its input and the catalog have it. @throws DomainError as `placeOrder` does */
export async function draftOf(
  em: EntityManager,
  input: CreateOrderInput,
  campaign: Campaign,
): Promise<{ lines: OrderLine[]; fields: OrderFields; customFields: Record<string, string> }> {
  const lines = linesOf(input, campaign, {
    products: await byId(
      em,
      Product,
      input.items.map((item) => item.productId),
    ),
    discounts: await byId(
      em,
      Discount,
      input.items.flatMap((item) => item.discountId ?? []),
    ),
  });
  const fields = await OrderFields.of(em, campaign.id);
  const customFields = fields.read(input.customFields ?? {});
  if (input.status !== 'partial') fields.expectComplete(customFields);
  return { lines, fields, customFields };
}

async function byId<E extends CatalogItem>(
  em: EntityManager,
  entity: new () => E,
  ids: readonly string[],
): Promise<Map<string, E>> {
  if (ids.length === 0) return new Map();
  const found: E[] = await em.find<E>(entity, {
    $and: [{ id: { $in: [...new Set(ids)] } }],
  } as FilterQuery<E>);
  return new Map(found.map((one) => [one.id, one]));
}

/** Unique and rising; a number whose order was refused is left out. */
async function nextOrderNumber(em: EntityManager): Promise<string> {
  const row = await firstRow<{ number: string }>(em, `select nextval('order_number')::text number`);
  if (row === undefined) throw new Error('the sequence order_number gave no number');
  return `D-${row.number}`;
}

async function expectCallCenter(em: EntityManager, id: string | undefined): Promise<void> {
  if (id === undefined) return;
  const center = await em.findOne(CallCenter, { id });
  if (center === null) refuse('billing.unknown_reference', 'callCenterId', 'is not a call center');
  if (center.retired) refuse('billing.reference_retired', 'callCenterId', 'is retired');
}

function refuse(code: ErrorCode, field: string, message: string): never {
  throw new DomainError(code, { errors: [{ field, message }] });
}
