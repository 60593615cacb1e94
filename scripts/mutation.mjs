// `npm run mutation [-- FILE or FOLDER …]`: changes src/auth and src/redis in many small ways, one at a time (Stryker), and says
// which changes no test notices. Each file is tried with its own fast suites only, the files of test/ that have its name:
// with all tests, which cover nearly everything, one change would take half a minute.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

const reports = 'build/mutation';
// What holds a file to its promises elsewhere than in the suite of its own name.
const moreSuites = {
  'src/auth/sessions/memory-store.ts': ['test/auth/sessions/memory-contract.test.ts'],
  'src/auth/sign-in/pending.ts': ['test/auth/sign-in/pending-records.test.ts'],
};

const sourcesIn = (path) =>
  path.endsWith('.ts')
    ? [path]
    : readdirSync(path, { recursive: true })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(path, file))
        .sort();

// Where the suite of a file's name is a whole sign-in, another one stands beside it for the file alone.
const suitesOf = (file) => {
  const name = file.replace(/^src\//, 'test/').replace(/\.ts$/, '');
  const own = [`${name}-alone.test.ts`, `${name}.test.ts`].find(existsSync);
  return [...(own === undefined ? [] : [own]), ...(moreSuites[file] ?? [])].filter(existsSync);
};

const reportOf = (file) => join(reports, 'files', file.replace(/\.ts$/, '.json'));

const incrementalOf = (file) => join(reports, 'incremental', file.replace(/\.ts$/, '.json'));

const digestOf = (suites) => {
  const digest = createHash('sha256');
  for (const suite of suites) digest.update(readFileSync(suite));
  return digest.digest('hex');
};

const keptDigestOf = (file) => `${incrementalOf(file)}.suites`;

// Stryker would go on believing in a mutant of what runs when a module is loaded, whatever became of the suites since.
const areSuitesNew = (file, suites) => {
  const kept = keptDigestOf(file);
  return !existsSync(kept) || readFileSync(kept, 'utf8') !== digestOf(suites);
};

const optionsFor = (file, suites) => ({
  mutate: [file],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    projectType: 'custom',
    configFile: 'jest.config.js',
    config: { testMatch: suites.map((suite) => `<rootDir>/${suite}`), watchman: false },
    enableFindRelatedTests: false,
  },
  // Stryker rewrites a tsconfig.json with the compiler's old interface, which the compiler used here has no more.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  concurrency: Math.min(2, availableParallelism()),
  // A machine that does other things meanwhile must not look like a mutant that hangs: that counts as caught.
  timeoutMS: 120_000,
  incremental: true,
  incrementalFile: incrementalOf(file),
  force: process.argv.includes('--force') || areSuitesNew(file, suites),
  reporters: ['json'],
  jsonReporter: { fileName: reportOf(file) },
  tempDirName: join(reports, 'tmp'),
  ignorePatterns: ['bench', 'build', 'dist', 'docs', 'infra', 'test-results'],
  fileLogLevel: 'off',
  logLevel: 'error',
  allowConsoleColors: false,
  checkers: [],
});

const caught = new Set(['Killed', 'Timeout']);
const missed = new Set(['Survived', 'NoCoverage']);

const resultOf = (file) => {
  const [result] = Object.values(JSON.parse(readFileSync(reportOf(file), 'utf8')).files);
  const lines = result.source.split('\n');
  const killed = result.mutants.filter(({ status }) => caught.has(status)).length;
  const survivors = result.mutants.filter(({ status }) => missed.has(status));
  const tried = killed + survivors.length;
  const looked = result.mutants
    .filter(({ status }) => missed.has(status) || status === 'Timeout')
    .map(({ status, mutatorName, replacement, location: { start, end } }) => ({
      place: `${file}:${start.line}:${start.column}`,
      status,
      mutatorName,
      was: textBetween(lines, start, end),
      replacement,
    }));
  return { file, killed, tried, looked };
};

// Lines and columns count from one.
const textBetween = (lines, start, end) =>
  start.line === end.line
    ? lines[start.line - 1].slice(start.column - 1, end.column - 1)
    : `${lines[start.line - 1].slice(start.column - 1)} …`;

const percent = ({ killed, tried }) => (tried === 0 ? '–' : `${((100 * killed) / tried).toFixed(1)} %`);

const tableOf = (results) => {
  const total = {
    file: 'all',
    killed: results.reduce((sum, { killed }) => sum + killed, 0),
    tried: results.reduce((sum, { tried }) => sum + tried, 0),
  };
  const rows = [...results, total].map((one) => [one.file, `${one.killed}`, `${one.tried}`, percent(one)]);
  const heads = ['file', 'killed', 'tried', 'score'];
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at].length)));
  const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
};

// What nobody noticed; and what only the clock did, which is to be believed when the machine was idle.
const toLookAt = ({ looked }) =>
  looked.map(({ place, status, mutatorName, was, replacement }) => {
    const short = (text) => text.replaceAll(/\s+/g, ' ').slice(0, 100);
    return `${place} ${status} ${mutatorName}: ${short(was)} → ${short(replacement)}`;
  });

// Whoever works on this machine comes first.
setPriority(process.pid, constants.priority.PRIORITY_BELOW_NORMAL);

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const files = (asked.length > 0 ? asked : ['src/auth', 'src/redis']).flatMap(sourcesIn);
const results = [];
const withoutSuite = [];

for (const file of files) {
  const suites = suitesOf(file);
  if (suites.length === 0) {
    withoutSuite.push(file);
    continue;
  }
  mkdirSync(dirname(reportOf(file)), { recursive: true });
  rmSync(reportOf(file), { force: true });
  const startedAtMs = performance.now();
  const digest = digestOf(suites);
  try {
    await new Stryker(optionsFor(file, suites)).runMutationTest();
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    continue;
  }
  mkdirSync(dirname(keptDigestOf(file)), { recursive: true });
  writeFileSync(keptDigestOf(file), digest);
  const result = resultOf(file);
  results.push(result);
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  console.log([`${file}: ${percent(result)} (${seconds} s)`, ...toLookAt(result)].join('\n  '));
}

console.log(`\n${tableOf(results)}`);
if (withoutSuite.length > 0) console.log(`\nWithout a suite of their own: ${withoutSuite.join(', ')}`);
writeFileSync(join(reports, 'result.json'), JSON.stringify({ results, withoutSuite }, undefined, 2));
