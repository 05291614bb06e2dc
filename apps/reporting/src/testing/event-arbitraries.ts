import fc from 'fast-check';
import type { DaybookEvent } from '@daybook/contracts';
import { TestJournals, type TestEvent } from './events';

const uuid = (kind: number, at: number): string =>
  `0192f0c1-${String(kind).padStart(4, '0')}-7000-8000-${String(at).padStart(12, '0')}`;
const some = (kind: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => uuid(kind, at));

/** The world that random histories are about: few of each, so that filters hit. */
export const world = {
  customers: some(1, 5),
  users: some(2, 3),
  campaigns: some(3, 3),
  categories: some(4, 2),
  products: some(5, 4),
  callCenters: some(6, 2),
  orders: some(7, 6),
  currencies: ['USD', 'EUR', 'JPY'],
  countries: ['US', 'DE', 'NP'],
  fields: { Source: ['web', 'phone', 'o\'neil \\ "quoted", {x}'], 'Gift "wrap"': ['yes', 'no'] } as Record<
    string,
    string[]
  >,
  levels: ['cs_agent', 'cs_admin', 'api_user'] as const,
};

const types = [
  'customers.note.added',
  'customers.customer.updated',
  'customers.address.changed',
  'billing.order.partial_saved',
  'billing.order.updated',
  'billing.rebill.succeeded',
  'billing.refund.succeeded',
  'billing.refund.recorded_outside',
  'billing.transaction.voided',
  'billing.refund.failed',
  'billing.rebill.restarted',
  'billing.trial.skipped',
  'billing.trial.stopped',
  'fulfillment.fulfillment.shipped',
  'cases.case.opened',
  'cases.case.noted',
  'billing.something.nobody_knows',
];

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 });

const fields = fc
  .dictionary(fc.constantFrom(...Object.keys(world.fields)), fc.nat(2), { maxKeys: 2 })
  .map((chosen) =>
    Object.fromEntries(
      Object.entries(chosen).map(([name, at]) => {
        const values = world.fields[name];
        return [name, values[at % values.length]];
      }),
    ),
  );

const actor = fc.oneof(
  fc.record({
    actortype: fc.constantFrom('user' as const, 'api' as const),
    actorid: fc.constantFrom(...world.users),
    actorlevel: fc.constantFrom(...world.levels),
    actorname: fc.constant('name of then'),
  }),
  fc.constant({ actortype: 'system' as const, actorname: 'System' }),
  fc.constant({ actortype: 'customer' as const, actorid: world.customers[0], actorname: 'Eva' }),
);

/** One of few moments over some weeks about a month's end, so that ends of ranges are hit exactly. */
export const moment = fc
  .oneof(
    { weight: 3, arbitrary: fc.nat(14).map((at) => Date.UTC(2026, 9, 1) + at * 72 * 3_600_000) },
    // About the hour that Berlin and Lord Howe have twice, and the midnight of zones between the hours.
    { weight: 1, arbitrary: fc.nat(16).map((at) => Date.UTC(2026, 9, 24, 22) + at * 900_000) },
    { weight: 1, arbitrary: fc.nat(12).map((at) => Date.UTC(2026, 9, 3, 14) + at * 900_000 + 1) },
  )
  .map((at) => new Date(at).toISOString());

const activity: fc.Arbitrary<TestEvent> = fc
  .record({
    type: fc.constantFrom(...types),
    time: moment,
    actor,
    customerId: maybe(world.customers),
    orderId: maybe(world.orders),
    campaignId: maybe(world.campaigns),
    campaignCategoryId: maybe(world.categories),
    productIds: fc.uniqueArray(fc.constantFrom(...world.products), { maxLength: 3 }),
    callCenterId: maybe(world.callCenters),
    currency: maybe(world.currencies),
    country: maybe(world.countries),
    customFields: fields,
    customFieldsSet: fc.option(fields, { nil: undefined }),
    amount: fc.option(
      fc.record({
        amount: fc.constantFrom('39.90', '0.05', '1000000000000.0001', '7'),
        currency: fc.constantFrom(...world.currencies),
      }),
      { nil: undefined },
    ),
    text: fc.string({ maxLength: 12 }).filter((text) => !text.includes('\0')),
  })
  .map(({ type, time, actor, customFieldsSet, amount, text, ...context }) => ({
    type,
    time,
    actor,
    context: Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined)),
    attributes: {
      ...(customFieldsSet === undefined ? {} : { customFieldsSet }),
      ...(amount === undefined ? {} : { amount }),
    },
    personal: { text, ...(type === 'customers.customer.updated' ? { name: `Name ${text}` } : {}) },
  }));

const renaming: fc.Arbitrary<TestEvent> = fc
  .record({
    id: fc.constantFrom(...world.users),
    name: fc.string({ minLength: 1, maxLength: 8 }).filter((n) => !n.includes('\0')),
  })
  .map(({ id, name }) => ({ type: 'gateway.user.changed', attributes: { id, name, retired: false } }));

/** What happened, as the journals number it. */
export const history: fc.Arbitrary<DaybookEvent[]> = fc
  .array(fc.oneof({ weight: 9, arbitrary: activity }, { weight: 1, arbitrary: renaming }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((reported) => {
    const journals = new TestJournals();
    return reported.map((one) => journals.next(one));
  });

/** How a history is brought: out of order, in batches, some of it twice. */
export const delivery = fc.record({
  order: fc.infiniteStream(fc.nat(1_000_000)),
  size: fc.integer({ min: 1, max: 25 }),
  again: fc.nat(10),
});

/** A history's batches as a delivery brings them. */
export function batchesOf(
  events: readonly DaybookEvent[],
  { order, size, again }: { order: Iterator<number>; size: number; again: number },
): DaybookEvent[][] {
  const deck = [...events, ...events.slice(0, again)]
    .map((event) => ({ event, key: order.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
  return Array.from({ length: Math.ceil(deck.length / size) }, (_, at) =>
    deck.slice(at * size, (at + 1) * size),
  );
}

const several = <T>(values: readonly T[]): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), {
    nil: undefined,
    freq: 1,
  });

/** What somebody asks of the report. */
export const asked = fc
  .record(
    {
      from: moment,
      to: moment,
      campaignId: several([...world.campaigns, uuid(3, 99), 'none']),
      campaignCategoryId: several([...world.categories, 'none']),
      productId: several([...world.products, 'none']),
      callCenterId: several([...world.callCenters, 'none']),
      userId: several([...world.users, 'none', 'system']),
      accessLevel: several([...world.levels, 'none']),
      currency: several([...world.currencies, 'none']),
      country: several([...world.countries, 'none']),
      action: several([
        'agent_note',
        'customer_updated',
        'trial_skipped',
        'partial',
        'rebill_success',
        'case_noted',
        'void',
      ]),
      includeAgentNotes: fc.boolean(),
      hideSystemActions: fc.boolean(),
      agentNotesOnly: fc.boolean(),
      customField: fc.dictionary(
        fc.constantFrom(...Object.keys(world.fields)),
        fc.uniqueArray(fc.constantFrom(...Object.values(world.fields).flat()), {
          minLength: 1,
          maxLength: 2,
        }),
        { maxKeys: 2 },
      ),
    },
    { requiredKeys: [] },
  )
  .map((all) => {
    const { from, to } = all;
    const turned = from !== undefined && to !== undefined && from > to ? { from: to, to: from } : {};
    return Object.fromEntries(
      Object.entries({ ...all, ...turned }).filter(([, value]) => value !== undefined),
    );
  });
