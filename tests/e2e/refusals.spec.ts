import { randomUUID } from 'node:crypto';
import { errorCodesOf, findOperation, type ErrorCode } from '@daybook/contracts';
import { HttpClient } from '../../deploy/clients/http-client';
import { Planting, type PlantedRequest } from './planting';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

/** Ways of asking that shall be refused, or answered. */
const ways = {
  'as it is wanted, about nothing that there is': { manner: 'fitting', known: false, headers: {} },
  'as it is wanted, about what there is': { manner: 'fitting', known: true, headers: {} },
  'with rubbish as every value': { manner: 'wild', known: false, headers: {} },
  'with an old version and a used key': {
    manner: 'fitting',
    known: true,
    headers: { 'if-match': '"999999"', 'idempotency-key': 'used-before' },
  },
  'without signing in': { manner: 'fitting', known: false, headers: { authorization: '' } },
} as const;

describe('A refusal', () => {
  let seller: Seller;
  let ids: Record<string, string>;
  const asked = new Map<ErrorCode, number>();

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest());
    const customer = await seller.createCustomer(`Rory Refused ${seller.mark}`);
    const order = await seller.order(customer);
    ids = {
      customers: customer.id,
      customerId: customer.id,
      orders: order.id,
      orderId: order.id,
      purchases: (await seller.purchaseOf(customer.id)).id,
      transactions: order.payment?.id ?? '',
      fulfillments: (await seller.fulfillmentOf(order.id)).id,
      campaignId: seller.campaign.id,
      productId: seller.product.id,
    };
  });

  /** Sends it and answers the fault, if there is one: a code that the call's documents do not name. */
  async function faultOf(request: PlantedRequest, headers: Record<string, string>): Promise<string[]> {
    const { operation, method, path, body } = request;
    const client = new HttpClient(systemUnderTest().urls.gateway);
    const answer = await client.try<{ code?: ErrorCode } | undefined>(method, path, {
      body,
      headers: { ...seller.admin.headers, 'idempotency-key': randomUUID(), 'if-match': '"1"', ...headers },
    });
    if (answer.status < 400) return [];
    const said = answer.body?.code;
    const known = findOperation(operation);
    if (known === undefined || said === undefined) return [`${operation} → ${answer.status} without a code`];
    asked.set(said, (asked.get(said) ?? 0) + 1);
    if (answer.status >= 500) return [`${operation} → ${answer.status} ${said}`];
    return errorCodesOf(known).includes(said) ? [] : [`${operation} → ${answer.status} ${said}`];
  }

  it.each(Object.entries(ways))(
    'has a code that the documents of its call name, when it is asked %s',
    async (_way, { manner, known, headers }) => {
      const planting = await Planting.of(systemUnderTest().urls.gateway, known ? ids : {});
      const waiting = planting
        .requests('Refuse me', manner)
        // The admin’s own session goes on, and a stream does not end by itself.
        .filter(({ path }) => !/\/sessions\b|\/me\/password/.test(path) && !/\/(live|export)\b/.test(path));
      const faults: string[] = [];
      const ask = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          faults.push(...(await faultOf(next, headers)));
      };
      await Promise.all([ask(), ask(), ask()]);
      expect(faults.sort()).toEqual([]);
    },
    120_000,
  );

  it('was met in many kinds', () => {
    expect(asked.size).toBeGreaterThan(15);
  });
});
