import Big from 'big.js';
import fc from 'fast-check';
import { newId } from '@daybook/contracts';
import { eventually } from '@daybook/testing';
import { BillingFixture, type Shop } from '../testing/billing-fixture';

const MINUTE = 60_000;
const PRICE = '39.90';

/** Something an engine tells of a purchase or of its transactions, so many minutes after the sale. */
interface Fact {
  type: string;
  minute: number;
  data: Record<string, unknown>;
}

const cycle = fc.integer({ min: 2, max: 4 });
const minute = fc.integer({ min: 1, max: 80 });
const attempt = fc.integer({ min: 1, max: 2 });
const billed = fc.record({ minute, cycle, attempt }).map(({ minute, cycle, attempt }): Fact => {
  const type = attempt === 1 ? 'rebill.succeeded' : 'recycle.saved';
  const transactionReference = `${cycle}-${attempt}`;
  return { type, minute, data: { cycle, attempt, transactionReference, ...money() } };
});
const declined = fc
  .record({ minute, cycle, attempt, declineKind: fc.constantFrom('soft', 'hard') })
  .map(({ minute, ...data }): Fact => ({ type: 'rebill.failed', minute, data: { ...data, ...money('51') } }));
const disputed = fc
  .record({
    type: fc.constantFrom('chargeback.created', 'chargeback.reverted'),
    minute,
    cycle,
    attempt,
    cents: fc.constantFrom(null, 1_000, 3_990),
  })
  .map(({ type, minute, cycle, attempt, cents }): Fact => {
    const amount = { amount: { amount: ((cents ?? 0) / 100).toFixed(2), currency: 'USD' } };
    return {
      type,
      minute,
      data: { transactionReference: `${cycle}-${attempt}`, ...(cents === null ? {} : amount) },
    };
  });
const facts = fc.array(fc.oneof({ weight: 3, arbitrary: billed }, declined, disputed), {
  minLength: 2,
  maxLength: 10,
});

function money(responseCode = '00'): object {
  return { amount: { amount: PRICE, currency: 'USD' }, processor: 'dibs', responseCode };
}

describe('What an engine tells of money', () => {
  let billing: BillingFixture;
  let shop: Shop;

  beforeAll(async () => {
    billing = await BillingFixture.start();
    shop = await billing.openShop();
  }, 60_000);
  afterAll(() => billing.stop());

  /** Tells it all about a new purchase, in this order; answers what is seen afterwards. */
  async function reportAll(reported: readonly Fact[]): Promise<object> {
    const order = await billing.engineOrder(shop, shop.monthly);
    const purchaseId = order.items[0]?.purchaseId ?? '';
    const about = newId();
    const sale = Date.now() - 100 * MINUTE;
    const ids: string[] = [];
    for (const { type, minute, data } of reported) {
      const { transactionReference, ...rest } = data as { transactionReference?: string };
      const named = {
        ...(type.startsWith('chargeback') ? {} : { purchaseId }),
        ...(transactionReference === undefined
          ? {}
          : { transactionReference: `${about}-${transactionReference}` }),
      };
      const time = new Date(sale + minute * MINUTE).toISOString();
      ids.push(await billing.publish(shop.engineId, type, { ...named, ...rest }, { time }));
    }
    for (const id of ids) expect((await billing.receipt(id)).outcome).not.toBe('rejected');
    await eventually('what waited for its transaction was taken', () => nothingWaitsThatCould(about));
    return seen(order.id);
  }

  async function nothingWaitsThatCould(about: string): Promise<true | undefined> {
    const due = await billing.database.query(
      `select 1 from intake_message m
        where m.state = 'parked' and m.subject_reference like $1
          and exists (select from engine_subject_reference r
                       where r.engine_id = m.engine_id and r.kind = m.subject_kind and r.reference = m.subject_reference)`,
      [`${about}-%`],
    );
    return due.length === 0 ? true : undefined;
  }

  async function seen(orderId: string): Promise<object> {
    const [order] = await billing.database.query<{ status: string; purchase: object }>(
      `select o.status, jsonb_build_object('status', p.status, 'cycle', p.cycle) purchase
         from customer_order o join purchase p on p.order_id = o.id where o.id = $1`,
      [orderId],
    );
    const transactions = await billing.database.query<Seen>(
      `select cycle, attempt, outcome, amount, charged_back, refunded from payment_transaction
        where order_id = $1 order by cycle nulls first, attempt, outcome`,
      [orderId],
    );
    return { ...order, transactions };
  }

  it('ends the same whatever order it comes in, however often; nothing is billed twice or disputed beyond its amount', async () => {
    const both = facts.chain((reported) =>
      fc.tuple(
        fc.constant(reported),
        fc
          .shuffledSubarray([...reported, ...reported], { minLength: reported.length })
          .map((some) => [...some, ...reported.filter((fact) => !some.includes(fact))]),
      ),
    );
    await fc.assert(
      fc.asyncProperty(both, async ([reported, other]) => {
        const [first, second] = await Promise.all([reportAll(reported), reportAll(other)]);
        expect(second).toEqual(first);
        const { transactions } = first as { transactions: Seen[] };
        const paid = transactions.filter(({ outcome }) => outcome === 'success');
        expect(new Set(paid.map(({ cycle, attempt }) => `${cycle} ${attempt}`)).size).toBe(paid.length);
        for (const { amount, charged_back } of paid)
          expect(new Big(charged_back ?? 0).lte(amount)).toBe(true);
      }),
      { seed: 20261130, numRuns: 8, endOnFailure: true },
    );
  });
});

interface Seen {
  cycle: number | null;
  attempt: number | null;
  outcome: string;
  amount: string;
  charged_back: string | null;
}
