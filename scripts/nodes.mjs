// `npm run test:nodes [-- VERSION …]`: packs both packages and signs in from empty projects with every version of Node that is
// promised. Each is fetched from the registry, so it is no part of `npm test`. `NODE_TESTS` names other tests to run with them.
import { spawnSync } from 'node:child_process';

// The oldest that are promised, and the newest of each line.
const promised = ['20.19', '22.12', '22', '24', '26'];
const versions = process.argv.length > 2 ? process.argv.slice(2) : promised;
const tests = (process.env.NODE_TESTS ?? 'test/outside/packages').split(' ');

const withNode = (version, args) =>
  // The package `node` fetches the program for this system by a script; no other package may run one (.npmrc).
  spawnSync('npx', ['--yes', '--ignore-scripts=false', '-p', `node@${version}`, 'node', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  }).status ?? 1;

const failed = versions.filter((version) => {
  console.log(`Node ${version}`);
  withNode(version, ['--version']);
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--runInBand'];
  return withNode(version, [...jest, ...tests]) !== 0;
});
console.log(failed.length === 0 ? `All well: ${versions.join(', ')}` : `Failed: ${failed.join(', ')}`);
process.exit(failed.length);
