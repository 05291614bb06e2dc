import Big from 'big.js';
import fc from 'fast-check';
import { CreateCampaign, newId, type CaptureMode } from '@daybook/contracts';
import { BillingFixture } from '../billing-fixture';
import { SalesModel } from './sales-model';
import type { Step } from './sales-steps';
import { queueOf, waitingOf, type ModelOrder } from './sales-things';
import { SalesState, type Wares } from './sales-state';

/** How many days are lived at once: while one waits for the database another one works. */
const AT_ONCE = 5;

/** The most that may be given back on a day, in cents, by the quantity of its first order; else any. */
const LIMITS: Readonly<Record<number, number>> = { 2: 4_000, 3: 16_000 };
/** The same for who tries refunds again that others asked for. */
const LEADS_LIMIT = 4_500;

/** Holds billing to the model. */
export class SalesCheck {
  private constructor(
    private readonly billing: BillingFixture,
    private readonly wares: Wares,
  ) {}

  static async open(): Promise<SalesCheck> {
    // However busy the machine is, the processor's silence is no part of the model.
    const billing = await BillingFixture.start({ PROCESSOR_TIMEOUT_MS: '15000' });
    const shop = await billing.openShop();
    const judged = async (captureAt: CaptureMode): Promise<string> => {
      const terms = { baseCurrency: 'USD', countries: [], captureAt, qaRate: 100 };
      const name = `Judged ${newId()}`;
      const made = await billing.caller.call(CreateCampaign, { name, categoryId: shop.categoryId, ...terms });
      return made.id;
    };
    return new SalesCheck(billing, {
      productId: shop.productId,
      points: { once: shop.once, monthly: shop.monthly, trial: shop.trial },
      campaigns: {
        sale: shop.campaignId,
        shipment: shop.shipmentCampaignId,
        'judged sale': await judged('sale'),
        'judged shipment': await judged('shipment'),
      },
    });
  }

  close(): Promise<void> {
    return this.billing.stop();
  }

  /**
   * Lives so many days, and fails with the shortest one that goes otherwise than the model.
   * @param day what may be done on one
   * @param seed the same one makes the same days; absent: days that nobody has lived yet
   */
  async live(days: number, day: fc.Arbitrary<Step[]>, seed?: number): Promise<void> {
    const several = fc.array(day, { minLength: AT_ONCE, maxLength: AT_ONCE, size: 'max' });
    await fc.assert(
      fc.asyncProperty(several, (all) => Promise.all(all.map((steps) => this.liveOne(steps))).then(() => {})),
      {
        numRuns: Math.ceil(days / AT_ONCE),
        endOnFailure: false,
        ...(seed === undefined ? {} : { seed }),
      },
    );
  }

  private async liveOne(steps: readonly Step[]): Promise<void> {
    const [first] = steps;
    const limit = first?.do === 'create' ? (LIMITS[first.quantity] ?? null) : null;
    const limits = { asker: limit, lead: limit === null ? null : LEADS_LIMIT };
    const model = new SalesModel(limits);
    const world = new SalesState(this.billing, this.wares, limits);
    for (const [at, step] of steps.entries()) {
      const place = model.placeOf(step);
      const wanted = model.apply(step, place);
      const answered = await world.apply(step, place, at % 4 === 0);
      expect({ step, outcome: answered }).toEqual({ step, outcome: wanted });
      if (wanted === 'skipped') continue;
      const seen = await world.look();
      expect({
        step,
        orders: seen.map(({ status, field, purchase, charges, queue, promises }) => ({
          status,
          field,
          purchase,
          charges: charges.map((charge) => charge.seen),
          queue: queue.map((entry) => entry.seen),
          promises,
        })),
      }).toEqual({
        step,
        orders: model.orders.map(wantedOf),
      });
    }
    for (const who of ['asker', 'lead'] as const)
      expect(limits[who] ?? Infinity).toBeGreaterThanOrEqual(await world.givenBy(who));
    expect(await world.recorded()).toEqual(model.orders.map(({ recorded }) => [...recorded].sort()));
    for (const [at, { orderNumber }] of (await world.look()).entries()) {
      const order = model.orders[at];
      if (order !== undefined) expect(this.moneyOf(orderNumber)).toEqual(moneyWantedOf(order));
    }
  }

  /** What the processor has really moved for an order, in cents. */
  private moneyOf(orderNumber: string): { taken: number; returned: number } {
    const sum = (types: readonly string[]): number =>
      this.billing.processor.effects
        .filter(({ type, reference, of }) => types.includes(type) && (reference ?? of) === orderNumber)
        .reduce((total, { amount }) => total.plus(amount), new Big(0))
        .times(100)
        .toNumber();
    return { taken: sum(['charge']), returned: sum(['void', 'refund']) };
  }
}

/** An order as the database must have it. */
function wantedOf(order: ModelOrder): object {
  const { status, field, purchase, charges } = order;
  return {
    status,
    field,
    purchase,
    charges: charges.map((charge) => {
      const { type, cents, returned, captured, voided, disputed, outside } = charge;
      // Given back and waiting together: never more than was taken.
      const reversals = returned - waitingOf(order, charge);
      expect(returned).toBeLessThanOrEqual(cents);
      return { type, cents, returned, captured, voided, disputed, outside, reversals };
    }),
    queue: queueOf(order).map(({ cents, status, attempts, dailyTries }) => ({
      cents,
      status,
      attempts,
      dailyTries,
    })),
    promises: order.promises
      .map(({ cents, open }) => ({ cents, open }))
      .sort((a, b) => a.cents - b.cents || Number(a.open) - Number(b.open)),
  };
}

function moneyWantedOf(order: ModelOrder): { taken: number; returned: number } {
  const ours = order.charges.filter(({ outside }) => !outside);
  const back = ours.map((charge) => charge.returned - charge.returnedOutside - waitingOf(order, charge));
  return {
    taken: ours.reduce((sum, { cents }) => sum + cents, 0),
    returned: back.reduce((sum, cents) => sum + cents, 0),
  };
}
