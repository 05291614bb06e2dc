import { Progress } from './progress';

describe('What takes a while', () => {
  function shown(isTTY: boolean): { progress: Progress; written: string[]; after: (ms: number) => void } {
    let now = 0;
    const written: string[] = [];
    const output = { isTTY, columns: 60, write: (text: string) => written.push(text) };
    const progress = new Progress('Backing up', 1_000, output, () => now);
    return { progress, written, after: (ms) => (now += ms) };
  }

  it('has a bar on a terminal, with the time that is left, and leaves nothing behind', () => {
    const { progress, written, after } = shown(true);
    after(1_000);
    progress.advance(250, 'billing');
    expect(written).toEqual(['\r\x1b[K██████░░░░░░░░░░░░░░░░░░ Backing up   25 %  3 s left  billi']);
    progress.advance(1);
    expect(written).toHaveLength(1);
    after(10_000);
    progress.at(500, 1_000);
    expect(written.at(-1)).toBe('\r\x1b[K████████████░░░░░░░░░░░░ Backing up   50 %  11 s left');
    progress.end();
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it('has a line now and then elsewhere, and none where it is soon done', () => {
    const { progress, written, after } = shown(false);
    for (let second = 0; second < 30; second += 1) {
      after(1_000);
      progress.advance(10);
    }
    progress.end();
    expect(written).toEqual([
      'Backing up   10 %  2 min left\n',
      'Backing up   20 %  80 s left\n',
      'Backing up   30 %  70 s left\n',
    ]);
    const soon = shown(false);
    soon.progress.advance(1_000);
    soon.progress.end();
    expect(soon.written).toEqual([]);
  });
});
