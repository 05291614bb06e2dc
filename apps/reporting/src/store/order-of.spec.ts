import fc from 'fast-check';
import { orderOf } from './order-of';

describe('Rows with several digits', () => {
  const digits = fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.nat(4)), { maxLength: 50 });

  it.each([
    ['few', [4, 3, 5]],
    ['so many that no number holds them all', [2 ** 30, 2 ** 30, 5]],
  ])('stand in the order of the first, then of the next, where there may be %s', (_how, sizes) => {
    fc.assert(
      fc.property(digits, (rows) => {
        const order = orderOf(
          rows.length,
          sizes.map((size, at) => ({ size, place: (row) => rows[row][at] })),
        );
        const expected = rows
          .map((row, number) => ({ row, number }))
          .sort(
            (a, b) =>
              a.row[0] - b.row[0] || a.row[1] - b.row[1] || a.row[2] - b.row[2] || a.number - b.number,
          );
        expect(order).toEqual(expected.map(({ number }) => number));
      }),
    );
  });
});
