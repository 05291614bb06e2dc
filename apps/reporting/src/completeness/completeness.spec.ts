import fc from 'fast-check';
import { sequenceOf, newId, type DaybookEvent } from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness, viewer } from '../testing/report-harness';

describe('completeness', () => {
  let bench: ReportHarness;
  let journals: TestJournals;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    journals = new TestJournals();
    await bench.empty();
  });

  const events = (count: number): DaybookEvent[] =>
    Array.from({ length: count }, () =>
      journals.next({ type: 'billing.order.partial_saved', context: { customerId: newId() } }),
    );
  const ofBilling = async () => {
    const { completeness } = await bench.report.actions({}, viewer());
    return completeness.services.find(({ service }) => service === 'billing');
  };

  it('is complete once everything announced is in, and says up to when', async () => {
    const reported = events(5);
    await bench.bring(...reported);
    bench.announceAll(reported);
    const { completeness } = await bench.report.actions({}, viewer());
    expect(completeness.state).toBe('complete');
    expect(completeness.services.map(({ service, state }) => [service, state])).toEqual([
      ['customers', 'complete'],
      ['billing', 'complete'],
      ['fulfillment', 'complete'],
      ['cases', 'complete'],
      ['gateway', 'complete'],
    ]);
    const billing = completeness.services[1];
    expect(billing).toMatchObject({ epoch: 1, sequence: 5, head: 5, missing: [], missingCount: 0 });
    expect(billing?.completeUntil).toBe(billing?.headTime);
  });

  it('is unknown of a service that was never heard, and of one that fell silent', async () => {
    await bench.bring(...events(1));
    expect(await ofBilling()).toMatchObject({ state: 'unknown', sequence: 1 });
    bench.announce('billing', [{ epoch: 1, sequence: 1 }]);
    expect(await ofBilling()).toMatchObject({ state: 'complete' });
    bench.announce('billing', [{ epoch: 1, sequence: 1 }], 0, 5_001);
    expect(await ofBilling()).toMatchObject({ state: 'unknown' });
  });

  it('is behind while a service has recorded events that bear no number yet', async () => {
    await bench.bring(...events(2));
    bench.announce('billing', [{ epoch: 1, sequence: 2 }], 1);
    expect(await ofBilling()).toMatchObject({ state: 'behind', missingCount: 0, pending: 1 });
    await bench.bring(...events(1));
    expect(await ofBilling()).toMatchObject({ state: 'complete', sequence: 3 });
  });

  it('names every withheld event, whatever was brought, and never calls that complete', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.nat(3),
        async (brought, later) => {
          await bench.empty();
          journals = new TestJournals();
          const reported = events(brought.length);
          const held = reported.filter((_, at) => brought[at] === false).map(sequenceOf);
          for (let unheard = 1; unheard <= later; unheard++) held.push(reported.length + unheard);
          for (const event of reported) if (brought[sequenceOf(event) - 1] === true) await bench.bring(event);
          bench.announce('billing', [{ epoch: 1, sequence: reported.length + later }]);
          const view = await ofBilling();
          const named = view?.missing.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, at) => from + at),
          );
          expect(named).toEqual(held);
          expect(view?.missingCount).toBe(held.length);
          expect(view?.state).toBe(held.length === 0 ? 'complete' : 'behind');
        },
      ),
      { numRuns: 15 },
    );
  });

  it('counts a dead letter as missing', async () => {
    const [good, bad] = events(2) as [DaybookEvent, DaybookEvent];
    await bench.bring(good);
    await bench.bury(bad);
    bench.announce('billing', [{ epoch: 1, sequence: 2 }]);
    expect(await ofBilling()).toMatchObject({
      state: 'behind',
      deadLetters: 1,
      missing: [{ epoch: 1, from: 2, to: 2 }],
    });
  });

  it('asks for every epoch a service announces, and takes a new one for nothing but missing', async () => {
    const reported = events(3);
    await bench.bring(...reported);
    bench.announce('billing', [
      { epoch: 1, sequence: 3 },
      { epoch: 2, sequence: 2 },
    ]);
    expect(await ofBilling()).toMatchObject({
      state: 'behind',
      epoch: 2,
      sequence: 0,
      head: 2,
      missingCount: 2,
    });
    await bench.bring(
      ...[1, 2].map((sequence) =>
        journals.next({
          type: 'billing.order.partial_saved',
          epoch: 2,
          sequence,
          context: { customerId: newId() },
        }),
      ),
    );
    expect(await ofBilling()).toMatchObject({ state: 'complete', epoch: 2, sequence: 2 });
  });

  it('is unknown of a service whose journal was rolled back to before what has come from it', async () => {
    await bench.bring(...events(3));
    bench.announce('billing', [{ epoch: 1, sequence: 2 }]);
    expect(await ofBilling()).toMatchObject({ state: 'complete' });
    await bench.database.query(`update report_batch set committed_at = committed_at - interval '1 minute'`);
    expect(await ofBilling()).toMatchObject({ state: 'unknown' });
  });

  it('is complete again once a journal that was rolled back has begun a new epoch', async () => {
    const reported = events(8);
    await bench.bring(...reported.filter((event) => sequenceOf(event) !== 6));
    await bench.database.query(`update report_batch set committed_at = committed_at - interval '1 minute'`);
    bench.announce('billing', [
      { epoch: 1, sequence: 5 },
      { epoch: 2, sequence: 1 },
    ]);
    expect(await ofBilling()).toMatchObject({ state: 'behind', missing: [{ epoch: 2, from: 1, to: 1 }] });
    await bench.bring(
      journals.next({
        type: 'billing.order.partial_saved',
        epoch: 2,
        sequence: 1,
        context: { customerId: newId() },
      }),
    );
    expect(await ofBilling()).toMatchObject({ state: 'complete', epoch: 2, sequence: 1, missing: [] });
  });

  it('calls a page behind when it stands at an older position than what has come since', async () => {
    const reported = events(3);
    await bench.bring(...reported);
    bench.announceAll(reported);
    const first = await bench.report.details({ limit: 1 }, viewer());
    expect(first.completeness.state).toBe('complete');
    const more = events(2);
    await bench.bring(...more);
    bench.announceAll([...reported, ...more]);
    const second = await bench.report.details({ limit: 1, cursor: first.nextCursor }, viewer());
    expect(second.completeness).toMatchObject({ position: first.completeness.position, state: 'behind' });
    expect(second.completeness.services[1]?.missing).toEqual([{ epoch: 1, from: 4, to: 5 }]);
    expect((await bench.report.completeness()).state).toBe('complete');
  });

  it('knows nothing of a position whose batches are forgotten', async () => {
    const reported = events(3);
    await bench.bring(...reported);
    const { nextCursor: cursor } = await bench.report.details({ limit: 1 }, viewer());
    await bench.bring(...events(1));
    bench.announce('billing', [{ epoch: 1, sequence: 4 }]);
    await bench.forgetBatches();
    const page = await bench.report.details({ limit: 1, cursor }, viewer());
    expect(page.completeness.services[1]).toMatchObject({ state: 'behind', sequence: 0, missingCount: 4 });
    expect(await ofBilling()).toMatchObject({ state: 'complete' });
  });
});
