import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { eventually } from '../../support/eventually.js';
import { builtProgram } from '../../support/built.js';
import { ask } from './ask.js';

/** `node dist/server.js` on a port of its own, as one replica of the site. */
export interface SiteProcess {
  readonly port: number;
  /** The log lines of one event since the start, of all runs of this replica. */
  logged(event: string): readonly Readonly<Record<string, unknown>>[];
  isRunning(): boolean;
  /** Ends it as a crash or the kernel would: nothing is finished. */
  kill(): Promise<void>;
  /** Asks it to stop, as a deployment does, and waits for its exit code. */
  terminate(): Promise<number | null>;
  /** Starts it (again) and waits until it is ready: this release, unless the program of another one is given. */
  start(program?: string): Promise<void>;
  /** Resident memory in bytes, as the kernel counts it. */
  residentBytes(): number;
}

export const createSiteProcess = (port: number, env: Readonly<Record<string, string>>): SiteProcess => {
  const lines: Readonly<Record<string, unknown>>[] = [];
  let child: ChildProcess | undefined;
  let exited: Promise<number | null> = Promise.resolve(null);
  const isRunning = (): boolean => child?.exitCode === null && child.signalCode === null;
  const killOnExit = (): unknown => child?.kill('SIGKILL');

  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    if (isRunning()) child?.kill(signal);
    return exited;
  };

  return {
    port,
    isRunning,
    logged: (event) => lines.filter((line) => line['event'] === event),
    async kill() {
      await end('SIGKILL');
      process.off('exit', killOnExit);
    },
    terminate: () => end('SIGTERM'),
    async start(program) {
      if (isRunning()) return;
      const started = spawn(
        process.execPath,
        [...nodeFlags(env), program ?? (await builtProgram('server.js'))],
        {
          // Away from the `.env` of whoever develops here.
          cwd: tmpdir(),
          env: { PATH: process.env['PATH'] ?? '', PORT: String(port), HOST: '127.0.0.1', ...env },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      child = started;
      process.once('exit', killOnExit);
      exited = new Promise((resolve) => started.once('exit', resolve));
      createInterface({ input: started.stdout }).on('line', (line) => lines.push(JSON.parse(line)));
      await eventually(async () => {
        if (!isRunning()) throw new Error(`The site ended with ${started.exitCode}`);
        const { status, text } = await ask({ port, path: '/readyz' });
        if (status !== 200) throw new Error(`The site is not ready: ${text}`);
      }, 30_000);
    },
    residentBytes: () =>
      Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child?.pid}/status`, 'utf8'))?.[1]) * 1024,
  };
};

const nodeFlags = ({ NODE_FLAGS = '' }: Readonly<Record<string, string>>): readonly string[] =>
  NODE_FLAGS.split(' ').filter((flag) => flag !== '');
