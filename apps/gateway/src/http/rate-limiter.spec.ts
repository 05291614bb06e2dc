import { type DomainError } from '@daybook/contracts';
import { RateLimiter } from './rate-limiter';

describe('The rate limiter', () => {
  it('lets a caller make a burst, then as many a second as agreed, and others undisturbed', () => {
    let now = 0;
    const limiter = new RateLimiter(10, () => now);
    const taken = (caller: string, times: number) => {
      let count = 0;
      for (let n = 0; n < times; n += 1) {
        try {
          limiter.take(caller);
          count += 1;
        } catch (error) {
          expect((error as DomainError).code).toBe('gateway.too_many_requests');
        }
      }
      return count;
    };
    expect(taken('a', 50)).toBe(20);
    expect(taken('b', 5)).toBe(5);
    now += 500;
    expect(taken('a', 50)).toBe(5);
    now += 60_000;
    expect(taken('a', 50)).toBe(20);
  });
});
