import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createLimitedServer, type Closed, type ServerLimits } from '../../../src/ops/server-limits.js';
import { closeAfterEach } from '../../support/closing.js';
import { eventually } from '../../support/eventually.js';

const opened = closeAfterEach();

const start = async (listener: RequestListener, limits: Omit<ServerLimits, 'onClosed'> = {}) => {
  const closed: Closed[] = [];
  const server = createLimitedServer(listener, { ...limits, onClosed: (reason) => closed.push(reason) });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened({
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  });
  return { closed, server, port: (server.address() as AddressInfo).port };
};

const connected = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  // To be cut off is what some of them are for.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const requests = (count: number): string =>
  Array.from({ length: count }, (_, index) => request(`/${index}`)).join('');

describe('requests that do not wait for answers', () => {
  test('are answered one after the other, in the order in which they came (F-S13)', async () => {
    let underWay = 0;
    let mostUnderWay = 0;
    const { closed, port } = await start((req, res) => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      setImmediate(() => {
        underWay -= 1;
        res.end(`[${req.url}]`);
      });
    });
    const socket = await connected(port);
    let answers = '';
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString()));
    socket.write(requests(10));
    await eventually(() => expect(answers).toContain('[/9]'));
    expect(answers.match(/\[\/\d\]/g)).toEqual(Array.from({ length: 10 }, (_, index) => `[/${index}]`));
    expect([mostUnderWay, closed]).toEqual([1, []]);
    // The connection goes on as if nothing had been.
    socket.write(request('/next'));
    await eventually(() => expect(answers).toContain('[/next]'));
    socket.destroy();
  });

  test('close their connection when there are more than ten, and no work is done for them (F-S13)', async () => {
    let begun = 0;
    const { closed, port } = await start(() => void (begun += 1));
    const socket = await connected(port);
    const ended = once(socket, 'close');
    socket.resume();
    socket.write(requests(400));
    await ended;
    expect([begun, closed]).toEqual([0, ['too_many_unanswered']]);
  });

  test('are not even taken apart once their connection is given up (F-S13)', async () => {
    const { port, server } = await start(() => undefined);
    let seen = 0;
    server.prependListener('request', () => void (seen += 1));
    const socket = await connected(port);
    const ended = once(socket, 'close');
    socket.resume();
    socket.write(requests(1000));
    await ended;
    expect(seen).toBeLessThan(60);
  });

  test('reach the site whole, however long and however they are cut (F-S13)', async () => {
    const { port } = await start((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => res.end(`[${String(req.headers['cookie']).length} ${body.length}]`));
    });
    const socket = await connected(port);
    let answers = '';
    socket.on('data', (chunk: Buffer) => (answers += chunk.toString()));
    const one = (cookie: number, body: number): string =>
      `POST / HTTP/1.1\r\nHost: x\r\nCookie: ${'c'.repeat(cookie)}\r\nContent-Length: ${body}\r\n\r\n${'b'.repeat(body)}`;
    socket.write(one(12_000, 70_000) + one(1, 0) + one(1023, 1024) + one(0, 200_000));
    await eventually(() =>
      expect(answers.match(/\[.*?\]/g)).toEqual(['[12000 70000]', '[1 0]', '[1023 1024]', '[0 200000]']),
    );
    socket.destroy();
  });

  test('are not begun after their connection has closed (F-S13)', async () => {
    const begun: (string | undefined)[] = [];
    const { port, server } = await start((req) => void begun.push(req.url));
    const gone = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
    const socket = await connected(port);
    socket.write(requests(5));
    await eventually(() => expect(begun).toHaveLength(1));
    socket.destroy();
    await gone;
    expect(begun).toEqual(['/0']);
  });
});

describe('a connection on which nothing moves', () => {
  const nextSocket = (server: Server): Promise<Socket> =>
    new Promise((resolve) => {
      server.once('connection', resolve);
    });

  test('is closed while an answer waits to be taken (F-S13)', async () => {
    // More than what the two ends keep for each other.
    const answer = Buffer.alloc(32 * 1024 * 1024);
    const { closed, port, server } = await start((_req, res) => res.end(answer), { inactiveMs: 100 });
    const accepted = nextSocket(server);
    const socket = await connected(port);
    socket.pause();
    const ended = once(await accepted, 'close');
    socket.write(request('/'));
    await ended;
    expect(closed).toEqual(['answers_not_taken']);
    socket.destroy();
  });

  test('is closed without a word when nobody waits for anything', async () => {
    const { closed, port, server } = await start((_req, res) => res.end('done'));
    server.keepAliveTimeout = 50;
    const socket = await connected(port);
    const ended = once(socket, 'close');
    socket.resume();
    socket.write(request('/'));
    await ended;
    expect(closed).toEqual([]);
  });
});

test('callers that never finish, or never begin, are cut off when the time for it is over (F-S13)', async () => {
  const { port, server } = await start((_req, res) => void res);
  // The site gives them ten and thirty seconds, and looks every five.
  server.headersTimeout = 100;
  server.requestTimeout = 100;
  const beginnings = [
    '',
    'GET / HT',
    'GET / HTTP/1.1\r\nHost: x\r\n',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na',
  ];
  await Promise.all(
    beginnings.map(async (beginning) => {
      const socket = await connected(port);
      socket.resume();
      const ended = once(socket, 'close');
      socket.write(beginning);
      await ended;
    }),
  );
});

test('connections beyond the most that are held are told apart from those that are closed', async () => {
  const { closed, port, server } = await start((_req, res) => res.end('done'));
  server.maxConnections = 1;
  await connected(port);
  const refused = await connected(port);
  refused.resume();
  await once(refused, 'close');
  expect(closed).toEqual(['too_many_connections']);
});
