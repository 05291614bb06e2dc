import fc from 'fast-check';
import { compare, money } from '@daybook/contracts';
import { discounted, type DiscountTerms } from './discount-terms';

const usd = (amount: string) => money(amount, 'USD');
const terms = (off: Partial<DiscountTerms>): DiscountTerms => ({
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Spring',
  occurrences: 3,
  ...off,
});

describe('A discount', () => {
  it.each([
    ['a percentage', { percentOff: 15 }, '33.92'],
    ['an amount', { amountOff: usd('5.00') }, '34.90'],
    ['more than there is', { amountOff: usd('50.00') }, '0.00'],
    ['all of it', { percentOff: 100 }, '0.00'],
  ])('takes off %s, to the cent', (_what, off, left) => {
    expect(discounted(usd('39.90'), terms(off), 1)).toEqual(usd(left));
  });

  it('holds for its occurrences and no longer', () => {
    const billed = [1, 2, 3, 4].map((at) => discounted(usd('10.00'), terms({ percentOff: 50 }), at).amount);
    expect(billed).toEqual(['5.00', '5.00', '5.00', '10.00']);
    expect(discounted(usd('10.00'), undefined, 1)).toEqual(usd('10.00'));
  });

  it('never makes a price rise or fall below nothing', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((n) => usd((n / 100).toFixed(2)));
    const off = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((percentOff) => terms({ percentOff })),
      cents.map((amountOff) => terms({ amountOff })),
    );
    fc.assert(
      fc.property(cents, off, (price, each) => {
        const left = discounted(price, each, 1);
        expect(compare(left, price)).toBeLessThanOrEqual(0);
        expect(compare(left, usd('0'))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
