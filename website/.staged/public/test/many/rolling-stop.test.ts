import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeAfterEach } from '../support/closing.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { describeWithRedis } from '../support/redis-server.js';
import { ask } from './support/ask.js';
import { startFleet, type Fleet } from './support/fleet.js';
import { describeWithProxy, startProxy, type Proxy } from './support/haproxy.js';
import { startLoad, type Sent } from './support/load.js';
import { say, size, spread, tally } from './support/say.js';
import type { SiteProcess } from './support/site-process.js';
import type { Visitor } from './support/visitor.js';

const perSecond = size(60, 200);
const people = 20;
const deployments = size(1, 5);

const closing = closeAfterEach();

describeWithProxy('two replicas behind HAProxy', () => {
  describeWithRedis('on one Redis', () => {
    let fleet: Fleet;
    let proxy: Proxy;
    let port: number;
    const visitors: Visitor[] = [];
    beforeAll(async () => {
      port = await freePort();
      fleet = await startFleet({
        processes: 2,
        publicPort: port,
        redisArgs: ['--appendonly', 'yes'],
        env: { TRUST_PROXY: '1' },
      });
      proxy = await startProxy(
        port,
        fleet.sites.map((site) => site.port),
      );
      await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
      visitors.push(...(await fleet.signInMany(people, { lifeSeconds: 4 })));
    }, 60_000);
    afterAll(async () => {
      await proxy.stop();
      await fleet.close();
    });

    const request = (path: string) => ({ port, path, headers: { host: `localhost:${port}` } });

    const send = (number: number): ReturnType<Parameters<typeof startLoad>[0]['send']> => {
      if (number % 10 === 9) return { what: 'starts to sign in', answer: ask(request('/auth/sign-in')) };
      const visitor = visitors[number % visitors.length];
      return { what: 'signed in', answer: visitor?.get(port) ?? ask(request('/')) };
    };

    const replace = async (site: SiteProcess): Promise<number> => {
      const startedAtMs = performance.now();
      expect(await site.terminate()).toBe(0);
      const stoppedMs = performance.now() - startedAtMs;
      await site.start();
      // As a deployment does: the next one is taken away when the proxy has seen this one back.
      await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
      return stoppedMs;
    };

    test('when Redis is away and no replica ready, the site still answers, and not the proxy for it', async () => {
      await fleet.redis.kill();
      await eventually(async () => expect(await proxy.replicasUp()).toBe(0));
      expect((await ask(request('/'))).status).toBe(200);
      const refused = await visitors[0]?.get(port);
      expect([refused?.status, refused?.text]).toEqual([503, expect.stringContaining('store_unreachable')]);
      await fleet.redis.restart();
      await eventually(async () => expect(await proxy.replicasUp()).toBe(2));
    });

    test('one after the other is replaced: no request fails, and those under way are finished (R-09)', async () => {
      // A refresh takes a while at a real pool, so there is always one under way.
      fleet.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 300 } });
      const load = closing(startLoad({ perSecond, send }));
      const stoppedMs: number[] = [];
      await pause(500);
      for (let round = 0; round < deployments; round += 1)
        for (const site of fleet.sites) stoppedMs.push(await replace(site));
      const sent = await load.stop();

      const wrong = ({ what, status }: Sent): boolean => status !== (what === 'signed in' ? 200 : 303);
      expect(tally(sent.filter(wrong).map(({ status, failure }) => failure ?? status))).toEqual({});
      say('rolling stop', {
        stops: stoppedMs.length,
        requests: sent.length,
        failed: sent.filter(wrong).length,
        statuses: tally(sent.map(({ status, failure }) => failure ?? status)),
        refreshes: fleet.presented().length,
        ms: spread(sent.map(({ durationMs }) => durationMs)),
        stopTookMs: spread(stoppedMs),
      });
    }, 120_000);
  });
});
