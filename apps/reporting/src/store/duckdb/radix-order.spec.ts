import fc from 'fast-check';
import { radixOrder } from './radix-order';

describe('Rows with several digits', () => {
  const digits = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(4)), { maxLength: 50 });

  it.each([
    ['small', 1],
    ['large', 2 ** 20 - 7],
    ['as large as whole numbers can be', 2 ** 50 + 1],
  ])('stand in the order of the first, then of the next, where they are %s', (_how, unit) => {
    fc.assert(
      fc.property(digits, (rows) => {
        const order = radixOrder(
          rows.length,
          [unit, unit, 1].map((times, at) => rows.map((row) => row[at] * times)),
        );
        const expected = rows
          .map((row, number) => ({ row, number }))
          .sort(
            (a, b) =>
              a.row[0] - b.row[0] || a.row[1] - b.row[1] || a.row[2] - b.row[2] || a.number - b.number,
          );
        expect([...order]).toEqual(expected.map(({ number }) => number));
      }),
    );
  });
});
