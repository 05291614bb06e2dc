// `npm run dev:console`: the console's pages from their sources, before a Daybook that runs.
import { checkArguments } from './command-line.mjs';
import { checkNode, install, run } from './bootstrap.mjs';

const args = process.argv.slice(2);
checkNode();
checkArguments('dev:console', args);
try {
  await install();
  await run('npm', ['run', '--silent', 'dev', '--workspace', 'apps/console', '--', '--strictPort', ...args], {
    quiet: true,
  });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
