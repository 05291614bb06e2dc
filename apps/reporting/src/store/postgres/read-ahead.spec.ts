import { readAhead } from './read-ahead';

describe('reading ahead', () => {
  /** Numbers from 1; `made` is the last that was begun. */
  function numbers(upTo: number): {
    source: AsyncGenerator<number, void>;
    made: () => number;
    ended: () => boolean;
  } {
    let [made, ended] = [0, false];
    const source = (async function* (): AsyncGenerator<number, void> {
      try {
        while (made < upTo) {
          made += 1;
          yield await Promise.resolve(made);
        }
        if (upTo === 4) throw new Error('no fifth');
      } finally {
        ended = true;
      }
    })();
    return { source, made: () => made, ended: () => ended };
  }

  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('gives all in their order', async () => {
    for (const ahead of [0, 1, 2, 9]) {
      const found: number[] = [];
      for await (const one of readAhead(numbers(5).source, ahead)) found.push(one);
      expect(found).toEqual([1, 2, 3, 4, 5]);
    }
  });

  it('makes as many as were said while one is in use, and no more', async () => {
    const { source, made } = numbers(100);
    for await (const one of readAhead(source, 2)) {
      await turn();
      expect(made()).toBe(one + 2);
      if (one === 10) break;
    }
    await turn();
    expect(made()).toBe(12);
  });

  it('ends its source when it is ended early', async () => {
    const { source, ended } = numbers(100);
    for await (const one of readAhead(source, 2)) if (one === 3) break;
    expect(ended()).toBe(true);
  });

  it('fails where its source fails, after what came before', async () => {
    const { source, ended } = numbers(4);
    const found: number[] = [];
    await expect(
      (async () => {
        for await (const one of readAhead(source, 2)) {
          found.push(one);
          await turn();
        }
      })(),
    ).rejects.toThrow('no fifth');
    expect(found).toEqual([1, 2, 3, 4]);
    expect(ended()).toBe(true);
  });
});
