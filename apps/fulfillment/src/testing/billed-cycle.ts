import { newId, type EventData } from '@daybook/contracts';

/** The purchase of which a cycle is billed. */
export interface BilledPurchase {
  orderId: string;
  purchaseId: string;
  customerId: string;
}

/** What else than usual is told of a cycle. */
export interface BilledCycleChanges {
  type?: 'rebill.succeeded' | 'recycle.saved';
  unexpected?: boolean;
  chargeId?: string;
  run?: number;
  city?: string;
  campaignId?: string;
  /** False where nothing is shipped of it. */
  shipped?: boolean;
}

/** What billing tells when a cycle of a shipped product was billed. */
export function billedCycle(
  { orderId, purchaseId, customerId }: BilledPurchase,
  cycle: number,
  {
    unexpected,
    chargeId = newId(),
    run = 1,
    city = 'Springfield',
    campaignId,
    shipped = true,
  }: BilledCycleChanges,
): EventData {
  const product = { productId: newId(), productName: 'Vitamin C' };
  const item = { ...product, id: purchaseId, sku: 'VC-1', quantity: 1, shipped: true };
  const amount = { amount: '9.90', currency: 'USD' };
  return {
    attributes: {
      ...product,
      orderId,
      amount,
      cycle,
      ...(shipped ? { shipment: { run, cycle, item } } : {}),
    },
    context: {
      customerId,
      orderId,
      orderNumber: '1001',
      ...(campaignId === undefined ? {} : { campaignId }),
      productIds: [item.productId],
      customFields: {},
    },
    about: { orderId, purchaseId, transactionId: chargeId },
    personal: { name: 'Ada', shippingAddress: { line1: '12 Main St', city, country: 'US' } },
    ...(unexpected === true ? { unexpected } : {}),
  };
}
