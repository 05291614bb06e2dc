import { randomBytes } from 'node:crypto';
import type { CustomerView } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { HouseClient } from '../../deploy/clients/house-client';
import { TraceCollector, wayTo } from './trace-collector';
import { Seller } from './seller';

describe('A trace', () => {
  let collector: TraceCollector;
  let system: TestSystem;
  let seller: Seller;
  let customer: CustomerView;

  beforeAll(async () => {
    collector = await TraceCollector.start();
    system = await startSystemForTests({
      durable: false,
      env: { all: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' } },
    });
    seller = await Seller.setUp(system);
    customer = await seller.createCustomer(`Tracy Unmentioned ${seller.mark}`);
  }, 120_000);

  afterAll(async () => {
    await system?.discard();
    await collector?.stop();
  }, 30_000);

  /** The steps from the beginning of a trace to the report's store, for the newest event of a type. */
  const wayToReport = (type: string, beginning: string, trace?: string): Promise<string[]> =>
    eventually(`${type} is traced to the report from ${beginning}`, () => {
      const end = collector.spans.findLast(
        ({ name, traceId }) =>
          name === `reporting report apply ${type}` && (trace === undefined || trace === traceId),
      );
      const way = end === undefined ? [] : wayTo(end, collector.traceOf(end));
      expect(way[0]).toBe(beginning);
      return way;
    });

  it("shows a webhook's whole way from the gateway to the report", async () => {
    const webhook = 'gateway: POST /api/v1/webhooks/fulfillment/:house';
    const order = await seller.order(customer);
    const fulfillment = await seller.fulfillmentOf(order.id);
    const house = new HouseClient(system.urls.gateway, seller.house);
    expect((await house.shipped(fulfillment.id, 'T-1')).status).toBe(202);
    expect(await wayToReport('fulfillment.fulfillment.shipped', webhook)).toEqual([
      webhook,
      'gateway: ask fulfillment.webhooks.receive',
      'fulfillment: fulfillment.webhooks.receive',
      'fulfillment: transaction',
      'fulfillment: apply webhook',
      'fulfillment: publish fulfillment.fulfillment.shipped',
      'reporting: reporting report apply fulfillment.fulfillment.shipped',
    ]);
  });

  it('goes on where the caller has begun it', async () => {
    const traceId = randomBytes(16).toString('hex');
    await seller.admin.send('POST', `/customers/${customer.id}/notes`, {
      body: { text: 'Wants to be followed' },
      headers: { traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01` },
    });
    const request = 'gateway: POST /api/v1/customers/:id/notes';
    expect(await wayToReport('customers.note.added', request, traceId)).toEqual([
      request,
      'gateway: ask customers.add_note',
      'customers: customers.add_note',
      'customers: transaction',
      'customers: publish customers.note.added',
      'reporting: reporting report apply customers.note.added',
    ]);
  });

  it("shows an engine's message from its being taken to the report", async () => {
    const taken = 'billing: intake rebill.succeeded';
    const purchase = await seller.purchaseOf(customer.id);
    const { receipt } = await seller.publish('rebill.succeeded', seller.rebill(purchase.id));
    expect(receipt?.outcome).toBe('accepted');
    expect(await wayToReport('billing.rebill.succeeded', taken)).toEqual([
      taken,
      'billing: publish billing.rebill.succeeded',
      'reporting: reporting report apply billing.rebill.succeeded',
    ]);
  });

  it('names no person and repeats nothing that people wrote', () => {
    const said = collector.bodies.join('\n');
    expect(said).toContain('customers.create');
    for (const written of ['Unmentioned', 'Wants to be followed', '1 Main Street', 'tok_success'])
      expect(said).not.toContain(written);
  });
});
