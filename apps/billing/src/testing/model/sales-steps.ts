import fc from 'fast-check';

/** What is sold. */
export type Point = 'once' | 'monthly' | 'trial';
/** Where: money taken at the sale or at the shipment, and every order looked at or none. */
export type Campaign = 'sale' | 'shipment' | 'judged sale' | 'judged shipment';
export type Token = 'success' | 'soft_decline' | 'hard_decline';
export type Payment = Token | 'outside';

/** Something that somebody does; `order` and `charge` pick one of those that are there. */
export type Step =
  | { do: 'create'; point: Point; campaign: Campaign; quantity: number; payment: Payment | 'later' }
  | { do: 'complete'; order: number; payment: Payment }
  | { do: 'rerun'; order: number; payment: Payment | 'same' }
  | { do: 'judge'; order: number; approve: boolean }
  | { do: 'cancel'; order: number; refund: boolean }
  | { do: 'set field'; order: number; value: string }
  | { do: 'refund order'; order: number; cents: number | null; keep: boolean }
  | { do: 'void'; order: number; charge: number }
  | { do: 'refund'; order: number; charge: number; cents: number | null; keep: boolean }
  | { do: 'refund outside'; order: number; charge: number; cents: number | null }
  | { do: 'charge back'; order: number; charge: number; cents: number | null }
  | { do: 'credit'; order: number; cents: number }
  | { do: 'revert chargeback'; order: number; charge: number }
  | { do: 'promise'; order: number; parcel: number; cents: number; keep: boolean }
  | { do: 'returns'; order: number; parcel: number }
  | { do: 'withdraw'; order: number; parcel: number }
  | { do: 'settle'; order: number }
  | { do: 'let refunds fail'; order: number; fail: boolean }
  | { do: 'try by itself'; order: number; entry: number }
  | { do: 'try by hand'; order: number; entry: number; by: 'asker' | 'lead' }
  | { do: 'take out'; order: number; entry: number }
  | { do: 'ship'; order: number }
  | { do: 'set quantity'; order: number; quantity: number }
  | { do: 'force bill'; order: number }
  | { do: 'cancel purchase'; order: number }
  | { do: 'restart purchase'; order: number }
  | { do: 'pause purchase'; order: number }
  | { do: 'resume purchase'; order: number };

/** A step about one of an order's charges. */
export type ChargeStep = Extract<Step, { charge: number }>;
/** A step about one of an order's refunds that failed. */
export type QueueStep = Extract<Step, { entry: number }>;
/** A step about a parcel of an order that comes back, or not. */
export type PromiseStep = Extract<Step, { parcel: number }>;
/** A step about what recurs of an order. */
export type PurchaseStep = Extract<
  Step,
  {
    do:
      | 'set quantity'
      | 'force bill'
      | 'cancel purchase'
      | 'restart purchase'
      | 'pause purchase'
      | 'resume purchase';
  }
>;
/** A step about an order as such. */
export type OrderStep = Exclude<Step, { do: 'create' } | ChargeStep | QueueStep | PurchaseStep | PromiseStep>;

const order = fc.nat(7);
const charge = fc.nat(3);
const quantity = fc.integer({ min: 1, max: 3 });
const cents = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 4_000 }),
  fc.constantFrom(100, 1_995, 3_990, 3_991, 12_000),
);
const payment = fc.constantFrom<Payment>(
  'success',
  'success',
  'success',
  'success',
  'success',
  'soft_decline',
  'hard_decline',
  'outside',
);

const create = fc.record({
  do: fc.constant('create' as const),
  point: fc.constantFrom<Point>('once', 'monthly', 'monthly', 'trial'),
  campaign: fc.constantFrom<Campaign>('sale', 'shipment', 'judged sale', 'judged shipment'),
  quantity,
  payment: fc.oneof(
    { weight: 5, arbitrary: payment },
    { weight: 1, arbitrary: fc.constant('later' as const) },
  ),
});

/** Whether the purchases go on though nothing is left of what was paid. */
const keep = fc.nat(3).map((drawn) => drawn === 0);

const onOrder = <T extends Step['do']>(name: T) => fc.record({ do: fc.constant(name), order });

const parcel = fc.nat(2);
const promise = fc.record({
  do: fc.constant('promise' as const),
  order,
  parcel,
  cents: fc.oneof(fc.integer({ min: 1, max: 4_000 }), fc.constantFrom(100, 1_995, 3_990, 3_991, 7_980)),
  keep,
});
const onParcel = <T extends 'returns' | 'withdraw'>(name: T) =>
  fc.record({ do: fc.constant(name), order, parcel });
const cancel = fc.record({ do: fc.constant('cancel' as const), order, refund: fc.boolean() });

const others: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('complete' as const), order, payment }),
  fc.record({
    do: fc.constant('rerun' as const),
    order,
    payment: fc.oneof(payment, fc.constant('same' as const)),
  }),
  fc.record({ do: fc.constant('judge' as const), order, approve: fc.boolean() }),
  cancel,
  promise,
  onParcel('returns'),
  fc.record({ do: fc.constant('set field' as const), order, value: fc.constantFrom('radio', 'web') }),
  fc.record({ do: fc.constant('refund order' as const), order, cents, keep }),
  fc.record({ do: fc.constant('void' as const), order, charge }),
  fc.record({ do: fc.constant('refund' as const), order, charge, cents, keep }),
  fc.record({ do: fc.constant('refund outside' as const), order, charge, cents }),
  fc.record({ do: fc.constant('charge back' as const), order, charge, cents }),
  fc.record({ do: fc.constant('revert chargeback' as const), order, charge }),
  onOrder('settle'),
  onOrder('settle'),
  onOrder('ship'),
  fc.record({ do: fc.constant('set quantity' as const), order, quantity }),
  onOrder('force bill'),
  onOrder('cancel purchase'),
  onOrder('restart purchase'),
  onOrder('pause purchase'),
  onOrder('resume purchase'),
);

const next = fc.oneof({ weight: 1, arbitrary: create }, { weight: 9, arbitrary: others });

const credit = fc.record({
  do: fc.constant('credit' as const),
  order,
  cents: fc.constantFrom(1, 1_000, 3_990),
});
const chargeBack = fc.record({ do: fc.constant('charge back' as const), order, charge, cents });
const moneyBack: fc.Arbitrary<Step> = fc.oneof(
  create,
  credit,
  credit,
  onOrder('settle'),
  onOrder('force bill'),
  fc.record({ do: fc.constant('judge' as const), order, approve: fc.boolean() }),
  fc.record({ do: fc.constant('refund order' as const), order, cents, keep }),
  fc.record({ do: fc.constant('void' as const), order, charge }),
  fc.record({ do: fc.constant('refund' as const), order, charge, cents, keep }),
  fc.record({ do: fc.constant('refund outside' as const), order, charge, cents }),
  chargeBack,
  fc.record({ do: fc.constant('revert chargeback' as const), order, charge }),
);

const entry = fc.nat(2);
const fails = fc.record({
  do: fc.constant('let refunds fail' as const),
  order,
  fail: fc.nat(2).map((drawn) => drawn > 0),
});
const byItself = fc.record({ do: fc.constant('try by itself' as const), order, entry });
/** Mostly all of what can go back, of one of the few orders that there are. */
const refund = fc.record({
  do: fc.constant('refund' as const),
  order,
  charge,
  cents: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: cents }),
  keep: fc.boolean(),
});
const byHand = fc.record({
  do: fc.constant('try by hand' as const),
  order,
  entry,
  by: fc.constantFrom('asker' as const, 'lead' as const),
});
const failed: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: byItself },
  { weight: 3, arbitrary: byHand },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('take out' as const), order, entry }) },
  { weight: 3, arbitrary: fails },
  { weight: 4, arbitrary: refund },
  { weight: 2, arbitrary: chargeBack },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revert chargeback' as const), order, charge }) },
  { weight: 2, arbitrary: onOrder('restart purchase') },
  { weight: 4, arbitrary: moneyBack },
);

/** What recurs, is paid at once, and can be refunded. */
const paid = create.map((first) => ({
  ...first,
  point: first.point === 'once' ? ('monthly' as const) : first.point,
  campaign: first.campaign.startsWith('judged') ? ('judged sale' as const) : ('sale' as const),
  payment: 'success' as const,
}));

/** What is done while parcels come back. */
const returning: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: promise },
  { weight: 5, arbitrary: onParcel('returns') },
  { weight: 2, arbitrary: onParcel('withdraw') },
  { weight: 2, arbitrary: onOrder('settle') },
  { weight: 1, arbitrary: onOrder('ship') },
  { weight: 1, arbitrary: cancel },
  { weight: 2, arbitrary: fails },
  { weight: 2, arbitrary: byItself },
  { weight: 2, arbitrary: byHand },
  { weight: 5, arbitrary: moneyBack },
);

/** What a seller's day may be: 1 to 30 steps, an order first; most days are short, and on some nothing but money or parcels go back. */
export const day: fc.Arbitrary<Step[]> = fc
  .tuple(
    create,
    fc.oneof(
      { weight: 3, arbitrary: fc.array(next, { maxLength: 12, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(next, { maxLength: 29, size: 'max' }) },
      { weight: 2, arbitrary: fc.array(moneyBack, { maxLength: 20, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(returning, { maxLength: 20, size: 'max' }) },
    ),
  )
  .map(([first, rest]) => [first, ...rest]);

/** A day on which parcels come back for which refunds were promised. */
export const dayOfReturns: fc.Arbitrary<Step[]> = fc
  .tuple(create, fc.array(returning, { minLength: 4, maxLength: 20, size: 'max' }))
  .map(([first, rest]): Step[] => [first, ...rest]);

/** A day on which refunds are declined, the first one at once. */
export const dayOfFailedRefunds: fc.Arbitrary<Step[]> = fc
  .tuple(paid, refund, fc.array(failed, { minLength: 4, maxLength: 16, size: 'max' }))
  .map(([first, given, rest]): Step[] => [
    first,
    { do: 'settle', order: 0 },
    { do: 'let refunds fail', order: 0, fail: true },
    given,
    ...rest,
  ]);
