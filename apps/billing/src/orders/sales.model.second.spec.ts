import { SalesCheck } from '../testing/model/sales.check';

/** Other days than those of `sales.model.spec.ts`, so that two processes live them side by side. */
const DAYS = 500;
const SEED = 20261125;

describe('Orders, purchases and money on other days', () => {
  let check: SalesCheck;
  beforeAll(async () => {
    check = await SalesCheck.open();
  }, 60_000);
  afterAll(() => check.close());

  it('go as an independent model says, to the cent, whatever is done in whatever order', async () => {
    await check.live(DAYS, SEED);
  }, 600_000);
});
