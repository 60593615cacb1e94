import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogOutput } from '../../../src/ops/log-output.js';
import { createLog } from '../../../src/ops/log.js';
import { createMetrics } from '../../../src/ops/metrics.js';
import { createBrowser } from '../../support/browser.js';
import { builtProgram } from '../../support/built.js';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/free-port.js';

type Done = (error?: Error | null) => void;

/** A disk that is full for as long as `isFull` says so, or a reader that takes nothing. */
const outputTo = (take: (line: string, done: Done) => void) => {
  const stream = new Writable({
    decodeStrings: false,
    // As the standard output of Node, which goes on after an error, and by the same means.
    destroy(error, done) {
      done(error);
      (this as Writable & { readonly _undestroy: () => void })._undestroy();
    },
    write: (line: string, _encoding, done) => take(line, done),
  });
  return createLogOutput(stream, () => 0);
};

const eventsOf = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line) as unknown);

describe('a log that cannot be written', () => {
  test('loses lines, counts them, and says how many are missing as soon as it can (F-S14)', async () => {
    const written: string[] = [];
    let isFull = true;
    const output = outputTo((line, done) => {
      if (!isFull) written.push(line);
      done(isFull ? new Error('ENOSPC') : null);
    });
    const log = createLog({ level: 'info', destination: output });
    const metrics = createMetrics({ linesLost: output.linesLost });
    for (let number = 0; number < 3; number += 1) log('info', 'lost', { number });
    await eventually(() => expect(output.linesLost()).toBe(3));
    expect(await metrics.text()).toContain('log_lines_lost_total 3');
    isFull = false;
    log('info', 'kept');
    await output.drained({ withinMs: 1000 });
    expect(eventsOf(written)).toEqual([
      { level: 'warn', time: '1970-01-01T00:00:00.000Z', event: 'log_lines_lost', lines: 3 },
      expect.objectContaining({ event: 'kept' }),
    ]);
    expect(output.linesLost()).toBe(3);
  });

  test('keeps no more than a megabyte for a reader that has stopped (F-S14)', async () => {
    const written: string[] = [];
    const waiting: (() => void)[] = [];
    let isStalled = true;
    const output = outputTo((line, done) => {
      written.push(line);
      if (isStalled) waiting.push(() => done(null));
      else done(null);
    });
    const log = createLog({ level: 'info', destination: output });
    for (let number = 0; number < 10_000; number += 1) log('info', 'x', { text: 'a'.repeat(200) });
    const lost = output.linesLost();
    expect(lost).toBeGreaterThan(4000);
    isStalled = false;
    for (const go of waiting) go();
    await output.drained({ withinMs: 5000 });
    log('info', 'after');
    await output.drained({ withinMs: 5000 });
    expect(eventsOf(written.slice(-2))).toEqual([
      expect.objectContaining({ event: 'log_lines_lost', lines: lost }),
      expect.objectContaining({ event: 'after' }),
    ]);
    expect(written).toHaveLength(10_000 - lost + 2);
  });
});

describe('a process whose log', () => {
  const children: ChildProcess[] = [];
  const left: (() => void)[] = [];

  beforeAll(() => builtProgram('server.js'), 60_000);
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const leave of left.splice(0)) leave();
  });

  const startLoggingTo = async (output: number) => {
    const port = await freePort();
    const child = spawn(process.execPath, ['dist/server.js'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: String(port),
        HOST: '127.0.0.1',
        BASE_URL: `http://localhost:${port}`,
        COGNITO_ISSUER: 'http://127.0.0.1:9/us-east-1_Nowhere01',
        COGNITO_CLIENT_ID: 'client',
        SESSION_SECRET: randomBytes(32).toString('base64url'),
      },
      stdio: ['ignore', output, 'inherit'],
    });
    children.push(child);
    const ask = (path: string) => createBrowser().send(`http://localhost:${port}${path}`);
    await eventually(async () => expect((await ask('/healthz')).status).toBe(200));
    return { ask, child, ended: once(child, 'exit').then(([code]) => code as number | null) };
  };

  /** A pipe that is full to the brim, and that nobody reads. */
  const stalledPipe = (): number => {
    const folder = mkdtempSync(join(tmpdir(), 'pipe-'));
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const both = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    try {
      for (;;) writeSync(both, 'x'.repeat(1024));
    } catch {
      // Full.
    }
    const output = openSync(path, constants.O_WRONLY);
    left.push(() => {
      closeSync(both);
      closeSync(output);
      rmSync(folder, { recursive: true });
    });
    return output;
  };

  const testWithFullDevice = existsSync('/dev/full') ? test : test.skip;

  testWithFullDevice(
    'goes to a full disk answers, counts what is lost, and stops when told to (F-S14)',
    async () => {
      const full = openSync('/dev/full', 'w');
      left.push(() => closeSync(full));
      const { ask, child, ended } = await startLoggingTo(full);
      for (let number = 0; number < 5; number += 1) expect((await ask('/')).status).toBe(200);
      const lost = /^log_lines_lost_total (\d+)$/m.exec((await ask('/metrics')).text)?.[1];
      expect(Number(lost)).toBeGreaterThanOrEqual(5);
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    },
  );

  test('nobody reads answers, and stops when told to (F-S14)', async () => {
    const { ask, child, ended } = await startLoggingTo(stalledPipe());
    for (let number = 0; number < 20; number += 1) expect((await ask('/')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
