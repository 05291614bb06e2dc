import fc from 'fast-check';
import {
  sequenceOf,
  sequenceText,
  newId,
  operations,
  ReportFilterQuery,
  reportFilters,
  SavedReportFilter,
  type DaybookEvent,
  type ExportPart,
  type ReportFilter,
  type ReportFilterView,
} from '@daybook/contracts';
import { validated } from '@daybook/messaging';
import { LiveQueries } from '../live/live.queries';
import { TestJournals } from '../testing/events';
import { history } from '../testing/event-arbitraries';
import { ExpectedReport } from '../testing/expected-report';
import { ReportHarness, viewer } from '../testing/report-harness';
import { resolvePeriod } from './period';

type Query = Record<string, unknown>;
type Part = (
  bench: ReportHarness,
  query: Query,
  plain: ExpectedReport,
) => Promise<[found: unknown, expected: unknown]>;

const sum = (totals: Iterable<number>): number => [...totals].reduce((all, one) => all + one, 0);
const totalOf = (plain: ExpectedReport): number => plain.ids().length;

/** What each part says of a filter, and what it must say. A part that takes filters and is not here fails below. */
const parts: Readonly<Record<string, Part>> = {
  'reporting.actions': async ({ report }, query, plain) => {
    const { items, total } = await report.actions(query, viewer());
    const totals = Object.fromEntries(items.map((row) => [row.action, row.total]));
    return [
      { totals, total },
      { totals: plain.totals(), total: totalOf(plain) },
    ];
  },
  'reporting.custom_fields': async ({ report }, query, plain) => {
    const { items } = await report.customFields(query, viewer());
    const lines = items.map(
      ({ username, userId, fieldName, fieldValue, total }) =>
        `${JSON.stringify([username, userId ?? null, fieldName, fieldValue])} ${total}`,
    );
    return [lines.sort(), plain.fields()];
  },
  'reporting.details': async ({ report }, query, plain) => {
    const { items, total } = await report.details({ ...query, limit: 200 }, viewer());
    const rows = items.map(({ id, dateCreated }) => `${dateCreated} ${id}`);
    return [
      { rows: rows.sort().reverse(), total },
      { rows: plain.ids().slice(0, 200), total: totalOf(plain) },
    ];
  },
  'reporting.series': async ({ breakdowns }, query, plain) => {
    const { items, total } = await breakdowns.series({ ...query, bucket: 'day' }, viewer());
    return [
      [total, sum(items.map((step) => step.total))],
      [totalOf(plain), totalOf(plain)],
    ];
  },
  'reporting.by': async ({ breakdowns }, query, plain) => {
    const { items, total } = await breakdowns.by({ ...query, dimension: 'campaign' }, viewer());
    return [
      { total, items: sum(items.map((row) => row.total)) },
      { total: totalOf(plain), items: totalOf(plain) },
    ];
  },
  'reporting.agents': async ({ breakdowns }, query, plain) => {
    const { items } = await breakdowns.agents(query, viewer());
    const users = Object.fromEntries(items.map(({ userId, total }) => [userId, total]));
    const expected = Object.entries(plain.agents() as Record<string, { total: number }>);
    return [users, Object.fromEntries(expected.map(([id, { total }]) => [id, total]))];
  },
  'reporting.export': async (bench, query, plain) => {
    const rows = async (part: ExportPart): Promise<number> => {
      let text = '';
      const { chunks } = await bench.exports.export({ ...query, part, format: 'csv' }, viewer());
      for await (const chunk of chunks) text += Buffer.from(chunk).toString();
      return Number(/^Rows,(\d+)/m.exec(text)?.[1]);
    };
    const expected = [totalOf(plain), Object.keys(plain.totals()).length, plain.fields().length];
    return [[await rows('details'), await rows('actions'), await rows('custom-fields')], expected];
  },
  // The same code makes it, later; see export-jobs.spec.ts.
  'reporting.create_export': async (bench, query, plain) => {
    const { period, position } = await bench.exports.plan(
      { ...query, part: 'details', format: 'csv' },
      viewer(),
    );
    const file = await bench.exports.file({ ...query, part: 'details', format: 'csv' }, viewer(), {
      period,
      position,
    });
    return [file.count, totalOf(plain)];
  },
  'reporting.live': async (bench, query, plain) => {
    const live = new LiveQueries(bench.sources, { interval: 5, heartbeat: 60_000, life: 60_000 });
    const { chunks } = await live.follow(query, viewer());
    const news = chunks[Symbol.asyncIterator]();
    await news.next();
    // All happens once more, under new ids and numbers.
    await bench.bring(...again());
    const { value } = await news.next();
    await news.return?.();
    const data = /^data: (.*)$/m.exec(Buffer.from(value as Uint8Array).toString())?.[1] ?? '{}';
    const { changed } = JSON.parse(data) as { changed: { action: string; added: number }[] };
    const added = Object.fromEntries(changed.map((row) => [row.action, row.added]));
    return [added, plain.totals()];
  },
};

const events = renumbered(fc.sample(history, { numRuns: 20, seed: 11 }).flat());

describe('every filter of the list', () => {
  let bench: ReportHarness;
  let values: ReportFilterView[];

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    await bench.empty();
    bench.now = new Date('2026-10-25T12:00:00Z');
    await bench.bring(...events);
    values = (await bench.filterValues.list(viewer())).items;
  });

  it('is taken by every part of the report that takes filters, and by nothing that is not tried here', () => {
    const taking = operations.filter(({ input }) => input.prototype instanceof ReportFilterQuery);
    expect(taking.map(({ name }) => name).sort()).toEqual(Object.keys(parts).sort());
  });

  it.each(reportFilters.map((filter) => [filter.label, filter] as const))(
    '%s: narrows every part to the same actions',
    async (_label, filter) => {
      const query = queryOf(filter, values);
      const period = resolvePeriod(query, bench.now);
      const narrowed = Object.entries({ ...query, ...period }).filter(([, value]) => value !== null);
      const plain = new ExpectedReport(events, Object.fromEntries(narrowed));
      // It keeps some and leaves some out, or nothing is proven.
      if (filter.parameter !== 'timeZone') {
        expect(totalOf(plain)).toBeGreaterThan(0);
        expect(totalOf(plain)).toBeLessThan(totalOf(new ExpectedReport(events, {})));
      }
      expect({ ...validated(SavedReportFilter, query) }).toEqual(query);
      // In this order: to follow the report, more has to happen.
      for (const [name, part] of Object.entries(parts)) {
        const [found, expected] = await part(bench, query, plain);
        expect([name, found]).toEqual([name, expected]);
      }
    },
  );

  function queryOf(filter: ReportFilter, shown: readonly ReportFilterView[]): Query {
    const view = shown.find(({ parameter }) => parameter === filter.parameter);
    switch (filter.kind) {
      case 'ids':
      case 'codes':
        return { [filter.parameter]: [view?.values?.find(({ occurs }) => occurs)?.value] };
      case 'switch':
        return { [filter.parameter]: !filter.default };
      case 'customField': {
        const [field] = view?.fields ?? [];
        return { [filter.parameter]: { [String(field?.name)]: field?.values.slice(0, 1) } };
      }
      case 'time':
        if (filter.control === 'preset') return { preset: 'last_7_days' };
        if (filter.control === 'time-zone') return { preset: 'today', timeZone: 'Australia/Lord_Howe' };
        return { [filter.parameter]: '2026-10-20T00:00:00.000Z' };
    }
  }
});

function again(): DaybookEvent[] {
  const last = new Map<string, number>();
  for (const event of events)
    last.set(event.source, Math.max(last.get(event.source) ?? 0, sequenceOf(event)));
  return events.map((event) => ({
    ...event,
    id: newId(),
    sequence: sequenceText(1, sequenceOf(event) + (last.get(event.source) ?? 0)),
  }));
}

/** One journal of several histories. */
function renumbered(all: readonly DaybookEvent[]): DaybookEvent[] {
  const journals = new TestJournals();
  return all.map((event) => ({ ...event, sequence: journals.next({ type: event.type }).sequence }));
}
