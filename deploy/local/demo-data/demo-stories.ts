import type {
  CaseView,
  CustomerView,
  FulfillmentView,
  OrderView,
  Page,
  PurchaseView,
  ServiceRecordView,
  TransactionView,
} from '@daybook/contracts';
import { DemoRefusal, soon, type DemoClient } from './demo-client';
import type { DemoPerson } from './demo-people';
import type { DemoSeller } from './demo-seller';

/** One customer's story. */
export interface DemoStory {
  index: number;
  person: DemoPerson;
  campaign: number;
  product: number;
  agent: number;
  source: string;
}

const NOTES = [
  'Asked for delivery on Mondays only.',
  'Prefers to be called in the afternoon.',
  'Wants to know when the next bottle comes.',
  'Happy with the product, may order for her sister.',
];
const SUBJECTS = [
  'Where is my parcel?',
  'I was charged twice',
  'How do I cancel?',
  'The bottle arrived broken',
];

/** Lets one customer call, buy, be billed, get a parcel, and complain, as the index has it. */
export async function playStory(seller: DemoSeller, story: DemoStory): Promise<void> {
  const { index } = story;
  const agent = seller.agents[story.agent];
  const customer = await createCustomer(agent, story);
  const order = await placeOrder(seller, agent, customer, story);
  if (index % 3 === 0) {
    await agent.post(`note-${index}`, `/customers/${customer.id}/notes`, {
      text: NOTES[(index / 3) % NOTES.length],
    });
  }
  if (index % 5 === 1) await complain(agent, customer, index);
  if (index % 9 === 4) await phone(agent, customer, index);
  if (order.status !== 'complete') return;
  if (index % 13 === 12) {
    await agent.post(`cancel-order-${index}`, `/orders/${order.id}/cancel`, { reason: 'Ordered by mistake' });
    return;
  }
  await bill(seller, agent, customer, index);
  if (index % 4 === 2) await deliver(seller, agent, order, index);
  if (index % 20 === 9) await reverse(seller, customer, index);
}

function createCustomer(agent: DemoClient, { index, person }: DemoStory): Promise<CustomerView> {
  const { name, email, phone: number, address } = person;
  return agent.post<CustomerView>(`customer-${index}`, '/customers', {
    name,
    emails: [{ address: email, primary: true }],
    phones: [{ number, label: 'mobile' }],
    addresses: [{ purpose: 'shipping', ...address }],
    tags: index % 10 === 0 ? ['vip'] : [],
  });
}

/** Most pay at once; some are declined, some save the order first, and some of those come back to it. */
async function placeOrder(
  seller: DemoSeller,
  agent: DemoClient,
  customer: CustomerView,
  story: DemoStory,
): Promise<OrderView> {
  const { index, person, source } = story;
  const campaign = seller.campaigns[story.campaign];
  const product = seller.products[story.product];
  const pricePoint = product?.pricePoints.find((each) => each.unitPrice.currency === campaign?.baseCurrency);
  const partial = index % 8 === 7;
  const token = index % 11 === 5 ? 'tok_hard_decline' : index % 7 === 3 ? 'tok_soft_decline' : 'tok_success';
  const order = await agent.post<OrderView>(`order-${index}`, '/orders', {
    customerId: customer.id,
    campaignId: campaign?.id,
    callCenterId: seller.callCenterIds[index % seller.callCenterIds.length],
    items: [{ productId: product?.id, pricePointId: pricePoint?.id, quantity: 1 + (index % 2) }],
    shippingAddress: person.address,
    customer: { name: person.name, email: person.email, phone: person.phone },
    customFields: { Source: source },
    ...(pricePoint?.cycle === undefined ? {} : { engineId: seller.engine.id }),
    ...(partial ? { status: 'partial' } : { payment: { token } }),
  });
  if (index % 16 !== 7) return order;
  return agent.post<OrderView>(`complete-${index}`, `/orders/${order.id}/complete`, {
    payment: { token: 'tok_success' },
  });
}

/** The engine bills what was bought on subscription; some billings are declined, and some of these saved. */
async function bill(
  seller: DemoSeller,
  agent: DemoClient,
  customer: CustomerView,
  index: number,
): Promise<void> {
  const { items } = await agent.get<Page<PurchaseView>>(`/customers/${customer.id}/purchases`);
  for (const purchase of items) {
    const cycle = 1;
    const billed = { purchaseId: purchase.id, cycle, amount: purchase.price, processor: 'sandbox' };
    const emit = (type: string, data: object): Promise<unknown> =>
      seller.sandbox.post(`engine-${type}-${index}`, `/engine/${seller.engine.name}/events`, {
        type,
        data,
        id: `demo-${type}-${index}`,
      });
    await emit('rebill.started', { purchaseId: purchase.id, cycle, amount: purchase.price });
    if (index % 6 === 4) {
      await emit('rebill.failed', { ...billed, responseCode: '51', declineKind: 'soft' });
      if (index % 12 === 4) await emit('recycle.saved', { ...billed, attempt: 2, responseCode: '00' });
      else await emit('recycle.failed', { ...billed, attempt: 2, responseCode: '51', declineKind: 'soft' });
      continue;
    }
    await emit('rebill.succeeded', { ...billed, responseCode: '00' });
    if (purchase.status === 'trial') await emit('trial.completed', { purchaseId: purchase.id });
    if (index % 14 === 6) {
      await agent.post(`cancel-purchase-${index}`, `/purchases/${purchase.id}/cancel`, {
        reason: 'Has enough for now',
      });
    }
  }
}

/** The house tells that the parcel has arrived; some come back, and some are sent once more. */
async function deliver(
  seller: DemoSeller,
  agent: DemoClient,
  order: OrderView,
  index: number,
): Promise<void> {
  const fulfillment = await soon(async () => {
    const { items } = await seller.admin.get<Page<FulfillmentView>>(`/orders/${order.id}/fulfillments`);
    return items.find((each) => each.reshipmentOf === undefined && each.trackingNumber !== undefined);
  });
  if (fulfillment === undefined) return;
  try {
    await seller.sandbox.post(
      `delivered-${index}`,
      `/house/${seller.house}/orders/${fulfillment.id}/events`,
      {
        type: 'fulfillment.delivered',
        id: `demo-delivered-${index}`,
        data: { trackingNumber: fulfillment.trackingNumber },
      },
    );
  } catch (error) {
    // Told at an earlier load.
    if (!(error instanceof DemoRefusal) || error.code !== 'webhook_id_used') throw error;
  }
  const parcel = `/fulfillments/${fulfillment.id}`;
  if (index % 12 === 6)
    await agent.post(`rma-${index}`, `${parcel}/rma`, { reason: 'Did not like the scent' });
  if (index % 12 === 10)
    await agent.post(`reship-${index}`, `${parcel}/reship`, { reason: 'The bottle arrived broken' });
}

/** The lead takes a charge back before it settles. */
async function reverse(seller: DemoSeller, customer: CustomerView, index: number): Promise<void> {
  const { items } = await seller.lead.get<Page<TransactionView>>(`/customers/${customer.id}/transactions`);
  // The newest come first, and what the engine billed is not ours to give back: the oldest is the order's own.
  const charge = items.at(-1);
  if (charge === undefined) return;
  await seller.lead.post(`void-${index}`, `/transactions/${charge.id}/void`, { reason: 'Charged twice' });
}

/** A case, taken by its agent, answered, and mostly resolved. */
async function complain(agent: DemoClient, customer: CustomerView, index: number): Promise<void> {
  const opened = await agent.post<CaseView>(`case-${index}`, '/cases', {
    customerId: customer.id,
    subject: SUBJECTS[index % SUBJECTS.length],
    channel: index % 2 === 0 ? 'email' : 'phone',
    type: 'shipment',
    priority: index % 3 === 0 ? 'high' : 'normal',
  });
  await agent.post(`take-${index}`, '/cases/take', { ids: [opened.id] });
  await agent.post(`reply-${index}`, `/cases/${opened.id}/replies`, {
    text: 'Thank you for writing; I am looking into it.',
  });
  if (index % 15 === 6) return;
  await agent.post(`resolve-${index}`, '/cases/resolve', {
    ids: [opened.id],
    reason: 'Explained to the customer',
  });
}

/** A call on the phone, kept as a service record. */
async function phone(agent: DemoClient, customer: CustomerView, index: number): Promise<void> {
  const record = await agent.post<ServiceRecordView>(`record-${index}`, '/service-records', {
    customerId: customer.id,
    channel: 'phone',
    reason: 'product-purchase',
    conversation: { text: 'Asked what is in the serum and how often to use it.' },
  });
  await agent.post(`end-record-${index}`, `/service-records/${record.id}/end`, { result: 'completed' });
}
