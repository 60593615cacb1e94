/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/before-the-run.js',
  globalTeardown: '<rootDir>/test/support/after-the-run.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    // Sources name their imports as Node will see them (`./x.js`); here they are still `./x.ts`.
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its CommonJS form is the one that `sandboxInjectedGlobals` reaches.
    '^aws-amplify(/\\w+)?$': '<rootDir>/node_modules/aws-amplify/dist/cjs$1/index.js',
  },
  // Node 24 looks globals up slowly inside Jest's sandbox, and SRP in plain JavaScript asks for Math in its innermost
  // loop: a sign-in with Amplify takes ten seconds without this.
  sandboxInjectedGlobals: ['Math'],
  testTimeout: 20_000,
  // Jest keeps something of every file that a worker has loaded: after two hundred of them it spends its time collecting.
  workerIdleMemoryLimit: '1GB',
  // Copies of the repository lie in build/ while mutation tests run, and packages with the names of ours; in the others what the
  // site is measured against, and what makes the documentation.
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/bench/node_modules/', '<rootDir>/website/'],
};
