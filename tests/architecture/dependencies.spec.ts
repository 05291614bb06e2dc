import { spawnSync } from 'node:child_process';
import { ROOT } from './sources';

describe('The dependencies', () => {
  it('agree with each other, or `npm install` refuses a fresh clone', () => {
    const list = spawnSync('npm', ['ls', '--all', '--package-lock-only', '--json'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const { problems = [] } = JSON.parse(list.stdout) as { problems?: string[] };
    expect(problems).toEqual([]);
  });
});
