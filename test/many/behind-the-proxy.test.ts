import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { rawRequest } from '../support/raw-request.js';
import { describeWithProxy, startProxy, type Proxy } from './support/haproxy.js';

describeWithProxy('the proxy in front of the site', () => {
  const servers: Server[] = [];
  let proxy: Proxy;
  let origin: string;

  beforeAll(async () => {
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    const replicas = [await freePort(), await freePort()];
    for (const replica of replicas) {
      // Answers whatever comes: what does not get here, the proxy has kept back.
      const server = createServer((_req, res) => res.end('reached')).listen(replica, '127.0.0.1');
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
});
