import { randomUUID } from 'node:crypto';
import type {
  ActionSummaryView,
  BreakdownView,
  CustomerView,
  ExportView,
  Page,
  ReportDetailsView,
  ReportFilterView,
  SavedReportView,
  SeriesView,
  TimelineItemView,
} from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { HttpClient } from '../../deploy/clients/http-client';
import { systemUnderTest } from './system-address';
import { Seller } from './seller';

const REPORT = '/reports/customer-service';

/** An agent works, a manager asks what was done: all from outside, on the campaign that both share. */
describe('The Customer Service Report', () => {
  let seller: Seller;
  let agent: HttpClient;
  let agentId: string;
  let manager: HttpClient;
  let customer: CustomerView;
  let campaign: string;

  const person = async (accessLevel: string): Promise<{ id: string; client: HttpClient }> => {
    const user = { username: `${accessLevel}.${seller.mark}`, password: randomUUID(), accessLevel };
    const { id } = await seller.admin.post<{ id: string }>('/users', user);
    return {
      id,
      client: await HttpClient.signIn(systemUnderTest().urls.gateway, user.username, user.password),
    };
  };
  const summary = (query: string, client = manager): Promise<ActionSummaryView> =>
    client.get<ActionSummaryView>(`${REPORT}/actions?${query}`);
  const totalOf = ({ items }: ActionSummaryView, action: string): number =>
    items.find((item) => item.action === action)?.total ?? 0;
  const text = async (path: string, client = manager): Promise<Response> =>
    fetch(client.base + path, { headers: client.headers });

  beforeAll(async () => {
    seller = await Seller.setUp(systemUnderTest());
    campaign = `campaignId=${seller.campaign.id}`;
    [{ client: agent, id: agentId }, { client: manager }] = await Promise.all([
      person('cs_agent'),
      person('cs_admin'),
    ]);
    customer = await seller.createCustomer(`Rita ${seller.mark}`, agent);
    await seller.order(customer, 'tok_success', agent);
    for (let at = 1; at <= 5; at++)
      await agent.post(`/customers/${customer.id}/notes`, { text: `=SUM(${at}), "she" said` });
    await eventually('all that the agent did stands in the report', async () => {
      const seen = await summary(`userId=${agentId}`);
      expect(totalOf(seen, 'agent_note')).toBe(5);
      expect(totalOf(seen, 'new_sale_success')).toBe(1);
      return true;
    });
  });

  it('is complete, and says up to which event of each service', async () => {
    await eventually('it is complete', async () => {
      const { completeness } = await summary(campaign);
      expect(completeness.state).toBe('complete');
      expect(
        completeness.services.every(
          ({ missingCount, sequence = 0, head = 0 }) => missingCount === 0 && sequence >= head,
        ),
      ).toBe(true);
      return true;
    });
  });

  it('counts the same for the same day in any way that it is said, in a half-hour zone too', async () => {
    const zone = 'timeZone=Asia%2FKolkata';
    await eventually('the campaign stands still', async () => {
      const today = await summary(`${campaign}&preset=today&${zone}`);
      const series = await manager.get<SeriesView>(
        `${REPORT}/series?bucket=hour&${campaign}&preset=today&${zone}`,
      );
      const [first, last] = [series.items[0]?.start ?? '', series.items.at(-1)?.end ?? ''];
      const range = `from=${encodeURIComponent(first)}&to=${encodeURIComponent(last)}`;
      expect([series.total, (await summary(`${campaign}&${range}`)).total]).toEqual([
        today.total,
        today.total,
      ]);
      expect(series.items.length).toBe(24);
      expect(first).toMatch(/T00:00:00.000\+05:30$/);
      return true;
    });
  });

  it('opens each total into as many rows, whatever the filter', async () => {
    const filters = [
      campaign,
      `userId=${agentId}`,
      `${campaign}&agentNotesOnly=true`,
      `userId=${agentId}&country=US`,
    ];
    for (const query of filters) {
      // What the order sets off comes in meanwhile: only what stood still is compared.
      await eventually(`${query} stands still`, async () => {
        const { items, total } = await summary(query);
        const opened: [string, number][] = [];
        for (const { action } of items)
          opened.push([action, (await seller.details(`${query}&action=${action}`, manager)).length]);
        const by = await manager.get<BreakdownView>(`${REPORT}/by?dimension=action&${query}`);
        if ((await summary(query)).total !== total) return false;
        expect(opened).toEqual(items.map((row) => [row.action, row.total]));
        expect(by.total).toBe(total);
        return true;
      });
    }
  });

  it('shows the agent only what the agent did, and refuses a cursor of another filter', async () => {
    const own = await summary('', agent);
    expect(own.total).toBe((await summary(`userId=${agentId}`)).total);
    const page = await agent.get<ReportDetailsView>(`${REPORT}/details?limit=2`);
    expect(page.items.every(({ username }) => username === `cs_agent.${seller.mark}`)).toBe(true);
    const other = await agent.try<{ code: string }>(
      'GET',
      `${REPORT}/details?action=void&cursor=${page.nextCursor}`,
    );
    expect([other.status, other.body.code]).toEqual([400, 'reporting.cursor_of_another_filter']);
  });

  it('offers the values that occur', async () => {
    const { items } = await manager.get<{ items: ReportFilterView[] }>(`${REPORT}/filters`);
    const values = items.find(({ parameter }) => parameter === 'campaignId')?.values;
    const { id: value, name: label } = seller.campaign;
    expect(values).toContainEqual({ value, label, retired: false, occurs: true });
  });

  it('is taken away as CSV and as a workbook, streamed', async () => {
    const { total } = await summary(`userId=${agentId}`);
    const csv = await text(`${REPORT}/export?part=details&format=csv&userId=${agentId}`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const records = (await csv.text()).split('\r\n');
    expect(records).toContain(`Rows,${total}${','.repeat(8)}`);
    expect(records.filter((record) => record.includes(`"'=SUM(`))).toHaveLength(5);
    const xlsx = await text(`${REPORT}/export?part=actions&format=xlsx&${campaign}`);
    const bytes = Buffer.from(await xlsx.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(xlsx.headers.get('content-disposition')).toMatch(/customer-service-actions-\d+\.xlsx/);
  });

  it('is exported in the background, and the file is the one that would have been streamed', async () => {
    const asked = { part: 'details', format: 'csv', userId: [agentId], timeZone: 'Europe/Berlin' };
    const created = await manager.post<ExportView>(`${REPORT}/exports`, asked);
    const made = await eventually('the export is done', async () => {
      const job = await manager.get<ExportView>(`${REPORT}/exports/${created.id}`);
      return job.state === 'done' ? job : null;
    });
    expect(made).toMatchObject({ progress: 1, rows: made.written, position: created.position });
    const file = await (
      await fetch(`${systemUnderTest().urls.gateway}${made.file}`, { headers: manager.headers })
    ).text();
    expect(Buffer.byteLength(file)).toBe(made.bytes);
    const rows = (content: string): string[] => content.split('\r\n').slice(9);
    const streamed = await text(
      `${REPORT}/export?part=details&format=csv&userId=${agentId}&timeZone=Europe%2FBerlin&minPosition=${made.position}`,
    );
    expect(rows(file)).toEqual(rows(await streamed.text()));
    const { items } = await manager.get<Page<ExportView>>(`${REPORT}/exports`);
    expect(items.map(({ id }) => id)).toEqual([created.id]);
    expect((await agent.try('GET', `${REPORT}/exports/${created.id}`)).status).toBe(404);
    expect((await manager.try('DELETE', `${REPORT}/exports/${created.id}`)).status).toBe(204);
    const gone = await manager.try<{ code: string }>('GET', `${REPORT}/exports/${created.id}/file`);
    expect([gone.status, gone.body.code]).toEqual([409, 'reporting.export_not_ready']);
  });

  it('is saved under a name, shared, and asked again by its address', async () => {
    const filter = { campaignId: [seller.campaign.id], preset: 'last_7_days', timeZone: 'Asia/Kolkata' };
    const saved = await manager.post<SavedReportView>(`${REPORT}/saved`, {
      name: `Week ${seller.mark}`,
      shared: true,
      filter,
    });
    const seen = await agent.get<SavedReportView>(`${REPORT}/saved/${saved.id}`);
    expect(seen).toMatchObject({ own: false, filter });
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(seen.filter as Record<string, string | string[]>))
      for (const one of [value].flat()) query.append(name, one);
    expect((await summary(query.toString())).total).toBe((await summary(campaign)).total);
    expect((await agent.try('DELETE', `${REPORT}/saved/${saved.id}`)).status).toBe(403);
  });

  it('tells live what comes in', async () => {
    const stream = await text(`${REPORT}/live?userId=${agentId}`);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    let heard = '';
    const hear = async (): Promise<void> => {
      const { value } = await reader.read();
      heard += Buffer.from(value ?? []).toString();
    };
    await hear();
    expect(heard).toContain('event: position');
    await agent.post(`/customers/${customer.id}/notes`, { text: 'Once more' });
    while (!heard.includes('"added"')) await hear();
    await reader.cancel();
    expect(heard).toContain('"changed":[{"action":"agent_note","added":1}]');
  });

  it('leads from the timeline to what each item is about', async () => {
    const items = await seller.timeline(customer.id);
    const sale: TimelineItemView | undefined = items.find(({ title }) => title === 'New Purchase');
    const links = sale?.links ?? [];
    expect(links.map(({ what }) => what)).toContain('order');
    for (const { path } of items.flatMap((item) => item.links))
      expect((await seller.admin.try('GET', path.replace('/api/v1', ''))).status).toBe(200);
  });
});
