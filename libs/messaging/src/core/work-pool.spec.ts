import { eventually } from '@daybook/testing';
import { serviceLogger } from './logger';
import { WorkPool } from './work-pool';

const silent = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });

describe('Work that is done beside each other', () => {
  let waiting: number[];
  let begun: number[];
  let ends: Map<number, (error?: Error) => void>;
  const claim = (room: number): Promise<number[]> => Promise.resolve(waiting.splice(0, room));
  const pool = (most: number): WorkPool<number> =>
    new WorkPool(
      {
        what: 'a piece',
        most,
        work: (piece) =>
          new Promise((resolve, reject) => {
            begun.push(piece);
            ends.set(piece, (error) => (error === undefined ? resolve() : reject(error)));
          }),
        named: (piece) => ({ piece }),
      },
      silent,
    );

  beforeEach(() => {
    waiting = [1, 2, 3, 4, 5];
    begun = [];
    ends = new Map();
  });

  it('fills the places that are free and says whether there may be more', async () => {
    const three = pool(3);
    expect(await three.fill(claim)).toBe(true);
    expect(begun).toEqual([1, 2, 3]);
    ends.get(2)?.();
    expect(await three.fill(claim)).toBe(true);
    expect(begun).toEqual([1, 2, 3, 4]);
    ends.get(4)?.();
    ends.get(3)?.();
    expect(await three.fill(claim)).toBe(false);
    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });

  it('is held up by no slow one, and by none that fails', async () => {
    const two = pool(2);
    await two.fill(claim);
    for (const quick of [2, 3, 4]) {
      ends.get(quick)?.(quick === 3 ? new Error('it fails') : undefined);
      await two.fill(claim);
    }
    expect(begun).toEqual([1, 2, 3, 4, 5]);
  });

  it('has ended when what is under way has', async () => {
    const one = pool(1);
    await one.fill(claim);
    let ended = false;
    const end = one.ended().then(() => (ended = true));
    await new Promise(setImmediate);
    expect(ended).toBe(false);
    ends.get(1)?.();
    await end;
    await eventually('it has ended', () => Promise.resolve(ended || undefined));
  });
});
