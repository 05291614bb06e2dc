import { SalesCheck } from '../testing/model/sales.check';

describe('Orders, purchases and money, for long', () => {
  let check: SalesCheck;
  beforeAll(async () => {
    check = await SalesCheck.open();
  }, 60_000);
  afterAll(() => check.close());

  it('go as an independent model says, to the cent, for three times as many days', async () => {
    await check.live(3_000);
  }, 1_800_000);
});
