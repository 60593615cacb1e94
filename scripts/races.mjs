// `npm run bench:races`: the tests of test/many at full size.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--runInBand',
    'test/many',
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', env: { ...process.env, MANY: 'full' } },
);
process.exit(status ?? 1);
