// `npm run report:rebuild`: builds what is missing, then asks a running system to make its report anew.
import { join } from 'node:path';
import { build, checkNode, install, project, run } from '../local/bootstrap.mjs';

checkNode();
try {
  await install();
  await build();
  const program = join(project, 'dist', 'deploy', 'rebuild', 'main.js');
  await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], { quiet: true });
} catch {
  process.exit(1); // it has said why
}
