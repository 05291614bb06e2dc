// Installs and builds what is missing, then runs the program that is named: `node deploy/local/run.mjs deploy/backup/main`.
// What follows the name is the program's own; Node's options stand before it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArguments } from './command-line.mjs';
import { build, checkNode, install, project, run } from './bootstrap.mjs';

const args = process.argv.slice(2);
const at = args.findIndex((arg) => !arg.startsWith('-'));
const [options, program, own] = [args.slice(0, at), args[at], args.slice(at + 1)];

checkNode();
const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const written = `node deploy/local/run.mjs ${args.join(' ')}`;
const [name, script] = Object.entries(scripts)
  .filter(([, text]) => `${written} `.startsWith(`${text} `))
  .sort(([, a], [, b]) => b.length - a.length)[0] ?? ['', ''];
// What the script itself says is no argument of whoever runs it.
checkArguments(name, args.slice(script.split(' ').length - 2));
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
