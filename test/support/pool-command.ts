import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { eventually } from './eventually.js';

export interface RunningCommand {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly printed: () => string;
  readonly exit: Promise<unknown[]>;
}

export interface StartedPool extends RunningCommand {
  /** The address of hosted pages and OAuth endpoints, as it was printed. */
  readonly domain: string;
  /** Ends it as Ctrl-C does. */
  close(): Promise<void>;
}

/** `npm run pool` with these flags, as its user has it; `program` is what `builtProgram('local-pool/main.js')` gave. */
export const runPool = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningCommand => {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  }
  return { child, printed: () => text, exit: once(child, 'exit') };
};

/** The same on free ports, once it has said all that it says at the start. */
export const startPoolCommand = async (program: string, args: readonly string[]): Promise<StartedPool> => {
  const running = runPool(program, ['--port', '0', ...args]);
  const [, domain = ''] = await eventually(() => {
    const line = /People and sign-ins: (https?:\/\/\S+)\/_local\/[^]*What to paste/u.exec(running.printed());
    if (line === null) throw new Error(`It has not started: ${running.printed()}`);
    return line;
  }, 30_000);
  const close = async (): Promise<void> => {
    running.child.kill('SIGINT');
    await running.exit;
  };
  return { ...running, domain, close };
};
