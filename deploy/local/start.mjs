// `npm start`: installs and builds what is missing, then runs the whole system until Ctrl-C.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, checkNode, install, project } from './bootstrap.mjs';

checkNode();
try {
  await install();
  await build();
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
// Its parent must outlive it: a signal to this process alone is handed on.
const main = spawn(
  process.execPath,
  ['--enable-source-maps', join(project, 'dist/deploy/local/main.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill(signal));
main.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
