import { sequenceText, newId, type DaybookEvent } from '@daybook/contracts';

const TYPES = [
  'customers.customer.created',
  'customers.customer.updated',
  'customers.note.added',
  'customers.address.changed',
];

/** Events of the customers' service as a busy day brings them: few users, campaigns and products, many customers. */
export function makeFacts(count: number): DaybookEvent[] {
  const some = (many: number): string[] => Array.from({ length: many }, () => newId());
  const [users, campaigns, categories, products, centers, customers] = [20, 5, 2, 4, 3, 3_000].map(some) as [
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
  ];
  const start = Date.now() - count;
  return Array.from({ length: count }, (_, at): DaybookEvent => {
    const id = newId();
    const time = new Date(start + at).toISOString();
    const customerId = customers[(at * 7) % customers.length];
    return {
      specversion: '1.0',
      id,
      source: '/daybook/customers',
      type: TYPES[at % TYPES.length],
      time,
      recordedtime: time,
      datacontenttype: 'application/json',
      subject: `customers/${customerId}`,
      epoch: 1,
      sequence: sequenceText(1, at + 1),
      correlationid: id,
      actortype: 'user',
      actorid: users[at % users.length],
      actorname: `agent-${at % users.length}`,
      actorlevel: 'cs_agent',
      data: {
        attributes: at % TYPES.length === 1 ? { fieldNames: ['tags'] } : {},
        context: {
          customerId,
          orderId: newId(),
          orderNumber: String(100_000 + at),
          campaignId: campaigns[at % campaigns.length],
          campaignCategoryId: categories[at % categories.length],
          productIds: [products[at % products.length]],
          callCenterId: centers[at % centers.length],
          currency: 'USD',
          country: at % 3 === 0 ? 'CA' : 'US',
          customFields: { Source: at % 2 === 0 ? 'TV' : 'Web' },
        },
        about: {},
        personal: { name: `Customer ${at % 3_000}`, text: 'Asked when the parcel comes' },
      },
    };
  });
}
