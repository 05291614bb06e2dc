// Installs and builds what is missing, then runs the program that is named: `node deploy/local/run.mjs deploy/backup/main`.
// What follows the name is the program's own; Node's options stand before it.
import { join } from 'node:path';
import { build, checkNode, install, project, run } from './bootstrap.mjs';

const args = process.argv.slice(2);
const at = args.findIndex((arg) => !arg.startsWith('-'));
const [options, program, own] = [args.slice(0, at), args[at], args.slice(at + 1)];

checkNode();
try {
  await install({ tests: program.startsWith('tests/') });
  await build();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const file = join(project, 'dist', `${program}.js`);
await run(process.execPath, ['--enable-source-maps', ...options, file, ...own], { quiet: true }).catch(
  () => process.exit(1), // it has said why
);
