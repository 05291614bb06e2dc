import { newId, type ExportQuery } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';
import { unzip } from '../testing/unzip';
import type { Cell, ExportTable } from './export-table';
import { xlsxOf } from './xlsx';

const anna = newId();
const customer = newId();
const asAnna = { actortype: 'user', actorid: anna, actorname: 'anna', actorlevel: 'cs_agent' } as const;
const texts = [
  '=1+1',
  '@SUM(A1)',
  '+1',
  '-1',
  '\tx',
  'says "hi", then\r\nleaves',
  'Grüße 日本',
  '＝1+1',
  'plain',
  'a _x000D_ b',
];

describe('an export', () => {
  let bench: ReportHarness;
  const journals = new TestJournals();

  beforeAll(async () => {
    bench = await ReportHarness.start();
    const notes = texts.map((text) =>
      journals.next({
        type: 'customers.note.added',
        actor: asAnna,
        context: { customerId: customer, campaignId: newId() },
        attributes: { noteId: newId() },
        personal: { text },
      }),
    );
    const refunds = ['0.10', '0.20'].map((amount) =>
      journals.next({
        type: 'billing.refund.succeeded',
        time: '2026-11-19T10:00:00.000Z',
        context: { customerId: customer },
        attributes: { amount: { amount, currency: 'USD' }, customFieldsSet: { Source: 'web' } },
      }),
    );
    await bench.bring(...notes, ...refunds);
  });
  afterAll(() => bench.stop());

  const bytesOf = async (query: ExportQuery, who = viewer()): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for await (const chunk of (await bench.exports.export(query, who)).chunks) parts.push(chunk);
    return Buffer.concat(parts);
  };
  const recordsOf = async (query: Omit<ExportQuery, 'format'>, who = viewer()): Promise<string[][]> =>
    parseCsv((await bytesOf({ ...query, format: 'csv' }, who)).toString('utf8'));

  it('has the rows of the Details and says of which filter, at which position and how many', async () => {
    const records = await recordsOf({
      part: 'details',
      timeZone: 'Asia/Kolkata',
      userId: [anna, 'system'],
      action: ['agent_note'],
      from: '2026-11-01T00:00:00Z',
    });
    const facts = Object.fromEntries(records.slice(0, 9).map(([name, value]) => [name, value]));
    expect(facts).toMatchObject({
      'Customer Service Report': 'Details',
      From: '2026-11-01T05:30:00.000+05:30',
      'Filter: Actions': 'Agent Note',
      Position: '12',
      Completeness: 'unknown',
      Rows: '10',
    });
    expect(facts['Time Zone']).toBe('Asia/Kolkata');
    expect(facts['Filter: User']).toBe('anna; System');
    const [heading, ...rows] = tableIn(records) as [string[], ...string[][]];
    expect(heading.slice(0, 4)).toEqual(['Username', 'Customer', 'Action', 'Message']);
    const { items } = await bench.report.details(
      { userId: [anna, 'system'], action: ['agent_note'] },
      viewer(),
    );
    expect(rows.map((row) => row.at(-1))).toEqual(items.map(({ id }) => id));
    expect(rows[0]?.slice(4, 7)).toEqual(['Customer Service Agent', '2026-11-20T15:30:00.000+05:30', 'true']);
    expect(new Set(records.map((record) => record.length))).toEqual(new Set([heading.length]));
  });

  it('keeps every text as it is, but none that a spreadsheet would take for a formula', async () => {
    const records = await recordsOf({ part: 'details', action: ['agent_note'] });
    const messages = tableIn(records)
      .slice(1)
      .map((row) => row[3]);
    const defused = texts.map((text) => (/^[=@+\-\t＝]/.test(text) ? `'${text}` : text));
    expect([...messages].sort()).toEqual([...defused].sort());
  });

  it('of the totals has a column for each currency', async () => {
    const records = await recordsOf({ part: 'actions' });
    expect(tableIn(records)).toEqual([
      ['Key', 'Action', 'Total', 'Amount USD'],
      ['agent_note', 'Agent Note', '10', ''],
      ['refunded', 'Refunded', '2', '0.30'],
    ]);
  });

  it('of the custom fields has their totals', async () => {
    const records = await recordsOf({ part: 'custom-fields' });
    expect(tableIn(records)).toEqual([
      ['Username', 'Field Name', 'Field Value', 'Total'],
      ['System', 'Source', 'web', '2'],
    ]);
  });

  it('gives affiliates the totals of their campaigns and refuses them the rest before the first byte', async () => {
    const affiliate = viewer({ accessLevel: 'affiliate', campaignIds: [newId()] });
    expect(tableIn(await recordsOf({ part: 'actions' }, affiliate)).slice(1)).toEqual([]);
    for (const part of ['details', 'custom-fields'] as const)
      await expect(bench.exports.export({ part, format: 'csv' }, affiliate)).rejects.toMatchObject({
        code: 'request.forbidden',
      });
    const agent = viewer({ accessLevel: 'cs_agent', id: newId() });
    expect(tableIn(await recordsOf({ part: 'details' }, agent)).slice(1)).toEqual([]);
  });

  it('begins with a byte order mark where one is wanted', async () => {
    const query = { part: 'actions', format: 'csv' } as const;
    expect((await bytesOf({ ...query, byteOrderMark: true })).subarray(0, 3)).toEqual(Buffer.from('\uFEFF'));
    expect((await bytesOf(query)).toString('utf8')).toMatch(/^Customer Service Report,/);
  });

  it('as a workbook has dates as dates by the clock of the zone, and no text that reads as another', async () => {
    const query = { part: 'details', format: 'xlsx', timeZone: 'Asia/Kolkata' } as const;
    const rows = unzip(await bytesOf(query)).get('xl/worksheets/sheet2.xml') ?? '';
    // 20 November 2026, 15:30.
    expect(rows).toContain(
      `<c s="1"><v>${(Date.UTC(2026, 10, 20, 15, 30) - Date.UTC(1899, 11, 30)) / 86_400_000}</v></c>`,
    );
    expect(rows).toContain('<t xml:space="preserve">a _x005F_x000D_ b</t>');
  });

  it('is a workbook that says what it is on its first sheet', async () => {
    const files = unzip(await bytesOf({ part: 'details', format: 'xlsx' }));
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="Details" sheetId="2" r:id="rId2"/>');
    expect(files.get('xl/worksheets/sheet1.xml')).toContain('Position');
    const rows = files.get('xl/worksheets/sheet2.xml') ?? '';
    expect(rows.match(/<row>/g)).toHaveLength(13);
    expect(rows).toContain('<t xml:space="preserve">=1+1</t>');
    expect(rows).not.toContain('<f>');
  });

  it('begins a new sheet when one is full, and cuts nothing', async () => {
    const files = unzip(await workbookOf(25, 10));
    const sheets = [2, 3, 4].map((sheet) => files.get(`xl/worksheets/sheet${sheet}.xml`) ?? '');
    expect(sheets.map((sheet) => sheet.match(/<row>/g)?.length)).toEqual([11, 11, 6]);
    expect(sheets.join('').match(/<v>\d+<\/v>/g)).toEqual(
      Array.from({ length: 25 }, (_, at) => `<v>${at}</v>`),
    );
    expect(files.size).toBe(9);
  });

  it('lets go of its source when the receiver is gone, in either format', async () => {
    for (const format of ['csv', 'xlsx'] as const) {
      const { chunks } = await bench.exports.export({ part: 'details', format }, viewer());
      for await (const chunk of chunks) if (chunk.length > 0) break;
    }
    let ended = false;
    const endless = (async function* (): AsyncGenerator<Cell[][], void> {
      try {
        for (;;) yield await Promise.resolve([['x'.repeat(100_000)]]);
      } finally {
        ended = true;
      }
    })();
    for await (const chunk of xlsxOf(tableOf(endless, 10), 1_000_000)) if (chunk.length > 1_000) break;
    expect(ended).toBe(true);
  });

  async function workbookOf(count: number, sheetRows: number): Promise<Buffer> {
    const rows = (async function* (): AsyncGenerator<Cell[][], void> {
      for (let at = 0; at < count; at += 7)
        yield await Promise.resolve(Array.from({ length: Math.min(7, count - at) }, (_, nth) => [at + nth]));
    })();
    const parts: Uint8Array[] = [];
    for await (const chunk of xlsxOf(tableOf(rows, count), sheetRows)) parts.push(chunk);
    return Buffer.concat(parts);
  }

  it('names nothing to a reader that the panel does not name to them', async () => {
    const known = (type: 'billing.campaign.changed' | 'billing.call_center.changed', name: string) => {
      const id = newId();
      return { id, name, event: journals.next({ type, attributes: { id, name, retired: false } }) };
    };
    const [ours, theirs] = ['Ours', 'Theirs'].map((name) => known('billing.campaign.changed', name));
    const [north, south] = ['North', 'South'].map((name) => known('billing.call_center.changed', name));
    if (!ours || !theirs || !north || !south) throw new Error('unreachable');
    await bench.bring(...[ours, theirs, north, south].map(({ event }) => event));
    const sold = (campaignId: string, callCenterId: string) =>
      journals.next({
        type: 'billing.order.partial_saved',
        context: { customerId: customer, campaignId, callCenterId },
      });
    await bench.bring(sold(ours.id, north.id), sold(theirs.id, south.id));
    const asked = { campaignId: [ours.id, theirs.id], callCenterId: [north.id, south.id], userId: [anna] };
    const linesFor = async (who = viewer()): Promise<string[]> =>
      (await recordsOf({ part: 'actions', ...asked }, who)).flatMap(([name = '', value = '']) =>
        name.startsWith('Filter') ? [`${name}: ${value}`] : [],
      );
    const lines = (campaigns: string[], callCenters: string[], user: string): string[] => [
      `Filter: Campaign: ${campaigns.join('; ')}`,
      `Filter: Call Center: ${callCenters.join('; ')}`,
      `Filter: User: ${user}`,
    ];
    expect(await linesFor()).toEqual(lines(['Ours', 'Theirs'], ['North', 'South'], 'anna'));
    const kept = { campaignIds: [ours.id] };
    const affiliate = viewer({ accessLevel: 'affiliate', ...kept });
    expect(await linesFor(affiliate)).toEqual(lines(['Ours', theirs.id], ['North', south.id], anna));
    const key = viewer({ type: 'api', accessLevel: 'api_user', scopes: ['report.view'], ...kept });
    expect(await linesFor(key)).toEqual(lines(['Ours', theirs.id], ['North', south.id], anna));
    const agent = viewer({ accessLevel: 'cs_agent', id: anna });
    expect((await linesFor(agent)).at(-1)).toBe('Filter: User: anna');
    const another = viewer({ accessLevel: 'cs_agent', id: newId() });
    expect((await linesFor(another)).at(-1)).toBe(`Filter: User: ${anna}`);
  });
});

function tableOf(rows: ExportTable['rows'], count: number): ExportTable {
  return { title: 'Details', facts: [], columns: ['Number'], count, rows };
}

/** What follows the facts: the heading and the rows. */
function tableIn(records: readonly string[][]): string[][] {
  return records.slice(records.findIndex((record) => record.every((cell) => cell === '')) + 1);
}

/** CSV by the letter of RFC 4180. @throws Error where it breaks it */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let record: string[] = [];
  while (fields.lastIndex < text.length) {
    const at = fields.lastIndex;
    const found = fields.exec(text);
    if (found === null) throw new Error(`no CSV at ${JSON.stringify(text.slice(at, at + 40))}`);
    record.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      records.push(record);
      record = [];
    }
  }
  return records;
}
