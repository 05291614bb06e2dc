import { SalesCheck } from './sales-check';

/** Days that a suite lives: the same ones each time, and ten times as many when the long tests run. */
export const SALES_DAYS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 500 : 50;

/** Tests that days of up to 30 steps go as the model says. @param seed the same one makes the same days; absent: new ones */
export function salesGoAsTheModelSays(title: string, days: number, seed?: number): void {
  describe(title, () => {
    let check: SalesCheck;
    beforeAll(async () => {
      check = await SalesCheck.open();
    }, 60_000);
    afterAll(() => check.close());

    it('go as an independent model says, to the cent, whatever is done in whatever order', async () => {
      await check.live(days, seed);
    }, 1_800_000);
  });
}
