// `npm run bench`: builds, then measures; arguments name the benches to run (gateway, report, intake, services).
import { join } from 'node:path';
import { build, checkNode, install, project, run } from '../../deploy/local/bootstrap.mjs';

checkNode();
try {
  await install();
  await build();
  const swc = join(project, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const bench = ['tests/bench', '-d', 'dist', '-C', `jsc.baseUrl=${project}`, '--quiet'];
  await run(process.execPath, [swc, ...bench, '--ignore', '**/*.spec.ts'], { quiet: true });
  const program = join(project, 'dist', 'tests', 'bench', 'main.js');
  await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], { quiet: true });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
