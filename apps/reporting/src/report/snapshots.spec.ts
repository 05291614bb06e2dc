import { DomainError } from '@daybook/contracts';
import type { Standing } from '../completeness/completeness.service';
import { noteAsked } from '../store/asked';
import { ReportFooting, type ReportSources } from './snapshots';

describe('What an answer stands on', () => {
  /** What PostgreSQL says of itself, one time after the other. */
  const saying: { position: number; store: number }[] = [];
  let looks = 0;
  const completenessAt = (): Promise<Standing> => {
    const { position, store } = saying[Math.min(looks, saying.length - 1)];
    looks += 1;
    const completeness = { position, state: 'complete' as const, services: [] };
    return Promise.resolve({ position, store, completeness });
  };
  const ready = { position: 7, store: 1, flowing: false };
  const sources = {
    look: () => Promise.reject(new Error('nothing else is asked for')),
    store: { ready: () => ready },
    completeness: { at: completenessAt },
  } as unknown as ReportSources;

  beforeEach(() => {
    looks = 0;
    saying.splice(0, saying.length, { position: 7, store: 1 });
  });

  it('is confirmed while the column store answers, once', async () => {
    const footing = new ReportFooting(sources);
    const { answer, completeness } = await footing.confirmBeside(await footing.begin(), async () => {
      expect(looks).toBe(1);
      return Promise.resolve('totals');
    });
    expect({ answer, position: completeness.position, looks }).toEqual({
      answer: 'totals',
      position: 7,
      looks: 1,
    });
  });

  it.each([
    ['has moved on', { position: 8, store: 1 }],
    ['is of another store', { position: 7, store: 2 }],
  ])('is gone where the newest position %s: the answer is rebuilt', async (_what, said) => {
    saying.splice(0, 1, said);
    const footing = new ReportFooting(sources);
    await expect(
      footing.confirmBeside(await footing.begin(), () => Promise.resolve('totals')),
    ).rejects.toThrow(new DomainError('reporting.position_gone'));
  });

  it('is confirmed after an answer for which PostgreSQL was asked: the store may have changed places meanwhile', async () => {
    const footing = new ReportFooting(sources);
    const asking = async (): Promise<string> => {
      await Promise.resolve();
      noteAsked();
      return 'names';
    };
    expect((await footing.confirmBeside(await footing.begin(), asking)).answer).toBe('names');
    expect(looks).toBe(2);
    saying.push({ position: 7, store: 1 }, { position: 7, store: 1 }, { position: 9, store: 2 });
    await expect(footing.confirmBeside(await footing.begin(), asking)).rejects.toThrow(
      new DomainError('reporting.position_gone'),
    );
    expect(looks).toBe(4);
  });
});
