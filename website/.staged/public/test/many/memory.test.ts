import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { builtProgram } from '../support/built.js';
import { closeAfterEach } from '../support/closing.js';
import { startLoneSite } from './support/fleet.js';
import { say, size } from './support/say.js';

const megabyte = 1024 * 1024;
const megabytes = (bytes: number): number => Math.round(bytes / megabyte);
const sessions = 100_000;
const visitors = size(1000, 1_000_000);
const parts = size(2, 10);

const closing = closeAfterEach();

test('a hundred thousand sessions in memory take less than a gigabyte', async () => {
  const script = fileURLToPath(new URL('support/fill-memory-store.mjs', import.meta.url));
  const args = [script, await builtProgram('auth/index.js'), String(sessions)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { emptyBytes, fullBytes }: Record<string, number> = JSON.parse(stdout);
  say('memory store', {
    sessions,
    residentMB: megabytes(fullBytes ?? 0),
    bytesEach: Math.round(((fullBytes ?? 0) - (emptyBytes ?? 0)) / sessions),
  });
  expect(fullBytes).toBeLessThan(1024 * megabyte);
}, 60_000);

test('people who start to sign in and never come back leave nothing behind (Q-01, Q-02)', async () => {
  const site = closing(
    await startLoneSite({
      env: { SESSION_STORE: 'memory', LOG_LEVEL: 'warn', NODE_FLAGS: '--max-old-space-size=48' },
    }),
  );
  const start = (amount: number) => load(`${site.origin}/auth/sign-in?return_to=/account`, amount);
  // What a warm process keeps: compiled code, buffers, connections.
  await start(Math.min(visitors, 50_000));
  const residentMB: number[] = [megabytes(site.process.residentBytes())];
  for (let part = 0; part < parts; part += 1) {
    expect(await start(visitors / parts)).toEqual({ 303: { count: visitors / parts } });
    residentMB.push(megabytes(site.process.residentBytes()));
  }
  say('sign-ins started', { visitors, residentMB });
  expect((residentMB.at(-1) ?? 0) - (residentMB[0] ?? 0)).toBeLessThan(30);
}, 7_200_000);

// autocannon in a process of its own: it takes as much of a processor as what it asks.
const load = async (url: string, amount: number) => {
  const program = fileURLToPath(new URL('../../node_modules/autocannon/autocannon.js', import.meta.url));
  const args = [program, '--json', '--amount', String(amount), '--connections', '20', url];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const result: { readonly statusCodeStats: object } = JSON.parse(stdout);
  return result.statusCodeStats;
};
