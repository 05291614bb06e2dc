import { join } from 'node:path';
import type { TimelineItemView } from '@daybook/contracts';
import { removeScratch, scratchFolder } from '@daybook/testing';
import type { Seller } from '../e2e/seller';
import { Ledger } from './ledger';
import { Oracle } from './oracle';

const customerId = '0190a000-0000-7000-8000-000000000001';
const noteId = '0190a000-0000-7000-8000-000000000002';

describe('The oracle', () => {
  const folder = scratchFolder('oracle');
  let shown: Partial<TimelineItemView>[] = [];
  let complete = { total: 1, until: '2026-11-22T00:00:00.000Z' };
  const note = (id: string): Partial<TimelineItemView> => ({
    id,
    type: 'customers.note.added',
    about: { noteId },
  });

  /** A system that shows whatever the test wants it to show. */
  const seller = {
    admin: {
      get: (path: string) =>
        Promise.resolve(
          path.startsWith('/customers')
            ? { items: [{ id: customerId, name: 'Ada' }] }
            : {
                items: [{ action: 'agent_note', total: complete.total }],
                completeness: {
                  state: 'complete',
                  services: [{ service: 'customers', state: 'complete', completeUntil: complete.until }],
                },
              },
        ),
    },
    timeline: () => Promise.resolve(shown),
  } as unknown as Seller;

  const judge = async (outcome: 'ok' | 'refused' | 'unknown'): Promise<void> => {
    const ledger = new Ledger(join(folder, 'ledger.jsonl'));
    ledger.settle(
      ledger.intend('customers.note.added', 'Ada'),
      outcome,
      outcome === 'ok' ? { made: noteId } : {},
    );
    try {
      await new Oracle(seller, ledger).judge(1);
    } finally {
      ledger.close();
    }
  };

  afterAll(() => removeScratch(folder));

  it('is content with what was accepted and is shown once', async () => {
    shown = [note('a')];
    await expect(judge('ok')).resolves.toBeUndefined();
  });

  it('names what was accepted and is not shown, or shown twice', async () => {
    shown = [];
    await expect(judge('ok')).rejects.toThrow(/customers.note.added is shown 0 times; ok 1/);
    shown = [note('a'), note('b')];
    await expect(judge('ok')).rejects.toThrow(/customers.note.added is shown 2 times; ok 1/);
  });

  it('names what was refused and is shown all the same', async () => {
    shown = [note('a')];
    await expect(judge('refused')).rejects.toThrow(/shown 1 times; ok 0, unknown 0/);
  });

  it('lets what nobody knows be shown once or not at all', async () => {
    shown = [];
    await expect(judge('unknown')).resolves.toBeUndefined();
    shown = [note('a')];
    await expect(judge('unknown')).resolves.toBeUndefined();
    shown = [note('a'), note('b')];
    await expect(judge('unknown')).rejects.toThrow(/shown 2 times/);
  });

  it('catches a report that calls itself complete and lacks something', async () => {
    const ledger = new Ledger(join(folder, 'lies.jsonl'));
    ledger.settle(ledger.intend('customers.note.added', 'Ada'), 'ok', { made: noteId });
    complete = { total: 0, until: new Date(Date.now() + 60_000).toISOString() };
    const oracle = new Oracle(seller, ledger);
    const watched = oracle.watch();
    while (oracle.watched.answers === 0) await new Promise((resolve) => setImmediate(resolve));
    oracle.stopWatching();
    ledger.close();
    expect((await watched)[0]).toMatch(/called complete until .* with 0 agent_note of 1/);
  });
});
