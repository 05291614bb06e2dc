import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Seller } from './seller';
import { systemUnderTest } from './system-address';

const WINDOW_S = 8;

describe('What the system costs its databases', () => {
  const system = systemUnderTest();
  const client = new Client({ connectionString: system.customersDatabase });

  /** Transactions of all databases of the server, as far as it has counted them: a session tells within a second. */
  const transactions = async (): Promise<number> => {
    const { rows } = await client.query<{ done: string }>(
      'select sum(xact_commit + xact_rollback) done from pg_stat_database',
    );
    return Number(rows[0]?.done);
  };

  beforeAll(() => client.connect());
  afterAll(() => client.end());

  it('are ten transactions a second at most while nothing happens', async () => {
    // What was done before is followed by looks that become ever rarer.
    await eventually(
      'it is quiet',
      async () => {
        const before = await transactions();
        await delay(WINDOW_S * 1_000);
        expect(((await transactions()) - before) / WINDOW_S).toBeLessThanOrEqual(10);
        return true;
      },
      { timeout: 150_000 },
    );
  }, 170_000);

  // Loops look, and positions are written, so and so often a second, however slow the notes come.
  it('are two and a half transactions a note at most, beside what a busy second costs, all services together', async () => {
    const seller = await Seller.setUp(system);
    const admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
    const { id } = await seller.createCustomer('Ada Costs');
    const write = (): Promise<object> => admin.post(`/customers/${id}/notes`, { text: 'She called.' });
    await write();
    const NOTES = 320;
    const before = await transactions();
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let at = 0; at < NOTES / 16; at++) await write();
      }),
    );
    await delay(2_500);
    const seconds = (performance.now() - began) / 1_000;
    expect((await transactions()) - before).toBeLessThanOrEqual(2.5 * NOTES + 40 * seconds);
  }, 120_000);
});
