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
    const records = await recordsOf({ part: 'details', timeZone: 'Asia/Kolkata', userId: [anna] });
    const facts = Object.fromEntries(records.slice(0, 7).map(([name, value]) => [name, value]));
    expect(facts).toMatchObject({
      'Customer Service Report': 'Details',
      Position: '11',
      Completeness: 'unknown',
      Rows: '9',
    });
    expect(facts['Filter']).toContain(`User: ["${anna}"]`);
    const [heading, ...rows] = records.slice(8) as [string[], ...string[][]];
    expect(heading.slice(0, 4)).toEqual(['Username', 'Customer', 'Action', 'Message']);
    const { items } = await bench.report.details({ userId: [anna] }, viewer());
    expect(rows.map((row) => row.at(-1))).toEqual(items.map(({ id }) => id));
    expect(rows[0]?.slice(4, 7)).toEqual(['Customer Service Agent', '2026-11-20T15:30:00.000+05:30', 'true']);
    expect(new Set(records.map((record) => record.length))).toEqual(new Set([heading.length]));
  });

  it('keeps every text as it is, but none that a spreadsheet would take for a formula', async () => {
    const records = await recordsOf({ part: 'details', action: ['agent_note'] });
    const messages = records.slice(9).map((row) => row[3]);
    const defused = texts.map((text) => (/^[=@+\-\t＝]/.test(text) ? `'${text}` : text));
    expect([...messages].sort()).toEqual([...defused].sort());
  });

  it('of the totals has a column for each currency', async () => {
    const records = await recordsOf({ part: 'actions' });
    expect(records.slice(8)).toEqual([
      ['Key', 'Action', 'Total', 'Amount USD'],
      ['agent_note', 'Agent Note', '9', ''],
      ['refunded', 'Refunded', '2', '0.30'],
    ]);
  });

  it('of the custom fields has their totals', async () => {
    const records = await recordsOf({ part: 'custom-fields' });
    expect(records.slice(8)).toEqual([
      ['Username', 'Field Name', 'Field Value', 'Total'],
      ['System', 'Source', 'web', '2'],
    ]);
  });

  it('gives affiliates the totals of their campaigns and refuses them the rest before the first byte', async () => {
    const affiliate = viewer({ accessLevel: 'affiliate', campaignIds: [newId()] });
    expect((await recordsOf({ part: 'actions' }, affiliate)).slice(9)).toEqual([]);
    for (const part of ['details', 'custom-fields'] as const)
      await expect(bench.exports.export({ part, format: 'csv' }, affiliate)).rejects.toMatchObject({
        code: 'request.forbidden',
      });
    const agent = viewer({ accessLevel: 'cs_agent', id: newId() });
    expect((await recordsOf({ part: 'details' }, agent)).slice(9)).toEqual([]);
  });

  it('is a workbook that says what it is on its first sheet', async () => {
    const files = unzip(await bytesOf({ part: 'details', format: 'xlsx' }));
    expect(files.get('xl/workbook.xml')).toContain('<sheet name="Details" sheetId="2" r:id="rId2"/>');
    expect(files.get('xl/worksheets/sheet1.xml')).toContain('Position');
    const rows = files.get('xl/worksheets/sheet2.xml') ?? '';
    expect(rows.match(/<row>/g)).toHaveLength(12);
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
    expect(files.size).toBe(8);
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
});

function tableOf(rows: ExportTable['rows'], count: number): ExportTable {
  return { title: 'Details', facts: [], columns: ['Number'], count, rows };
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
