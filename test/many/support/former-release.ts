import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from '@jest/globals';

/** The release before this one, as it stands beside this one while a deployment replaces it. */
export interface FormerRelease {
  /** Its `dist/server.js`. */
  readonly program: string;
  remove(): Promise<void>;
}

const commit = '50a13642cfacfe23abb53f53971fa166d889d831';
const root = fileURLToPath(new URL('../../..', import.meta.url));

// Named as safe, because in a container the checkout may belong to somebody else.
const git = (...args: readonly string[]): Buffer =>
  execFileSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });

const isInHistory = (): boolean => {
  try {
    git('cat-file', '-e', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
};

/** `describe` for what needs the release before. Without the history the tests are left out, in one line; with `CI=true` that is a failure. */
export const describeWithFormerRelease = (name: string, body: () => void): void => {
  const isThere = isInHistory();
  const advice = `no git history with ${commit.slice(0, 7)} (git fetch --unshallow), left out: ${name}`;
  if (!isThere && process.env['CI'] === 'true') throw new Error(advice);
  if (!isThere) console.warn(advice);
  (isThere ? describe : describe.skip)(name, body);
};

/** Builds it from the history into a folder of its own, with the packages and the compiler that are installed here. */
export const buildFormerRelease = async (): Promise<FormerRelease> => {
  const folder = await mkdtemp(join(tmpdir(), 'former-release-'));
  const parts = ['src', 'views', 'public', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
  execFileSync('tar', ['-x', '-C', folder], { input: git('archive', commit, ...parts) });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
    cwd: folder,
    stdio: 'inherit',
  });
  return {
    program: join(folder, 'dist/server.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
