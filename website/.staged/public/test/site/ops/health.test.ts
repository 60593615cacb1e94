import type { Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { AuthError } from '../../../src/auth/index.js';
import { createHealth, serveHealth, type HealthOptions } from '../../../src/ops/health.js';

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server = undefined;
});

const startHealth = (options: HealthOptions) => {
  const health = createHealth(options);
  const app = express();
  app.use(serveHealth(health));
  server = app.listen(0, '127.0.0.1');
  return { ...health, ask: (path: string) => request(server as Server).get(path) };
};

const well = { name: 'store', check: async () => {} };
const failing = (error: unknown) => ({
  name: 'pool',
  check: async () => {
    throw error;
  },
});

describe('readiness', () => {
  test('names each part, and is 200 when all are well', async () => {
    const { ask } = startHealth({ parts: [well, { ...well, name: 'pool' }] });
    const { status, body } = await ask('/readyz');
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ready', parts: { store: 'ok', pool: 'ok' } },
    });
  });

  test('is 503 and says which part is away, by its code alone', async () => {
    const { ask } = startHealth({
      parts: [well, failing(new AuthError('pool_unreachable', { reason: 'refused' }))],
    });
    const { status, body } = await ask('/readyz');
    expect({ status, body }).toEqual({
      status: 503,
      body: { status: 'not ready', parts: { store: 'ok', pool: 'pool_unreachable' } },
    });
  });

  test('O-13: does not show the message of an unexpected error', async () => {
    const { ask } = startHealth({ parts: [failing(new Error('redis://:password@10.0.0.1'))] });
    expect((await ask('/readyz')).text).not.toContain('password');
  });

  test('does not keep an old answer because the clock was set back (R-08)', async () => {
    let time = 3_600_000;
    let isWell = true;
    const check = () => (isWell ? Promise.resolve() : Promise.reject(new Error('away')));
    const { ask } = startHealth({ parts: [{ name: 'store', check }], now: () => time });
    expect((await ask('/readyz')).status).toBe(200);
    isWell = false;
    time = 0;
    expect((await ask('/readyz')).status).toBe(503);
  });

  test('a part that never answers is not ready when the time is over', async () => {
    const silent = { name: 'store', check: () => new Promise<void>(() => {}) };
    const { ask } = startHealth({ parts: [silent], deadlineMs: 20 });
    expect((await ask('/readyz')).body).toEqual({ status: 'not ready', parts: { store: 'timeout' } });
  });

  test('asks the parts once however many ask, and again when the answer is a second old', async () => {
    let time = 0;
    let checks = 0;
    const counted = {
      name: 'store',
      check: async () => {
        checks += 1;
      },
    };
    const { ask } = startHealth({ parts: [counted], now: () => time });
    await Promise.all(Array.from({ length: 20 }, () => ask('/readyz')));
    expect(checks).toBe(1);
    time = 999;
    await ask('/readyz');
    expect(checks).toBe(1);
    time = 1000;
    await ask('/readyz');
    expect(checks).toBe(2);
  });

  test('is 503 from the moment that the process begins to stop, while it is still alive', async () => {
    const { ask, startStopping } = startHealth({ parts: [well] });
    startStopping();
    expect((await ask('/readyz')).status).toBe(503);
    expect((await ask('/healthz')).status).toBe(200);
  });

  test('tells the metrics about each part', async () => {
    const told: unknown[] = [];
    const { ask } = startHealth({
      parts: [well, failing(new Error('x'))],
      onChecked: (...args) => told.push(args),
    });
    await ask('/readyz');
    expect(told).toEqual([
      ['store', true],
      ['pool', false],
    ]);
  });
});

test.each(['/readyz/', '/READYZ', '//readyz', '/%72eadyz', '/healthz/', '/Healthz', '/x/healthz'])(
  '%s is not health: a proxy hides one spelling (F-S19)',
  async (path) => {
    const { ask } = startHealth({ parts: [well] });
    expect((await ask(path)).status).toBe(404);
  },
);

test('liveness touches nothing', async () => {
  const untouchable = {
    name: 'store',
    check: () => {
      throw new Error('was touched');
    },
  };
  const { ask } = startHealth({ parts: [untouchable] });
  expect((await ask('/healthz')).status).toBe(200);
});
