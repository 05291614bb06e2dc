// `npm run backup` and `npm run restore`: installs and builds what is missing, then runs the program.
import { join } from 'node:path';
import { build, checkNode, install, project, run } from '../local/bootstrap.mjs';

checkNode();
try {
  await install();
  await build();
  const program = join(project, 'dist', 'deploy', 'backup', 'main.js');
  await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], { quiet: true });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
