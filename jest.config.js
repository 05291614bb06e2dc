const path = require('node:path');
const { readFileSync } = require('node:fs');

const swc = JSON.parse(readFileSync(path.join(__dirname, '.swcrc'), 'utf8'));

/** What all kinds of tests share. */
const common = {
  rootDir: __dirname,
  runtime: '<rootDir>/tests/jest/packages-once.cjs',
  testEnvironment: '<rootDir>/tests/jest/one-realm.cjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        ...swc,
        $schema: undefined,
        swcrc: false,
        jsc: { ...swc.jsc, baseUrl: __dirname },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: { '^@daybook/(contracts|messaging|persistence|testing)$': '<rootDir>/libs/$1/src' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.daybook/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  setupFiles: ['<rootDir>/tests/calendar/plant-day.cjs', 'reflect-metadata'],
};

/** Suites that need a database share one PostgreSQL, started once for the whole run. */
const withPostgres = {
  globalSetup: '<rootDir>/libs/testing/src/global-set-up.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-tear-down.ts',
};

const full = process.env['DAYBOOK_FULL_TESTS'] === '1';

/** Long runs are for `npm run test:full` only. */
const withoutLongRuns = [...common.testPathIgnorePatterns, ...(full ? [] : ['-full\\.spec\\.ts$'])];

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  // Every suite leaves something in its worker: one that has grown so far is slow, and is replaced.
  workerIdleMemoryLimit: '1GB',
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      ...withPostgres,
      displayName: 'unit',
      testPathIgnorePatterns: withoutLongRuns,
      testMatch: ['<rootDir>/{apps,libs,deploy}/**/*.spec.ts'],
    },
    { ...common, displayName: 'architecture', testMatch: ['<rootDir>/tests/architecture/**/*.spec.ts'] },
    {
      ...common,
      ...withPostgres,
      displayName: 'contracts',
      testMatch: ['<rootDir>/tests/contracts/**/*.spec.ts'],
    },
    {
      ...common,
      displayName: 'e2e',
      testPathIgnorePatterns: withoutLongRuns,
      testMatch: ['<rootDir>/tests/e2e/*.spec.ts'],
      globalSetup: '<rootDir>/tests/e2e/global-set-up.ts',
      globalTeardown: '<rootDir>/tests/e2e/global-tear-down.ts',
    },
    {
      // On a system of their own, because they turn its clock.
      ...common,
      displayName: 'activities',
      testMatch: ['<rootDir>/tests/e2e/activities/*.spec.ts'],
      globalSetup: '<rootDir>/tests/e2e/activities/global-set-up.ts',
      globalTeardown: '<rootDir>/tests/e2e/global-tear-down.ts',
    },
    {
      // In a browser, against the system as people run it.
      ...common,
      displayName: 'console',
      testPathIgnorePatterns: withoutLongRuns,
      testMatch: ['<rootDir>/tests/console/*.spec.ts'],
      globalSetup: '<rootDir>/tests/console/global-set-up.ts',
      globalTeardown: '<rootDir>/tests/e2e/global-tear-down.ts',
    },
    {
      ...common,
      displayName: 'faults',
      testMatch: ['<rootDir>/tests/faults/**/*.spec.ts'],
      testPathIgnorePatterns: withoutLongRuns,
    },
  ],
};
