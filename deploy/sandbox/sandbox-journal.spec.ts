import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SandboxJournal } from './sandbox-journal';

describe('the sandbox journal', () => {
  let home: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sandbox-journal-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('gives back every record in the order of writing', async () => {
    const path = join(home, 'deep', 'it.jsonl');
    const first = await SandboxJournal.open<{ n: number }>(path, () => undefined);
    await Promise.all([1, 2, 3, 4].map((n) => first.append({ n })));
    await first.close();

    const seen: number[] = [];
    const second = await SandboxJournal.open<{ n: number }>(path, ({ n }) => seen.push(n));
    await second.close();
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it('drops a last line that was torn by a crash and writes on after the whole ones', async () => {
    const path = join(home, 'it.jsonl');
    const first = await SandboxJournal.open<{ n: number }>(path, () => undefined);
    await first.append({ n: 1 });
    await first.close();
    await appendFile(path, '{"n":2');

    const seen: number[] = [];
    const second = await SandboxJournal.open<{ n: number }>(path, ({ n }) => seen.push(n));
    await second.append({ n: 3 });
    await second.close();
    expect(seen).toEqual([1]);
    expect(await readFile(path, 'utf8')).toBe('{"n":1}\n{"n":3}\n');
  });
});
