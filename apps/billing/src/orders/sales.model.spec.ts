import { SalesCheck } from '../testing/model/sales.check';

/**
 * Days of up to 30 steps, the same ones each time, and as many others in `sales.model.second.spec.ts`, side by side;
 * `npm run test:full` lives three times as many, and always others.
 */
const DAYS = 500;
const SEED = 134934770;

describe('Orders, purchases and money', () => {
  let check: SalesCheck;
  beforeAll(async () => {
    check = await SalesCheck.open();
  }, 60_000);
  afterAll(() => check.close());

  it('go as an independent model says, to the cent, whatever is done in whatever order', async () => {
    await check.live(DAYS, SEED);
  }, 600_000);
});
