// `npm test`: everything that has to be right before a change is merged, in the order in which it fails fastest.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const isCi = process.env.CI === 'true';

const programs = [
  { name: 'chromium', tests: 'the browser tests' },
  { name: 'redis-server', tests: 'the tests with Redis and a Cluster' },
  { name: 'haproxy', tests: 'the tests with two replicas behind a proxy' },
  { name: 'promtool', package: 'prometheus', tests: 'what Prometheus says of the metrics and alert rules' },
  { name: 'jq', tests: 'the tests of what the doctor says to paste' },
];

const ending = process.platform === 'win32' ? '.exe' : '';

const isOnPath = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((directory) => {
    try {
      accessSync(join(directory, `${name}${ending}`), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

// Every step is a program for Node, started by path: what npm puts into .bin differs from system to system.
const run = (title, args) => {
  const startedAtMs = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)`);
  return status ?? 1;
};

const tsc = 'node_modules/typescript/bin/tsc';
const oxlint = 'node_modules/oxlint/bin/oxlint';
const prettier = 'node_modules/prettier/bin/prettier.cjs';

const results = [];

// Its workers are started with the same flags.
const jestItself = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

// Each run leaves its counts in a file of its own.
const jest = (title, args) => {
  const file = `test-results/${title}.json`;
  results.push(file);
  return run(title, [...jestItself, '--json', `--outputFile=${file}`, ...args]);
};

const steps = [
  () => run('types', [tsc, '--noEmit']),
  () => run('lint', [oxlint, '--type-aware', '--deny-warnings']),
  () => run('format', [prettier, '--check', '--log-level', 'warn', '.']),
  () => run('build', [tsc, '-p', 'tsconfig.build.json']),
  // Three on two processors: browsers, deadlines and other processes leave each of them waiting a third of the time.
  () => jest('tests', ['--maxWorkers=3', '--testPathIgnorePatterns', 'test/many']),
  // Four processes under load in each: beside other tests they would measure those.
  () => jest('tests of many processes', ['--runInBand', 'test/many']),
];

const countsIn = (file) => {
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: counts.numPassedTests,
      // A file that could not even be loaded has failed, though none of its tests is counted.
      failed: Math.max(counts.numFailedTests, counts.numFailedTestSuites),
      skipped: counts.numPendingTests + counts.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

const missing = programs.filter(({ name }) => !isOnPath(name));
for (const { name, package: debian = name, tests } of missing) {
  console.log(`Left out: ${tests}, as there is no ${name} (apt-get install ${debian})`);
}
if (isCi && missing.length > 0) process.exit(1);

rmSync('test-results', { recursive: true, force: true });
mkdirSync('test-results', { recursive: true });
let status = 0;
for (const step of steps) {
  status = step();
  if (status !== 0) break;
}

if (results.length > 0) {
  const all = results.map(countsIn);
  const sum = (what) => all.reduce((total, counts) => total + counts[what], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
}
process.exit(status);
