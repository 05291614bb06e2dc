// `npm test`: everything that proves the project, on a fresh clone too. Stops at the first failure.
// --full adds the long runs (*-full.spec.ts) and all of it again on the days that are like no other (tests/calendar).
// --day=<moment>, --zone=<time zone>: as on that day, there. Other arguments go to jest, once, as they are.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAYS, onDay } from '../../tests/calendar/days.mjs';
import { checkArguments } from './command-line.mjs';
import { checkNode, install, project, run } from './bootstrap.mjs';

checkNode();
checkArguments(process.env.npm_lifecycle_event === 'test:full' ? 'test:full' : 'test', process.argv.slice(2));
const own = /^--(?:full|day=(?<day>.+)|zone=(?<zone>.+))$/;
const args = process.argv.slice(2).filter((arg) => !own.test(arg));
const full = process.argv.includes('--full');
const named = (name) => process.argv.map((arg) => own.exec(arg)?.groups?.[name]).find(Boolean);
const env = { ...process.env, NODE_ENV: 'test', ...(full ? { DAYBOOK_FULL_TESTS: '1' } : {}) };

/** Today, unless another day is named; `--full` goes on with all the others. */
const days = [
  named('day') === undefined ? null : { day: named('day'), zone: named('zone') ?? 'UTC' },
  ...(full && args.length === 0 ? DAYS : []),
];

/** What runs beside each other, one round after another: each running system takes its share of two cores. */
const ROUNDS = [['unit', 'architecture', 'contracts'], ['e2e'], ['console'], ['faults'], ['activities']];

/** Rounds whose suites share a system. */
const IN_BAND = new Set(['e2e', 'console', 'activities', 'faults']);

const NOT_RUN = {
  numPassedTests: 0,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

try {
  await install({ tests: true });
  await step('build');
  // Each keeps one core busy.
  const checks = await Promise.allSettled([step('typecheck'), step('lint').then(() => step('format:check'))]);
  const failed = checks.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  if (args.length > 0) await jest(args, days[0]);
  else await jestInRounds();
  if (full && args.length === 0)
    await run(process.execPath, [join(project, 'deploy', 'dockerfile.check.mjs')]);
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}

function step(name) {
  return run('npm', ['run', '--silent', name]);
}

/** Runs jest once for each round, on one day after another, and prints the sum as the last line. */
async function jestInRounds() {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-results-'));
  const sum = { passed: 0, failed: 0, pending: 0 };
  let fault;
  const round = async (projects, day) => {
    const file = join(mkdtempSync(join(folder, 'round-')), 'result.json');
    const inBand = projects.some((project) => IN_BAND.has(project)) ? ['--runInBand'] : [];
    const asked = ['--selectProjects', ...projects, ...inBand, '--json', `--outputFile=${file}`];
    await jest(asked, day).catch((error) => (fault = error));
    // A round that could not even be set up leaves no result; a suite that does not load has no tests.
    const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : NOT_RUN;
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    sum.pending += result.numPendingTests + result.numTodoTests;
  };
  try {
    for (const [day, projects] of days.flatMap((day) => ROUNDS.map((projects) => [day, projects]))) {
      if (day !== null) process.stdout.write(`\nOn ${day.day}, ${day.zone}\n`);
      await round(projects, day);
      if (fault !== undefined) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const skipped = sum.pending === 0 ? '' : `, ${sum.pending} skipped`;
  if (fault !== undefined) process.stderr.write(`\n${fault.message}\n`);
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed${skipped}\n`);
  if (fault !== undefined || sum.passed === 0) process.exit(1);
}

function jest(jestArgs, day) {
  return run(process.execPath, [join(project, 'node_modules', 'jest', 'bin', 'jest.js'), ...jestArgs], {
    env: { ...env, ...(day === null ? {} : onDay(day)) },
  });
}
