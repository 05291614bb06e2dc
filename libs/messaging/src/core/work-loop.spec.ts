import { eventually } from '@daybook/testing';
import { serviceLogger } from './logger';
import { loopsOf } from './loops';
import { eachAlone, isQuiet, WorkLoop, type WorkLoopLimits } from './work-loop';

const AN_HOUR = 3_600_000;
const silent = serviceLogger('test', { logLevel: 'silent', logFormat: 'json' });

describe('Work that a service does by itself', () => {
  let loop: WorkLoop;
  let looks: number;
  const looking = (
    look: () => Promise<boolean | void>,
    everyMs = AN_HOUR,
    limits: WorkLoopLimits = {},
  ): void => {
    looks = 0;
    loop = new WorkLoop('testing', everyMs, () => (looks++, look()), silent, limits);
    loop.start();
  };
  const looked = (times: number): Promise<unknown> =>
    eventually(`it looked ${times} times`, () => Promise.resolve(looks === times || undefined));

  afterEach(() => loop.stop());

  it('goes on at once while there is more to do, then rests', async () => {
    looking(() => Promise.resolve(looks < 3));
    await looked(3);
  });

  it('looks at once when it is woken', async () => {
    looking(() => Promise.resolve());
    await looked(1);
    loop.wake();
    await looked(2);
  });

  it('looks ever more rarely while nothing happens, and soon again after a commit', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      looking(() => Promise.resolve(), 1_000);
      await jest.advanceTimersByTimeAsync(60_000);
      // 1, 1.5, 2.25, 3.4, 5.1, 7.6 and then each 10 s: a dozen instead of sixty.
      const quiet = looks;
      expect(quiet).toBeLessThanOrEqual(12);
      await jest.advanceTimersByTimeAsync(9_000);
      loopsOf(silent).nudge(new Set(['order']));
      await jest.advanceTimersByTimeAsync(1_000);
      expect(looks).toBeGreaterThan(quiet);
      const nudged = looks;
      await jest.advanceTimersByTimeAsync(3_000);
      expect(looks).toBeGreaterThan(nudged + 1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('looks soon again only where a table that it watches was written', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      looking(() => Promise.resolve(), 1_000, { watches: ['task'] });
      await jest.advanceTimersByTimeAsync(60_000);
      const quiet = looks;
      loopsOf(silent).nudge(new Set(['order']));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(looks).toBeLessThanOrEqual(quiet + 1);
      const elsewhere = looks;
      loopsOf(silent).nudge(new Set(['order', 'task']));
      await jest.advanceTimersByTimeAsync(3_000);
      expect(looks).toBeGreaterThan(elsewhere + 1);
    } finally {
      jest.useRealTimers();
    }
  });

  it('looks at once where the clock is turned', async () => {
    looking(() => Promise.resolve());
    await looked(1);
    loopsOf(silent).wake();
    await looked(2);
  });

  it('knows its own commits for nothing new, and those of others for news', async () => {
    let inside: boolean | undefined;
    looking(() => {
      inside = isQuiet();
      return Promise.resolve();
    });
    await looked(1);
    expect(inside).toBe(true);
    expect(isQuiet()).toBe(false);
  });

  it('looks again when it was woken during a look: what came may have been overlooked', async () => {
    let finish: () => void = () => undefined;
    looking(() => new Promise((resolve) => (finish = resolve)));
    await looked(1);
    loop.wake();
    finish();
    await looked(2);
    finish();
  });

  it('goes on after a failure', async () => {
    looking(() => (looks < 2 ? Promise.reject(new Error('once')) : Promise.resolve()), 1);
    await eventually('it looked again', () => Promise.resolve(looks > 1 || undefined));
  });

  it('is told of while it does nothing but fail, and no more when it gets on', async () => {
    let broken = true;
    looking(() => (broken ? Promise.reject(new Error('always')) : Promise.resolve()), 1);
    const loops = loopsOf(silent);
    await eventually('it stands still', () => loops.standingStill().includes('testing'));
    broken = false;
    await eventually('it gets on', () => !loops.standingStill().includes('testing'));
  }, 30_000);

  it('is told of while a look does not end, unless it says that it comes further', async () => {
    const loops = loopsOf(silent);
    const start = performance.now();
    const now = jest.spyOn(performance, 'now');
    const later = (seconds: number): string[] => {
      now.mockReturnValue(start + seconds * 1_000);
      return loops.standingStill();
    };
    try {
      let finish: () => void = () => undefined;
      now.mockReturnValue(start);
      looking(() => new Promise((resolve) => (finish = resolve)));
      await looked(1);
      expect(later(119)).toEqual([]);
      expect(later(121)).toEqual(['testing']);
      expect(loops.each().map(({ runningFor }) => Math.round(runningFor))).toEqual([121_000]);
      loop.advanced();
      expect(later(240)).toEqual([]);
      expect(later(242)).toEqual(['testing']);
      finish();
      await eventually('it rests', () => later(242).length === 0);
      expect(later(10_000)).toEqual([]);
    } finally {
      now.mockRestore();
    }
  });

  it('does each piece whatever becomes of the others, and fails in the end', async () => {
    const done: number[] = [];
    const work = (piece: number) =>
      piece === 2 ? Promise.reject(new Error('two')) : Promise.resolve(void done.push(piece));
    await expect(eachAlone([1, 2, 3], work)).rejects.toThrow('two');
    expect(done).toEqual([1, 3]);
  });

  it('ends after the look at hand', async () => {
    let finish: () => void = () => undefined;
    looking(() => new Promise((resolve) => (finish = resolve)));
    await looked(1);
    const stopped = loop.stop();
    finish();
    await stopped;
    expect(looks).toBe(1);
  });
});
