import { csvOf } from './csv';
import type { Cell } from './export-table';

describe('a table as CSV', () => {
  const written = async (parts: readonly Cell[][][]): Promise<Buffer[]> => {
    const rows = (async function* (): AsyncGenerator<Cell[][], void> {
      for (const part of parts) yield await Promise.resolve(part);
    })();
    const table = { title: 'Details', facts: [['Rows', 2] as const], columns: ['A', 'B'], count: 2, rows };
    const chunks: Buffer[] = [];
    for await (const chunk of csvOf(table)) chunks.push(Buffer.from(chunk));
    return chunks;
  };
  const HEAD = 'Customer Service Report,Details\r\nRows,2\r\n,\r\nA,B\r\n';

  it('writes every kind of cell, and quotes or defuses what must be', async () => {
    const cells: Cell[][] = [
      ['plain', null],
      [1.5, true],
      ['a,b', 'say "hi"'],
      ['two\r\nlines', '=1+1'],
      ['-1,"2"', 'fine - and = here'],
      ['\tx', ''],
    ];
    expect(Buffer.concat(await written([cells])).toString()).toBe(
      HEAD +
        'plain,\r\n1.5,true\r\n"a,b","say ""hi"""\r\n"two\r\nlines",\'=1+1\r\n' +
        '"\'-1,""2""",fine - and = here\r\n\'\tx,\r\n',
    );
  });

  it('has its heading where there are no rows', async () => {
    expect(Buffer.concat(await written([])).toString()).toBe(HEAD);
  });

  it('sends small parts together, and holds back no more than it has to', async () => {
    const part: Cell[][] = Array.from({ length: 10 }, () => ['ü'.repeat(998), null]);
    const chunks = await written(Array.from({ length: 100 }, () => part));
    const lengths = chunks.map((chunk) => chunk.toString().length);
    expect(lengths.reduce((all, one) => all + one)).toBe(HEAD.length + 1_000 * 1_001);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThanOrEqual(128 * 1024);
    expect(Math.max(...lengths)).toBeLessThan(128 * 1024 + 10_010);
  });
});
