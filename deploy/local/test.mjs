// `npm test`: everything that proves the project, on a fresh clone too. Stops at the first failure.
// Arguments are passed to jest, except --full: it adds the long runs (tests/**/*.full.spec.ts).
import { checkNode, install, run } from './bootstrap.mjs';

checkNode();
const args = process.argv.slice(2);
const full = args.includes('--full');
const env = { ...process.env, NODE_ENV: 'test', ...(full ? { DAYBOOK_FULL_TESTS: '1' } : {}) };

try {
  await install();
  for (const step of ['build', 'typecheck', 'lint', 'format:check']) {
    await run('npm', ['run', '--silent', step]);
  }
  // The last line is jest's own summary.
  await run('npx', ['--no-install', 'jest', ...args.filter((arg) => arg !== '--full')], { env });
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
