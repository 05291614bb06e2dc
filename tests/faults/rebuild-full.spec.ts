import type { ActionSummaryView, ExportView, RebuildView } from '@daybook/contracts';
import { eventually, startSystemForTests, testClock, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { Seller } from '../e2e/seller';

const REPORT = '/reports/customer-service';
const KILLS = 4;
/** Longer than a replica that was killed is waited for, in milliseconds. */
const LEASE_MS = 31_000;
const patience = { timeout: 90_000, interval: 100 };

describe('While reporting is killed again and again', () => {
  const clock = testClock();
  let system: TestSystem;
  let seller: Seller;
  let admin: HttpClient;

  beforeAll(async () => {
    system = await startSystemForTests({ env: { all: clock.env } });
    admin = await HttpClient.stayIn(system.urls.gateway, 'admin', system.adminPassword);
    seller = await Seller.setUp(system, { admin });
    const customer = await seller.createCustomer(`Rebecca ${seller.mark}`);
    await seller.order(customer);
    for (let at = 0; at < 60; at++)
      await admin.post(`/customers/${customer.id}/notes`, { text: `Note ${at}` });
  }, 120_000);
  afterAll(() => system.discard());

  const complete = (): Promise<ActionSummaryView> =>
    eventually(
      'the report is complete',
      async () => {
        const seen = await admin.get<ActionSummaryView>(`${REPORT}/actions`);
        const notes = seen.items.find(({ action }) => action === 'agent_note')?.total;
        return seen.completeness.state === 'complete' && notes === 60 ? seen : null;
      },
      patience,
    );
  const idsOf = async (): Promise<string[]> => (await seller.details('', admin)).map(({ id }) => id).sort();

  /** Kills it some times, each time as soon as it has answered again. */
  async function killAgainAndAgain(): Promise<void> {
    for (let kills = 0; kills < KILLS; kills++) {
      const starts = system.starts('reporting');
      system.kill('reporting', 'SIGKILL');
      // A question that still reached the old one would be waited for until its time is over.
      await eventually(
        'it is started again',
        () => Promise.resolve(system.starts('reporting') > starts),
        patience,
      );
      await eventually(
        'it answers again',
        async () => (await admin.try('GET', `${REPORT}/completeness`)).status === 200,
        patience,
      );
    }
  }

  it('makes the report anew all the same, and loses and doubles nothing', async () => {
    const before = await complete();
    const ids = await idsOf();
    await admin.post(`${REPORT}/rebuild`, {});
    await killAgainAndAgain();
    await eventually(
      'the rebuild is done',
      async () => {
        const { status, body } = await admin.try<RebuildView>('GET', `${REPORT}/rebuild`);
        return status === 200 && body.state === 'done';
      },
      patience,
    );
    const after = await complete();
    expect(after.items).toEqual(before.items);
    expect(await idsOf()).toEqual(ids);
  }, 240_000);

  it('finishes the exports that were asked for, whole', async () => {
    const { total } = await complete();
    const jobs = await Promise.all(
      [1, 2, 3].map(() => admin.post<ExportView>(`${REPORT}/exports`, { part: 'details', format: 'csv' })),
    );
    await killAgainAndAgain();
    clock.turn(LEASE_MS);
    for (const { id } of jobs) {
      const made = await eventually(
        'the export is done',
        async () => {
          const { status, body } = await admin.try<ExportView>('GET', `${REPORT}/exports/${id}`);
          return status === 200 && body.state === 'done' ? body : null;
        },
        patience,
      );
      const file = await fetch(`${system.urls.gateway}${made.file}`, { headers: admin.headers });
      const records = (await file.text()).trimEnd().split('\r\n');
      expect(records.slice(10)).toHaveLength(total);
    }
  }, 240_000);
});
