import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { OrderView, Page } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Seller } from '../e2e/seller';

const CLIENTS = 100;

describe('A hundred clients with one idempotency key', () => {
  let system: TestSystem;
  let seller: Seller;

  beforeAll(async () => {
    system = await startSystemForTests({ replicas: { billing: 3 } });
    seller = await Seller.setUp(system, { captureAt: 'sale' });
  }, 180_000);
  afterAll(() => system.discard());

  it('charge once over several replicas that are killed in between, and all hear the same', async () => {
    const customer = await seller.createCustomer(`Una Once ${seller.mark}`);
    const body = seller.orderOf(customer);
    const key = randomUUID();
    /** A client asks until it is told, as one does whose answer was lost. */
    const ask = (): Promise<OrderView> =>
      eventually(
        'the order is answered',
        async () => {
          const answer = await seller.admin.try<OrderView>('POST', '/orders', { body, idempotencyKey: key });
          if (answer.status === 201) return answer.body;
          // Not there, not known yet, or still being worked on: anything else would be wrong.
          expect([409, 429, 500, 502, 503, 504]).toContain(answer.status);
          return undefined;
        },
        { timeout: 120_000, interval: 500 },
      );
    const asked = Array.from({ length: CLIENTS }, ask);
    for (let kills = 0; kills < 3; kills += 1) {
      await delay(400);
      system.kill('billing', 'SIGKILL');
    }
    const answers = await Promise.all(asked);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [order] = answers;
    expect(order).toMatchObject({ status: 'complete', payment: { outcome: 'success' } });

    const processor = new HttpClient(system.urls.sandbox, {
      authorization: `Bearer ${readFileSync(join(system.home, 'secrets', 'processor-key'), 'utf8').trim()}`,
    });
    const charges = await processor.get<{ items: { status: string }[] }>(
      `/v1/charges?reference=${order?.orderNumber}`,
    );
    expect(charges.items).toMatchObject([{ status: 'succeeded' }]);
    const { items } = await seller.admin.get<Page<OrderView>>(`/customers/${customer.id}/orders`);
    expect(items).toHaveLength(1);
    const reported = await eventually('the sale stands in the timeline', async () => {
      const found = await seller.timeline(customer.id, '&type=billing.order.completed');
      return found.length > 0 ? found : undefined;
    });
    expect(reported).toHaveLength(1);
  }, 240_000);
});
