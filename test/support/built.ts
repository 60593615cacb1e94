import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const stamp = join(root, 'dist/.tsbuildinfo');
const lock = join(root, 'dist/.building');

/** A file of the program as `npm run build` makes it, built anew when a source is newer. */
export const builtProgram = async (name: string): Promise<string> => {
  await eventually(() => {
    if (!isStale()) return;
    mkdirSync(join(root, 'dist'), { recursive: true });
    // Test files run side by side; one of them builds, and the others find it done.
    closeSync(openSync(lock, 'wx'));
    try {
      execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
      utimesSync(stamp, new Date(), new Date());
    } finally {
      rmSync(lock);
    }
  }, 60_000);
  return join(root, 'dist', name);
};

const isStale = (): boolean => (modifiedMs(stamp) ?? 0) < newest(join(root, 'src'));

const newest = (folder: string): number =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (name) => modifiedMs(join(folder, name)) ?? 0,
    ),
  );

const modifiedMs = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.mtimeMs;
