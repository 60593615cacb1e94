import http, { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createEvents } from '../../../src/auth/events.js';
import { httpFetch } from '../../../src/auth/pool/http-fetch.js';
import { createPoolFetch, jsonIn, type PoolFetch } from '../../../src/auth/pool/pool-fetch.js';
import { selfSigned } from '../../support/certificate.js';
import { eventually } from '../../support/eventually.js';

// As the pool's calls see it: what is around it is the same for every `fetch` (pool-fetch.test.ts).

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const listening = async (server: Server, scheme = 'http') => {
  const connections = new Set<Socket>();
  server.on(scheme === 'https' ? 'secureConnection' : 'connection', (socket: Socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { origin: `${scheme}://localhost:${port}`, connections };
};

const answering = (listener: RequestListener) => listening(createServer(listener));

const asking = ({ deadlineMs = 5000, fetch = httpFetch } = {}): PoolFetch =>
  createPoolFetch({
    settings: { deadlineMs, fetch },
    events: createEvents(undefined),
    isAllowed: () => true,
  });

const json: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end('{"good":true}');

test('a call goes out as it was asked for, and says what it is, as firewalls of pools want to hear (NoUserAgent_HEADER)', async () => {
  const heard: unknown[] = [];
  const { origin } = await answering((request, response) => {
    const { method, url, headers } = request;
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ method, url, body, headers });
      json(request, response);
    });
  });
  const body = new URLSearchParams({ grant_type: 'refresh_token' });
  const answer = await asking()('token', `${origin}/oauth2/token`, {
    method: 'POST',
    headers: { 'X-Of-Ours': 'yes', 'User-Agent': 'of-ours/1' },
    body,
  });
  await asking()('jwks', `${origin}/keys?of=pool`);
  expect(jsonIn(answer)).toEqual({ good: true });
  expect(answer.headers.get('Content-Type')).toBe('application/json');
  expect(heard).toMatchObject([
    {
      method: 'POST',
      url: '/oauth2/token',
      body: 'grant_type=refresh_token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        'content-length': '24',
        'x-of-ours': 'yes',
        'user-agent': 'of-ours/1',
      },
    },
    { method: 'GET', url: '/keys?of=pool', body: '', headers: { 'user-agent': 'node', 'accept': '*/*' } },
  ]);
  // Nothing is taken apart here, so nothing is to come packed.
  expect(heard[1]).not.toHaveProperty(['headers', 'accept-encoding']);
});

test('a header that comes twice is one, and a redirect is followed nowhere', async () => {
  const paths: unknown[] = [];
  const { origin } = await answering((request, response) => {
    paths.push(request.url);
    response.writeHead(302, [
      ['Location', '/elsewhere'],
      ['X-Of-Pool', 'one'],
      ['X-Of-Pool', 'two'],
    ]);
    response.end();
  });
  const { status, headers } = await asking()('token', `${origin}/token`);
  expect([status, headers.get('location'), headers.get('x-of-pool')]).toEqual([
    302,
    '/elsewhere',
    'one, two',
  ]);
  expect(paths).toEqual(['/token']);
});

test('calls one after the other use one connection', async () => {
  const { origin, connections } = await answering(json);
  const seen = new Set<Socket>();
  for (let call = 0; call < 3; call += 1) {
    await asking()('jwks', `${origin}/keys`);
    for (const socket of connections) seen.add(socket);
  }
  expect(seen.size).toBe(1);
});

test('calls go by the agent of the process, and so through a proxy that the process is set up for', async () => {
  const { origin } = await answering(json);
  const { globalAgent } = http;
  const agent = new http.Agent({ keepAlive: true });
  const asked: unknown[] = [];
  agent.on('free', (_socket, { port }: { readonly port: number }) => asked.push(port));
  http.globalAgent = agent;
  closing.push(() => {
    http.globalAgent = globalAgent;
    agent.destroy();
  });
  await asking()('jwks', `${origin}/keys`);
  await eventually(() => expect(asked).toEqual([Number(new URL(origin).port)]));
});

test('the rest of a too large answer is not taken from the connection', async () => {
  const { origin, connections } = await answering((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('x'.repeat(256 * 1024 + 1));
  });
  await expect(asking()('jwks', `${origin}/keys`)).rejects.toMatchObject({ reason: 'answer_too_large' });
  await eventually(() => expect(connections.size).toBe(0));
});

test.each<readonly [string, RequestListener]>([
  ['an answer that does not come', () => undefined],
  [
    'a body that does not end',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    },
  ],
])('the deadline ends %s, and its connection', async (_what, never) => {
  const { origin, connections } = await answering(never);
  await expect(asking({ deadlineMs: 80 })('token', `${origin}/token`)).rejects.toMatchObject({
    code: 'pool_timeout',
    reason: 'deadline',
  });
  await eventually(() => expect(connections.size).toBe(0));
});

test.each<readonly [string, RequestListener]>([
  ['at once', (_request, response) => void response.destroy()],
  [
    'in the middle of a body',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{', () => response.destroy());
    },
  ],
])('a pool that hangs up %s is unreachable, by the word of the system', async (_when, hangUp) => {
  const { origin } = await answering(hangUp);
  await expect(asking()('token', `${origin}/token`)).rejects.toMatchObject({
    code: 'pool_unreachable',
    reason: 'ECONNRESET',
  });
});

test('a pool that nobody listens for is unreachable', async () => {
  const { origin } = await answering(json);
  for (const close of closing.splice(0)) await close();
  await expect(asking()('jwks', `${origin}/keys`)).rejects.toMatchObject({ reason: 'ECONNREFUSED' });
});

test('a pool with a certificate that nobody vouches for hears nothing (C-15)', async () => {
  const heard: unknown[] = [];
  const server = createTlsServer(selfSigned('localhost'), (request, response) => {
    heard.push(request.url);
    response.end('{}');
  });
  const { origin } = await listening(server, 'https');
  await expect(asking()('token', `${origin}/token`)).rejects.toMatchObject({
    code: 'pool_unreachable',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  });
  expect(heard).toEqual([]);
});

test('a call that cannot be written down is told without what stood in it', async () => {
  const { origin } = await answering(json);
  const call = asking()('token', `${origin}/token`, { headers: { authorization: 'a secret\nof the tests' } });
  const error: unknown = await call.catch((error: unknown) => error);
  expect(error).toMatchObject({ code: 'pool_unreachable', reason: 'ERR_INVALID_CHAR' });
  expect(String(error)).not.toContain('secret');
});
