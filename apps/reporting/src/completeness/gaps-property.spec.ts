import fc from 'fast-check';
import {
  catalog,
  newId,
  sequenceOf,
  type CompletenessState,
  type DaybookEvent,
  type ProducerName,
} from '@daybook/contracts';
import { TestJournals } from '../testing/events';
import { ReportHarness } from '../testing/report-harness';

/** Worlds tried: some that have been, among them every state, and many new ones when the long tests run. */
const RUNS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? { numRuns: 120 } : { numRuns: 15, seed: 20261129 };

/** What becomes of an event on its way. */
type Fate = 'brought' | 'brought twice' | 'withheld' | 'dead letter';

/** One service's journal: its epochs' events, and what it says of itself. */
interface Journal {
  producer: ProducerName;
  epochs: Fate[][];
  /** Events of the last epoch that it has recorded and that were deleted before anybody read them. */
  deleted: number;
  pending: number;
  /** Whether it was heard lately, long ago, or never. */
  heard: 'now' | 'long ago' | 'never';
}

const fates = fc.constantFrom<Fate[]>(
  ...(['brought', 'brought', 'brought', 'brought twice', 'withheld', 'dead letter'] as const),
);
const whole = fc.constantFrom<Fate[]>('brought', 'brought twice');
const journal = (producer: ProducerName, flawless: boolean): fc.Arbitrary<Journal> =>
  fc.record({
    producer: fc.constant(producer),
    epochs: fc.array(fc.array(flawless ? whole : fates, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
    deleted: flawless ? fc.constant(0) : fc.constantFrom(0, 0, 1, 3),
    pending: flawless ? fc.constant(0) : fc.constantFrom(0, 0, 2),
    heard: flawless ? fc.constant('now') : fc.constantFrom('now', 'now', 'now', 'long ago', 'never'),
  });
/** Where anything may befall every service, hardly ever nothing does: they are whole one by one. */
const anyJournal = (producer: ProducerName): fc.Arbitrary<Journal> =>
  fc.oneof(
    { weight: 2, arbitrary: journal(producer, true) },
    { weight: 1, arbitrary: journal(producer, false) },
  );

/** Services that are silent say that they have recorded nothing. */
const reported: ProducerName[] = ['customers', 'billing', 'fulfillment'];
const quiet: ProducerName[] = ['cases', 'gateway'];
const world = fc.record({
  journals: fc.tuple(...reported.map(anyJournal)),
  order: fc.array(fc.nat(), { minLength: 80, maxLength: 80 }),
  batch: fc.integer({ min: 1, max: 7 }),
  looked: fc.nat(),
});

/** What must be said of a service, from the fates alone. */
interface Expected {
  state: CompletenessState;
  missing: string[];
  deadLetters: number;
}

describe('what is missing, whatever is withheld, deleted, dead, doubled or out of order', () => {
  let bench: ReportHarness;

  beforeAll(async () => {
    bench = await ReportHarness.start();
  });
  afterAll(() => bench.stop());

  it('is named to the last event, at the newest position and at an earlier one, and is never called complete', async () => {
    const seen = new Set<CompletenessState>();
    await fc.assert(
      fc.asyncProperty(world, async ({ journals, order, batch, looked }) => {
        await bench.empty();
        const events = eventsOf(journals);
        const brought = events.filter(({ fate }) => fate.startsWith('brought'));
        const twice = events.filter(({ fate }) => fate === 'brought twice');
        const delivered = [...brought, ...twice]
          .map(({ event }, at) => ({ event, rank: order[at % order.length] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ event }) => event);
        const batches = Array.from({ length: Math.ceil(delivered.length / batch) }, (_, at) =>
          delivered.slice(at * batch, (at + 1) * batch),
        );
        const positions: number[] = [await position()];
        for (const part of batches) {
          await bench.bring(...part);
          positions.push(await position());
        }
        for (const { event, fate } of events) if (fate === 'dead letter') await bench.bury(event);
        for (const one of journals) announce(one);
        for (const producer of quiet) bench.announce(producer, [{ epoch: 1, sequence: 0 }]);

        const many = looked % positions.length;
        const earlier = new Set(batches.slice(0, many).flat().map(nameOf));
        seen.add(await mustSay(journals, null, new Set(delivered.map(nameOf))));
        seen.add(await mustSay(journals, positions[many] ?? 0, earlier));
      }),
      RUNS,
    );
    expect([...seen].sort()).toEqual(['behind', 'complete', 'unknown']);
  }, 600_000);

  /** @param at null for the newest position @param there the events that are in the report at that position */
  async function mustSay(
    journals: readonly Journal[],
    at: number | null,
    there: ReadonlySet<string>,
  ): Promise<CompletenessState> {
    const { completeness } = await bench.sources.snapshots.at(at);
    const states: CompletenessState[] = [];
    for (const one of journals) {
      const view = completeness.services.find(({ service }) => service === one.producer);
      const said: Expected = {
        state: view?.state ?? 'unknown',
        missing: (view?.missing ?? []).flatMap(({ epoch, from, to }) =>
          Array.from({ length: to - from + 1 }, (_, nth) => `${one.producer} ${epoch} ${from + nth}`),
        ),
        deadLetters: view?.deadLetters ?? 0,
      };
      const expected = expectedOf(one, there);
      expect(said).toEqual(expected);
      expect(view?.missingCount).toBe(expected.missing.length);
      states.push(expected.state);
    }
    const whole = ['unknown', 'behind', 'complete'].find((state) =>
      states.includes(state as CompletenessState),
    );
    expect(completeness.state).toBe(whole);
    return completeness.state;
  }

  function announce({ producer, epochs, deleted, pending, heard }: Journal): void {
    if (heard === 'never') return;
    const said = epochs.map((fatesOf, at) => ({
      epoch: at + 1,
      sequence: fatesOf.length + (at === epochs.length - 1 ? deleted : 0),
    }));
    bench.announce(producer, said, pending, heard === 'now' ? 0 : 60_000);
  }

  async function position(): Promise<number> {
    const [row] = await bench.database.query<{ position: string }>('select position from report_position');
    return Number(row?.position);
  }
});

function eventsOf(journals: readonly Journal[]): { event: DaybookEvent; fate: Fate }[] {
  const writer = new TestJournals();
  return journals.flatMap(({ producer, epochs }) => {
    const type = catalog.activities.find(({ key }) => key.startsWith(`${producer}.`))?.key ?? '';
    return epochs.flatMap((fatesOf, at) =>
      fatesOf.map((fate, nth) => ({
        fate,
        event: writer.next({ type, epoch: at + 1, sequence: nth + 1, context: { customerId: newId() } }),
      })),
    );
  });
}

function nameOf({ source, epoch, sequence }: DaybookEvent): string {
  return `${source.slice('/daybook/'.length)} ${epoch} ${sequenceOf({ sequence })}`;
}

/** Counted off by hand: every event that the journal has or, where it was never heard, that comes before one that is there. */
function expectedOf(one: Journal, there: ReadonlySet<string>): Expected {
  const { producer, epochs, deleted, pending, heard } = one;
  const missing: string[] = [];
  for (const [at, fatesOf] of epochs.entries()) {
    const names = fatesOf.map((_, nth) => `${producer} ${at + 1} ${nth + 1}`);
    const extra = at === epochs.length - 1 ? deleted : 0;
    for (let nth = 1; nth <= extra; nth++) names.push(`${producer} ${at + 1} ${fatesOf.length + nth}`);
    const known =
      heard === 'never' ? names.slice(0, names.findLastIndex((name) => there.has(name)) + 1) : names;
    missing.push(...known.filter((name) => !there.has(name)));
  }
  const dead = epochs.flat().filter((fate) => fate === 'dead letter').length;
  const everything = missing.length === 0 && pending === 0;
  const state = heard !== 'now' ? 'unknown' : everything ? 'complete' : 'behind';
  return { state, missing, deadLetters: dead };
}
