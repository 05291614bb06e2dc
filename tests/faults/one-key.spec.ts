import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { CaseView, FulfillmentView, OrderView, Page } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { HouseClient } from '../../deploy/clients/house-client';
import { HttpClient } from '../../deploy/clients/http-client';
import { MAILBOX } from '../../deploy/local/system/environment';
import { Seller } from '../e2e/seller';

const CLIENTS = 100;

/** A thousand in the long runs. */
const MAILS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 1_000 : 150;

const PARCELS = 10;
/** Of each parcel: a thousand together in the long runs. */
const WEBHOOKS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 100 : 30;

describe('What comes again because nobody knows whether it was taken', () => {
  let system: TestSystem;
  let seller: Seller;

  beforeAll(async () => {
    system = await startSystemForTests({ replicas: { billing: 3, cases: 2, fulfillment: 2 } });
    seller = await Seller.setUp(system, { captureAt: 'sale' });
  }, 180_000);
  afterAll(() => system.discard());

  it('is charged once, asked a hundred times over several replicas that are killed in between, and all hear the same', async () => {
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

  it('is taken once where it is an e-mail, however often its mail server sends it', async () => {
    const customer = await seller.createCustomer(`Mia Mails ${seller.mark}`);
    const waiting = Array.from({ length: MAILS }, (_, nth) => nth);
    /** A mail server sends a mail under one name until it was told that it was taken. */
    const server = async (): Promise<void> => {
      for (let nth = waiting.pop(); nth !== undefined; nth = waiting.pop()) {
        const mail = {
          from: customer.emails[0]?.address,
          to: MAILBOX,
          messageId: `<${nth}.${seller.mark}@customers.example>`,
          date: new Date(0),
          subject: `Mail ${nth} ${seller.mark}`,
          text: `This is mail ${nth}`,
        };
        await eventually(
          `mail ${nth} is taken`,
          () => createTransport({ url: system.urls.inboundSmtp, ignoreTLS: true }).sendMail(mail),
          { timeout: 120_000, interval: 300 },
        );
      }
    };
    const servers = Promise.all(Array.from({ length: 6 }, server));
    for (const victim of ['cases', 'cases-2', 'cases'] as const) {
      await delay(2_000);
      system.kill(victim, 'SIGKILL');
    }
    await servers;
    // One more time, all that were taken while somebody was killed.
    waiting.push(...Array.from({ length: 20 }, (_, nth) => nth));
    await server();
    const subjects = await eventually(
      'every mail has opened its case',
      async () => {
        const found = await all<CaseView>(`/customers/${customer.id}/cases?`);
        if (found.length < MAILS) throw new Error(`there are ${found.length}`);
        return found.map(({ subject }) => subject);
      },
      { timeout: 180_000, interval: 1_000 },
    );
    expect(subjects.length).toBe(MAILS);
    expect(new Set(subjects).size).toBe(MAILS);
    await eventually('each is counted once', async () => {
      const opened = `/customers/${customer.id}/activity?type=cases.case.opened&`;
      expect(await all(opened)).toHaveLength(MAILS);
      return true;
    });
  }, 420_000);

  it("is applied once where it is a house's webhook, while its takers are killed, and its house repeats it", async () => {
    const customer = await seller.createCustomer(`Wim Webhook ${seller.mark}`);
    const parcels: string[] = [];
    for (let nth = 0; nth < PARCELS; nth++) {
      const order = await seller.order(customer);
      parcels.push((await seller.fulfillmentOf(order.id)).id);
    }
    const house = new HouseClient(system.urls.gateway, seller.house);
    const waiting = Array.from({ length: PARCELS * WEBHOOKS }, (_, nth) => nth);
    const codes = new Set<number>();
    let lost = 0;
    /** A house sends a webhook under one id until it was told that it was taken. */
    const post = async (nth: number): Promise<void> => {
      const fulfillmentId = parcels[nth % PARCELS];
      const data = { fulfillmentId, trackingNumber: `T${nth}` };
      const body = JSON.stringify({
        type: 'fulfillment.tracking',
        timestamp: new Date().toISOString(),
        data,
      });
      const id = `msg_${nth}_${seller.mark}`;
      await eventually(
        `webhook ${nth} is taken`,
        async () => {
          const answer = await house.post(body, { id }).catch(() => null);
          if (answer === null) lost += 1;
          else codes.add(answer.status);
          return answer?.status === 202;
        },
        { timeout: 120_000, interval: 250 },
      );
    };
    const hand = async (): Promise<void> => {
      for (let nth = waiting.pop(); nth !== undefined; nth = waiting.pop()) await post(nth);
    };
    const posted = Promise.all(Array.from({ length: 12 }, hand));
    for (const victim of ['fulfillment', 'gateway', 'fulfillment-2'] as const) {
      await delay(1_500);
      system.kill(victim, 'SIGKILL');
    }
    await posted;
    // One more time, some that were taken while somebody was killed.
    for (let nth = 0; nth < 30; nth++) await post(nth * 7);
    expect(lost).toBeGreaterThan(0);
    // Nothing else than taken, or not there: a house would give up.
    expect([...codes].filter((code) => code !== 202 && code !== 429 && code < 500)).toEqual([]);
    for (const [at, id] of parcels.entries()) {
      const numbers = await eventually(
        'all of a parcel is applied',
        async () => {
          const { messages } = await seller.admin.get<FulfillmentView>(`/fulfillments/${id}`);
          const counted = messages.filter(({ type, repeated }) => type === 'tracking' && !repeated);
          return counted.length >= WEBHOOKS
            ? counted.map(({ trackingNumber }) => trackingNumber ?? '')
            : undefined;
        },
        { timeout: 60_000, interval: 500 },
      );
      const expected = Array.from({ length: WEBHOOKS }, (_, nth) => `T${nth * PARCELS + at}`);
      expect(numbers.sort()).toEqual(expected.sort());
    }
    await eventually('each is counted once', async () => {
      const tracked = `/customers/${customer.id}/activity?type=fulfillment.fulfillment.tracked&`;
      expect(await all(tracked)).toHaveLength(PARCELS * WEBHOOKS);
      return true;
    });
  }, 240_000);

  /** All pages of a list. */
  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const from = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await seller.admin.get(`${path}limit=100${from}`);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }
});
