// `npm start`: installs and builds what is missing, then runs the whole system until Ctrl-C.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkArguments } from './command-line.mjs';
import { build, buildConsole, checkNode, install, project } from './bootstrap.mjs';

checkNode();
checkArguments('start', process.argv.slice(2));
try {
  await install();
  await build();
  await buildConsole();
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
const program = join(project, 'dist', 'deploy', 'local', 'main.js');
const main = spawn(process.execPath, [program, ...process.argv.slice(2)], {
  // The channel closes when we are gone, even by kill -9: then the system stops itself.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => main.kill(signal));
main.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
stopWithNpm();

/** A killed npm takes nobody along: so its end is watched. (Without npm there is nothing to watch.) */
function stopWithNpm() {
  const npm = process.env.npm_lifecycle_event === undefined ? undefined : npmAbove(process.ppid);
  if (npm === undefined) return;
  setInterval(() => {
    try {
      process.kill(npm, 0);
    } catch (error) {
      if (error.code === 'ESRCH') main.kill('SIGTERM');
    }
  }, 500).unref();
}

/** npm is our parent, or the parent of the shell in between. */
function npmAbove(pid) {
  for (let steps = 0; steps < 3 && pid > 1; steps++) {
    try {
      if (/^npm( |\0)|npm-cli/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return pid;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      pid = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return undefined; // no /proc on this system
    }
  }
  return undefined;
}
