import fc from 'fast-check';
import { newId } from '@daybook/contracts';
import type { PurchaseFact } from './purchase-transitions';
import { Purchase } from './purchase.entity';

const START = Date.parse('2026-01-05T10:00:00Z');
const DAY = 86_400_000;

/** A monthly purchase that an engine bills. */
function billedByEngine(): Purchase {
  const purchase = new Purchase();
  return Object.assign(purchase, {
    id: newId(),
    status: 'active',
    engineId: newId(),
    quantity: 1,
    unitPriceAmount: '39.90',
    currency: 'USD',
    cycle: 1,
    timeZone: 'Europe/Berlin',
    terms: { unit: 'month', count: 1 },
    stateAsOf: new Date(0),
    dueFrom: new Date(START),
    dueMonths: 1,
    nextBillAt: new Date(START + 31 * DAY),
  });
}

interface Reported {
  fact: PurchaseFact;
  day: number;
  nextDay?: number;
}

/** What is seen of a purchase after its engine reported so much. */
function after(reported: readonly Reported[]): object {
  const purchase = billedByEngine();
  for (const { fact, day, nextDay } of reported) {
    const next = nextDay === undefined ? undefined : new Date(START + nextDay * DAY);
    purchase.apply(fact, new Date(START + day * DAY), next);
    // As it comes from the database.
    purchase.facts = JSON.parse(JSON.stringify(purchase.facts)) as Purchase['facts'];
    purchase.unitPriceAmount = `${Number(purchase.unitPriceAmount).toFixed(2)}00`;
  }
  const { status, cycle, nextBillAt, quantity, unitPriceAmount, terms, consent, unexpectedFacts } = purchase;
  return { status, cycle, nextBillAt, quantity, unitPriceAmount, terms, consent, unexpectedFacts };
}

const cycle = fc.integer({ min: 1, max: 4 });
const declineKind = fc.constantFrom('soft' as const, 'hard' as const);
const fact: fc.Arbitrary<PurchaseFact> = fc.oneof(
  fc.record({ type: fc.constantFrom('rebill.succeeded' as const, 'recycle.saved' as const), cycle }),
  fc.record({ type: fc.constant('rebill.failed' as const), cycle, declineKind }),
  fc.record({ type: fc.constant('recycle.failed' as const), cycle, declineKind, willRetry: fc.boolean() }),
  fc.record({ type: fc.constantFrom('rebill.started' as const, 'rebill.completed' as const), cycle }),
  fc.record({ type: fc.constantFrom('consent.received' as const, 'consent.denied' as const) }),
  fc.record({ type: fc.constant('purchase.updated' as const), quantity: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ type: fc.constant('purchase.renewed' as const), finalCycle: fc.integer({ min: 5, max: 9 }) }),
);
const facts: fc.Arbitrary<Reported[]> = fc.array(
  fc.record(
    { fact, day: fc.integer({ min: 1, max: 60 }), nextDay: fc.integer({ min: 61, max: 90 }) },
    { requiredKeys: ['fact', 'day'] },
  ),
  { minLength: 2, maxLength: 12 },
);

describe('What an engine tells of a purchase', () => {
  it('ends the same in whatever order it comes', () => {
    const shuffled = facts.chain((reported) => fc.tuple(fc.constant(reported), shuffle(reported)));
    fc.assert(
      fc.property(shuffled, ([reported, other]) => {
        expect(after(other)).toEqual(after(reported));
      }),
      { seed: 20261129, numRuns: 200 },
    );
  });

  it('ends with the cycle that was saved, although its decline is reported later', () => {
    const failed: Reported = { fact: { type: 'rebill.failed', cycle: 2, declineKind: 'soft' }, day: 31 };
    const saved: Reported = { fact: { type: 'recycle.saved', cycle: 2 }, day: 34 };
    expect(after([saved, failed])).toMatchObject({ status: 'active', cycle: 2, unexpectedFacts: 0 });
  });

  it('does not undo what people did meanwhile', () => {
    const purchase = billedByEngine();
    purchase.apply({ type: 'rebill.succeeded', cycle: 2 }, new Date(START + 31 * DAY));
    purchase.become('cancelled', new Date(START + 40 * DAY));
    purchase.apply({ type: 'purchase.updated', quantity: 3 }, new Date(START + 35 * DAY));
    purchase.apply({ type: 'rebill.started', cycle: 2 }, new Date(START + 30 * DAY));
    expect(purchase).toMatchObject({ status: 'cancelled', cycle: 2, quantity: 1 });
  });
});

function shuffle<T>(all: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });
}
