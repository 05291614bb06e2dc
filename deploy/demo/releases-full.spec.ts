import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ActionSummaryView, CustomerView, OrderView, Page, TimelineItemView } from '@daybook/contracts';
import { eventually, startSystemForTests, type TestSystem } from '@daybook/testing';
import { HttpClient } from '../clients/http-client';
import { DemoArchive } from './dump/demo-archive';

const DAY_MS = 86_400_000;
const folder = join(__dirname, '..', '..', 'tests', 'releases');
const versions = readdirSync(folder)
  .filter((file) => file.endsWith('.backup.br'))
  .map((file) => basename(file, '.backup.br'));

/** Each release leaves a small seller's data behind, as that version has written them (`docs/guides/upgrading.md`). */
describe.each(versions)('The data of release %s', (version) => {
  const file = join(folder, `${version}.backup.br`);
  let archive: DemoArchive;
  let system: TestSystem;
  let admin: HttpClient;

  beforeAll(async () => {
    archive = await DemoArchive.open(file);
    await archive.close();
    system = await startSystemForTests({ demo: { file }, durable: false });
    admin = await HttpClient.signIn(system.urls.gateway, 'admin', system.adminPassword);
  }, 180_000);
  afterAll(() => system?.discard());

  const all = async <T>(path: string): Promise<T[]> => {
    const found: T[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Page<T> = await admin.get<Page<T>>(
        `${path}?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      found.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    }
    return found;
  };

  it('is counted by the present version as that version counted it', async () => {
    const { begins, ends, totals } = archive.header;
    // Its times are moved by whole days, so that it ends within the last one.
    const moved = Math.floor((Date.now() - Date.parse(ends)) / DAY_MS) * DAY_MS;
    const at = (moment: string) => new Date(Date.parse(moment) + moved).toISOString();
    const summary = await eventually('the report is complete', async () => {
      const said = await admin.get<ActionSummaryView>(
        `/reports/customer-service/actions?from=${at(begins)}&to=${at(ends)}`,
      );
      return said.completeness.state === 'complete' ? said : undefined;
    });
    const found = Object.fromEntries(
      summary.items.filter(({ total }) => total > 0).map(({ action, total }) => [action, total]),
    );
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(58);
    expect(found).toEqual(Object.fromEntries(Object.entries(totals ?? {}).filter(([, total]) => total > 0)));
  });

  it('is read whole: every customer with a history, every order', async () => {
    const customers = await all<CustomerView>('/customers');
    expect(customers.length).toBeGreaterThan(20);
    for (const { id } of customers) {
      expect((await admin.get<CustomerView>(`/customers/${id}`)).id).toBe(id);
      const { items } = await admin.get<Page<TimelineItemView>>(`/customers/${id}/activity?limit=200`);
      expect(items.length).toBeGreaterThan(0);
    }
    const orders = await all<OrderView>('/orders');
    expect(orders.length).toBeGreaterThan(20);
    for (const { id } of orders) expect((await admin.get<OrderView>(`/orders/${id}`)).id).toBe(id);
  });

  it('is worked on, and what is done is counted', async () => {
    const [order] = (await admin.get<Page<OrderView>>('/orders?limit=1')).items;
    if (order === undefined) throw new Error('There is no order');
    const since = new Date().toISOString();
    await admin.post(`/customers/${order.customerId}/notes`, { text: 'After the upgrade' });
    await admin.post('/cases', {
      customerId: order.customerId,
      subject: 'Since the upgrade',
    });
    await eventually('the report has it', async () => {
      const { items } = await admin.get<ActionSummaryView>(
        `/reports/customer-service/actions?from=${since}&includeAgentNotes=true`,
      );
      const totals = new Map<string, number>(items.map(({ action, total }) => [action, total]));
      return (totals.get('agent_note') ?? 0) >= 1 && (totals.get('case_opened') ?? 0) >= 1;
    });
    const { items } = await admin.get<Page<TimelineItemView>>(
      `/customers/${order.customerId}/activity?limit=20`,
    );
    expect(items.map(({ message }) => message)).toContain('After the upgrade');
  });
});
