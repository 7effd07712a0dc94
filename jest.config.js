/** One project per kind of test: `unit` lives beside the source, the others below `test/`. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#(.*)\\.js$': '<rootDir>/libs/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/**
 * A project whose suites need a real server: `test/engines` starts it when one of them is to run, and not otherwise.
 * Where there is none they are skipped, and the end of the run says so.
 */
const engine = (name, ...testMatch) => ({ ...onEngines(name), displayName: name, testMatch });

/** The service end to end, unchanged, on other homes than memory. */
const endToEnd = (displayName, store, ...engines) => ({
  ...onEngines(...engines),
  displayName,
  testEnvironmentOptions: { engines, store },
  testMatch: ['<rootDir>/test/e2e/*.spec.ts'],
  // These bring processes of their own.
  testPathIgnorePatterns: ['/test/e2e/(start|client|http-guide)[^/]*$'],
});

/** Each combination of homes, but memory alone, which is the project `e2e`: `e2e-sqlite-redis` and so on. */
const everyOtherHome = () =>
  ['memory', 'sqlite', 'eventstoredb']
    .flatMap((store) => [[], ['redis'], ['kafka'], ['redis', 'kafka']].map((engines) => [store, ...engines]))
    .filter((homes) => homes.length > 1 || homes[0] !== 'memory')
    .map((homes) => endToEnd(['e2e', ...homes].join('-'), ...homes));

const onEngines = (...engines) => ({
  ...shared,
  testEnvironment: '<rootDir>/test/engines/environment.js',
  testEnvironmentOptions: { engines },
  ...(engines.length > 0 && {
    globalSetup: `<rootDir>/test/engines/${engines.join('-')}.setup.js`,
    globalTeardown: '<rootDir>/test/engines/teardown.js',
  }),
});

export default {
  // Long enough for a busy machine: a test that hangs fails, one that is slow does not.
  testTimeout: 60_000,
  // Suites leave modules behind: a worker that has grown is replaced, where one process for all of them would be full.
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/engines/report.js'],
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,apps,test/architecture}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/libs/adapters/(redis|kafka)/'],
    },
    { ...shared, displayName: 'cases', testMatch: ['<rootDir>/test/cases/**/*.spec.ts'] },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'faults',
      testMatch: ['<rootDir>/test/faults/**/*.spec.ts'],
      testPathIgnorePatterns: ['/test/faults/(kafka|redis)/'],
    },
    engine(
      'redis',
      '<rootDir>/test/engines/redis.spec.ts',
      '<rootDir>/libs/adapters/redis/**/*.spec.ts',
      '<rootDir>/test/faults/redis/**/*.spec.ts',
    ),
    engine('kafka', '<rootDir>/test/engines/kafka.spec.ts', '<rootDir>/test/faults/kafka/**/*.spec.ts'),
    {
      ...endToEnd('cases-redis', 'memory', 'redis'),
      testMatch: ['<rootDir>/test/cases/run/http.spec.ts'],
    },
    ...everyOtherHome(),
  ],
};
