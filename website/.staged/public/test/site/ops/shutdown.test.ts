import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { createLimitedServer } from '../../../src/ops/server-limits.js';
import { stopGracefully } from '../../../src/ops/shutdown.js';
import { eventually } from '../../support/eventually.js';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const start = async (answerWhen: Promise<void>, onAnswered = (): void => {}, beginning = '') => {
  server = createLimitedServer((_req, res) => {
    if (beginning !== '') res.write(beginning);
    void answerWhen.then(() => res.end('done', onAnswered));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};

const answerFrom = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', headers: { connection: 'keep-alive' } }, (res) => {
      res.setEncoding('utf8');
      res.on('data', resolve);
    })
      .on('error', reject)
      .end();
  });

const afterSeconds = (seconds: number): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(reject, seconds * 1000, new Error(`not within ${seconds} seconds`)).unref();
  });

const gate = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

test('R-09: unready first, then requests in flight finish, then the store closes', async () => {
  const { open, opened } = gate();
  const order: string[] = [];
  const { server, port } = await start(opened, () => order.push('answered'));
  const answer = answerFrom(port);
  await once(server, 'request');
  const stopped = stopGracefully({
    servers: [server],
    startStopping: () => order.push('unready'),
    close: async () => void order.push('store closed'),
    noticeMs: 0,
  });
  await eventually(() => expect(server.listening).toBe(false));
  open();
  expect(await answer).toBe('done');
  await stopped;
  expect(order).toEqual(['unready', 'answered', 'store closed']);
});

test('R-09: connections that are idle do not keep the process', async () => {
  const { server, port } = await start(Promise.resolve());
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  await stopGracefully({ servers: [server], startStopping: () => {}, close: async () => {}, noticeMs: 0 });
  await closed;
});

test('R-09: a connection that was promised to be kept, as its answer had begun, closes with the end of the answer', async () => {
  const { open, opened } = gate();
  const { server, port } = await start(opened, () => {}, 'begun ');
  const socket = connect(port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  const closed = once(socket, 'close');
  const stopped = stopGracefully({
    servers: [server],
    startStopping: () => {},
    close: async () => {},
    noticeMs: 0,
  });
  await eventually(() => expect(server.listening).toBe(false));
  open();
  await Promise.race([Promise.all([closed, stopped]), afterSeconds(5)]);
});

test('R-09: what does not finish within the grace is cut off', async () => {
  const { server, port } = await start(new Promise(() => {}));
  const cut = answerFrom(port).catch((error: unknown) => error);
  await once(server, 'request');
  await stopGracefully({
    servers: [server],
    startStopping: () => {},
    close: async () => {},
    noticeMs: 0,
    graceMs: 100,
    settleMs: 0,
  });
  expect(await cut).toMatchObject({ code: 'ECONNRESET' });
});

test('a connection that is stuck does not use up the time that unsaved tokens need (F-S36)', async () => {
  const { server, port } = await start(new Promise(() => {}));
  const cut = answerFrom(port).catch((error: unknown) => error);
  await once(server, 'request');
  const leftMs = await new Promise<number>((resolve) => {
    void stopGracefully({
      servers: [server],
      startStopping: () => {},
      close: async (leftMs) => resolve(leftMs),
      noticeMs: 0,
      graceMs: 300,
      settleMs: 200,
    });
  });
  expect(await cut).toMatchObject({ code: 'ECONNRESET' });
  expect(leftMs).toBeGreaterThanOrEqual(200);
});

test('Q-08: the server does not wait for slow callers, and has room for so many at most', async () => {
  const { server } = await start(Promise.resolve());
  expect(server.headersTimeout).toBe(10_000);
  expect(server.requestTimeout).toBe(30_000);
  expect(server.keepAliveTimeout).toBeGreaterThan(60_000);
  expect(server.maxConnections).toBe(10_000);
  expect(server.maxRequestsPerSocket).toBe(10_000);
});

test('N-06: headers beyond 16 kB are refused by the server itself', async () => {
  const { port } = await start(Promise.resolve());
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(17_000)}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 431 /);
  socket.destroy();
});
