import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../../support/eventually.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

type Environment = Readonly<Record<string, string>>;

/** An example as somebody has it who cloned the repository and ran `npm ci` at its top. */
export const exampleIn = (folder: string, env: Environment) => {
  const cwd = join(root, 'examples', folder);
  const options = { cwd, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } };
  return {
    /** One of its scripts, to its end; gives what it printed. */
    script: async (name: string): Promise<string> =>
      (await run('npm', ['run', '--silent', name], options)).stdout,

    /** A program of its own that goes on, once it answers. */
    start: async (args: readonly string[], url: string): Promise<() => Promise<void>> => {
      const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
      await eventually(() => fetch(url), 30_000);
      return async () => {
        const stopped = once(child, 'exit');
        child.kill();
        await stopped;
      };
    },

    /** What TypeScript says of its pages, which run in a browser. */
    typecheck: () => run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', cwd]),
  };
};
