import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, transpileModule } from 'typescript';
import { sourceLinesOf } from './source-lines';

describe("The lines of a stack's text", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'daybook-lines-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are those of the source where a map stands beside the file', () => {
    const source =
      'interface Gone {\n  it: string;\n}\n\nexport function fails(gone: Gone): never {\n  throw new Error(gone.it);\n}\n';
    const { outputText, sourceMapText = '' } = transpileModule(source, {
      fileName: 'fails.ts',
      compilerOptions: { module: ModuleKind.CommonJS, sourceMap: true },
    });
    const file = join(folder, 'fails.js');
    writeFileSync(file, outputText);
    writeFileSync(`${file}.map`, sourceMapText);
    const at = outputText.split('\n').findIndex((line) => line.includes('throw'));
    const stack = `Error: no\n    at fails (${file}:${at + 1}:5)\n    at ${file}:${at + 1}:5`;
    const there = join(folder, 'fails.ts:6:3');
    expect(sourceLinesOf(stack)).toBe(`Error: no\n    at fails (${there})\n    at ${there}`);
  });

  it.each([
    'Error: no\n    at node:internal/process/task_queues:60:5',
    'Error: /nothing/is/here.js:1:1\n    at /a/node_modules/pg/lib/client.js:1:2',
  ])('stay as they are where there is none', (stack) => {
    expect(sourceLinesOf(stack)).toBe(stack);
  });
});
