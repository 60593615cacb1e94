import { spawn } from 'node:child_process';
import { builtProgram } from './built.js';
import { freePort } from './free-port.js';

/** `npm run demo` as its user has it, on free ports. */
export interface Demo {
  readonly origin: string;
  readonly poolDomain: string;
  /** Everything it printed so far. */
  readonly printed: () => string;
  /** Ctrl-C; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built demo and waits until it says what to open. Rejects when it ends before that. */
export const startDemo = async (): Promise<Demo> => {
  const [port, poolPort, domainPort] = [await freePort(), await freePort(), await freePort()];
  const flags = ['--port', port, '--pool-port', poolPort, '--domain-port', domainPort].map(String);
  const child = spawn(process.execPath, [await builtProgram('demo.js'), ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes('Ctrl-C')) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`The demo ended: ${text}`)));
  });
  return {
    origin: `http://localhost:${port}`,
    poolDomain: `http://127.0.0.1:${domainPort}`,
    printed: () => text,
    stop() {
      child.kill('SIGINT');
      return exited;
    },
  };
};
