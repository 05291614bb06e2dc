// `npm run demo`: builds what is missing, then plays a day against a running system.
import { join } from 'node:path';
import { build, checkNode, install, project, run } from '../local/bootstrap.mjs';

checkNode();
try {
  await install();
  await build();
  const program = join(project, 'dist', 'deploy', 'demo', 'main.js');
  await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], { quiet: true });
} catch {
  process.exit(1); // it has said why
}
