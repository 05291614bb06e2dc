import { DomainError } from '@daybook/contracts';
import type { Snapshot } from '../completeness/completeness.service';
import { fromPostgres, notAsked } from '../store/model/answer';
import { Snapshots } from './snapshots';

describe('What an answer stands on', () => {
  /** What PostgreSQL says of itself, one time after the other. */
  const saying: { position: number; store: number }[] = [];
  let looks = 0;
  const said = (): { position: number; store: number } => saying[Math.min(looks, saying.length) - 1];
  const completenessAt = (): Promise<Snapshot> => {
    looks += 1;
    const { position, store } = said();
    const completeness = { position, state: 'complete' as const, services: [] };
    return Promise.resolve({ position, store, completeness });
  };
  const ready = { position: 7, store: 1, streaming: false };
  const snapshots = (): Snapshots =>
    new Snapshots(
      <Row>() => Promise.resolve([said() as Row]),
      { ready: () => ready, reached: (newest) => Promise.resolve(newest) },
      { at: completenessAt },
    );
  const gone = new DomainError('reporting.position_gone');

  beforeEach(() => {
    looks = 0;
    saying.splice(0, saying.length, { position: 7, store: 1 });
  });

  it('is confirmed while the column store answers, once', async () => {
    const { totals, completeness } = await snapshots().answerBeside(undefined, () => {
      expect(looks).toBe(1);
      return notAsked({ totals: 3 });
    });
    expect({ totals, position: completeness.position, looks }).toEqual({ totals: 3, position: 7, looks: 1 });
  });

  it.each([
    ['has moved on', { position: 8, store: 1 }],
    ['is of another store', { position: 7, store: 2 }],
  ])('is gone where the newest position %s: the answer is made again', async (_what, newest) => {
    saying.splice(0, 1, newest);
    for (const how of ['answer', 'answerBeside'] as const) {
      const made: object[] = [];
      const { completeness } = await snapshots()[how](undefined, ({ position, store }) => {
        made.push({ position, store });
        return notAsked({});
      });
      expect(made).toEqual([{ position: 7, store: 1 }, newest]);
      expect(completeness.position).toBe(newest.position);
    }
  });

  it('is confirmed after an answer for which PostgreSQL was asked: the store may have changed places meanwhile', async () => {
    const asking = (): Promise<ReturnType<typeof fromPostgres<{ names: string }>>> =>
      Promise.resolve(fromPostgres({ names: 'all' }));
    await expect(snapshots().answerBeside(undefined, asking)).resolves.toMatchObject({ names: 'all' });
    expect(looks).toBe(2);
    saying.push({ position: 7, store: 1 }, { position: 7, store: 1 }, { position: 9, store: 2 });
    const { completeness } = await snapshots().answerBeside(undefined, asking);
    expect(completeness.position).toBe(9);
  });

  it('is given up where it is gone again and again, and at once where the caller has named it', async () => {
    let made = 0;
    const lost = (): Promise<never> => {
      made += 1;
      return Promise.reject(gone);
    };
    await expect(snapshots().answer(undefined, lost)).rejects.toThrow(gone);
    expect(made).toBe(3);
    await expect(snapshots().answerAt(7, lost)).rejects.toThrow(gone);
    expect(made).toBe(4);
  });
});
