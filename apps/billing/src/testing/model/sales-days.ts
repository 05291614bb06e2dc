import type fc from 'fast-check';
import { SalesCheck } from './sales-check';
import { day, type Step } from './sales-steps';

/** Days that a suite lives: the same ones each time, and ten times as many when the long tests run. */
export const SALES_DAYS = process.env['DAYBOOK_FULL_TESTS'] === '1' ? 500 : 50;

/** Which days are lived. */
export interface SalesDays {
  days: number;
  /** The same one makes the same days; absent: new ones. */
  seed?: number;
  /** What may be done on one; absent: anything. */
  of?: fc.Arbitrary<Step[]>;
}

/** Tests that days of up to 30 steps go as the model says. */
export function salesGoAsTheModelSays(title: string, { days, seed, of = day }: SalesDays): void {
  describe(title, () => {
    let check: SalesCheck;
    beforeAll(async () => {
      check = await SalesCheck.open();
    }, 60_000);
    afterAll(() => check.close());

    it('go as an independent model says, to the cent, whatever is done in whatever order', async () => {
      await check.live(days, of, seed);
    }, 1_800_000);
  });
}
