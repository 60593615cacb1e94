import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';

const hasPromtool = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'promtool')));

/**
 * `describe` for what Prometheus itself is to judge. Without its `promtool` the tests are left out, which is said in one line;
 * in continuous integration (`CI=true`) that is a failure.
 */
export const describeWithPromtool = (name: string, body: () => void): void => {
  const advice = `promtool is not installed (Debian: apt-get install prometheus), left out: ${name}`;
  if (!hasPromtool && process.env['CI'] === 'true') throw new Error(advice);
  if (!hasPromtool) console.warn(advice);
  (hasPromtool ? describe : describe.skip)(name, body);
};

/** Runs it; `input` is what it reads. Gives everything that it said. */
export const promtool = (
  args: readonly string[],
  input = '',
): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};
