import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** The commands that people give; the rest is what they are made of. */
const commands = Object.entries(scripts).filter(([, text]) =>
  /^node deploy\/local\/(?:start|run|test|test-nodes|dev-console)\.mjs/.test(text),
);

function runs(script: string, ...args: string[]): { code: number | null; said: string } {
  const [, ...words] = (scripts[script] ?? '').split(' ');
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, npm_lifecycle_event: script },
  });
  return { code: status, said: stdout + stderr };
}

describe('Every command', () => {
  it.each(commands)('%s says what it takes, with an example, and nothing else is done', (script) => {
    const { code, said } = runs(script, '--help');
    expect(code).toBe(0);
    expect(said).toMatch(/^npm /);
    expect(said).toMatch(/\nExamples:\n/);
    expect(said).not.toContain('> npm');
  });

  it('names no option that its program does not read', () => {
    for (const [script, text] of commands.filter(([, text]) => text.includes('run.mjs'))) {
      const program = text
        .split(' ')
        .find((word) => /^(?:deploy|tests)\//.test(word) && !word.endsWith('.mjs'));
      const source = sourcesIn(join(project, program ?? '', '..'));
      for (const [, option] of runs(script, '--help').said.matchAll(/^ {2}--([a-z-]+)/gm))
        if (option !== 'help')
          expect(source).toMatch(new RegExp(`['"](?:--)?${option}['"]|\\b${option}: \\{ type`));
    }
  });

  it.each([
    ['start', ['--nodemo'], 'Do you mean `--no-demo`?'],
    ['restore', ['--replce', '--from', 'x'], 'Do you mean `--replace`?'],
    ['backup', ['somewhere'], 'It takes no `somewhere`'],
    ['load', ['--minutes'], '`--minutes` needs a value'],
    ['load', ['--rate', '--seed', '1'], '`--rate` needs a value'],
    ['restore', ['--replace=yes'], '`--replace` takes no value'],
    ['bench', ['gatway'], 'There is no `gatway`: gateway'],
  ])('%s %p is told what is wrong, in one line, before anything begins', (script, args, fault) => {
    const { code, said } = runs(script, ...args);
    expect(code).toBe(1);
    expect(said).toContain(fault);
    expect(said.trim().split('\n')).toHaveLength(1);
  });
});

function sourcesIn(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
