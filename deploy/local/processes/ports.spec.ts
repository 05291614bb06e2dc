import { freePort } from './ports';

describe('A free port', () => {
  it('is given once, also while nobody listens on it yet', async () => {
    const given: number[] = [];
    for (let at = 0; at < 1_000; at++) given.push(await freePort());
    expect(new Set(given).size).toBe(1_000);
  });

  it('differs between those who ask at the same time', async () => {
    const given = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(new Set(given).size).toBe(50);
  });
});
