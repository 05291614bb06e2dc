import { add, money, times } from './money';

describe('Money', () => {
  it('is multiplied and added within what can be kept', () => {
    expect(times(money('39.90', 'USD'), 3)).toEqual({ amount: '119.70', currency: 'USD' });
    expect(add(money('0.500', 'KWD'), money('1.250', 'KWD'))).toEqual({ amount: '1.750', currency: 'KWD' });
  });

  it('is refused where a product or a sum is more than that', () => {
    const most = money('9999999999999.99', 'USD');
    expect(() => times(most, 2)).toThrow('is more than can be kept');
    expect(() => add(most, money('0.01', 'USD'))).toThrow('is more than can be kept');
    expect(times(most, 1)).toEqual(most);
  });
});
