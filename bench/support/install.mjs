import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** The peers are no dependency of the site: they come the first time somebody measures. */
export const installPeers = () => {
  if (writtenAt('node_modules/.package-lock.json') >= writtenAt('package-lock.json')) return;
  process.stderr.write('npm ci in bench/, the first time and whenever its lock file has changed\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci in bench/ did not work');
};

const writtenAt = (file) => statSync(folder + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
