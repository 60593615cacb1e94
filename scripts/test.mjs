// `npm test`: everything that has to be right before a change is merged, in the order in which it fails fastest.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const isCi = process.env.CI === 'true';

const programs = [
  { name: 'chromium', tests: 'the browser tests' },
  { name: 'redis-server', tests: 'the tests with Redis and a Cluster' },
  { name: 'haproxy', tests: 'the tests with two replicas behind a proxy' },
];

const isOnPath = (name) =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const run = (title, command, args, env = {}) => {
  const startedAtMs = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)`);
  return status ?? 1;
};

const tool = (name) => join('node_modules', '.bin', name);

const results = [];

// Each run leaves its counts in a file of its own.
const jest = (title, args) => {
  const file = `test-results/${title}.json`;
  results.push(file);
  return run(
    title,
    process.execPath,
    [
      '--experimental-vm-modules',
      '--no-warnings',
      'node_modules/jest/bin/jest.js',
      '--json',
      `--outputFile=${file}`,
      ...args,
    ],
    // Workers are started with these too.
    { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
  );
};

const steps = [
  () => run('types', tool('tsc'), ['--noEmit']),
  () => run('lint', tool('oxlint'), ['--type-aware', '--deny-warnings']),
  () => run('format', tool('prettier'), ['--check', '--log-level', 'warn', '.']),
  () => run('build', tool('tsc'), ['-p', 'tsconfig.build.json']),
  () => jest('tests', ['--maxWorkers=2', '--testPathIgnorePatterns', 'test/many']),
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
for (const { name, tests } of missing) {
  console.log(`Left out: ${tests}, as there is no ${name} (apt-get install ${name})`);
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
