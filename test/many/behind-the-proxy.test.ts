import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { rawRequest } from '../support/raw-request.js';
import { describeWithProxy, refusalOf, startProxy, type Proxy } from './support/haproxy.js';

// Says whom it would take the caller for.
const tellWhatCame = (request: IncomingMessage, response: ServerResponse): void => {
  const { 'x-forwarded-for': forwardedFor, 'x-forwarded-proto': proto } = request.headers;
  response.end(`from ${String(forwardedFor)} by ${String(proto)}.`);
};

describeWithProxy('the proxy in front of the site', () => {
  const servers: Server[] = [];
  let proxy: Proxy;
  let origin: string;
  let replicas: readonly number[];

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    replicas = [await freePort(), await freePort()];
    for (const replica of replicas) {
      // Answers whatever comes: what does not get here, the proxy has kept back.
      const server = createServer(tellWhatCame).listen(replica, '127.0.0.1');
      servers.push(server);
      await once(server, 'listening');
    }
    proxy = await startProxy(port, replicas);
    await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
  }, 30_000);

  afterAll(async () => {
    await proxy.stop();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  const answerTo = async (target: string): Promise<string> =>
    (await rawRequest(origin, [`GET ${target} HTTP/1.1`, 'Host: app.example.com'])).slice(9, 12);

  test.each(['/healthz', '/readyz', '/metrics'])('keeps %s back in every spelling (F-S19)', async (path) => {
    const inner = path.slice(1);
    const spellings = [
      path,
      `${path}/`,
      path.toUpperCase(),
      `/${path}`,
      `/%${inner.charCodeAt(0).toString(16)}${inner.slice(1)}`,
      `${path}?x=1`,
      `${path}/more`,
      `http://app.example.com${path}`,
    ];
    for (const spelling of spellings) expect([spelling, await answerTo(spelling)]).toEqual([spelling, '404']);
  });

  test.each(['/', '/account', '/readyzebra', '/auth/healthz'])('lets %s through', async (path) => {
    expect(await answerTo(path)).toBe('200');
  });

  const claims = [
    'GET / HTTP/1.1',
    'Host: app.example.com',
    'X-Forwarded-For: 203.0.113.7',
    'X-Forwarded-Proto: http',
  ];

  test('replaces what callers say of themselves', async () => {
    expect(await rawRequest(origin, claims)).toContain('from 127.0.0.1 by https.');
  });

  test('keeps what a proxy in front says of its caller, where it is named as one', async () => {
    const port = await freePort();
    const behind = await startProxy(port, replicas, { trusted: '192.0.2.1 127.0.0.0/8' });
    try {
      await eventually(async () => expect(await behind.replicasUp()).toBe(2));
      const answer = await rawRequest(`http://127.0.0.1:${port}`, claims);
      expect(answer).toContain('from 203.0.113.7, 127.0.0.1 by https.');
    } finally {
      await behind.stop();
    }
  });

  test('leads from plain http to the public address, whatever host was asked for', async () => {
    const answer = await rawRequest(proxy.plain, [
      'GET /account?x=1 HTTP/1.1',
      'Host: elsewhere.example',
      'X-Forwarded-Proto: https',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 308 /);
    expect(answer).toMatch(/^location: https:\/\/app\.example\.com\/account\?x=1\r$/im);
  });

  test('where no replica is ready, sends people to those that listen', async () => {
    const [listening = 0] = replicas;
    const behind = await startProxy(await freePort(), [listening, await freePort()]);
    try {
      await eventually(async () => expect(await behind.replicasListening()).toBe(1));
    } finally {
      await behind.stop();
    }
  });

  test('does not start when nothing says where the replicas are', () => {
    expect(refusalOf({ BASE_URL: 'https://app.example.com', SITE_A: '127.0.0.1:1' })).toContain(
      'Nothing says where the replicas are: SITE, or SITE_A and SITE_B',
    );
  });
});
