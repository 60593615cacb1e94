import { afterEach, expect, test } from '@jest/globals';
import { createBrowser, type Answer } from '../../support/browser.js';
import { eventually } from '../../support/eventually.js';
import { signIn } from '../../support/people.js';
import { describeWithRedis, startRedis, type RedisServer } from '../../support/redis-server.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).toReversed()) await one.close();
});

const startRedisServer = async (): Promise<RedisServer> => {
  const redis = await startRedis();
  running.push({ close: () => redis.stop() });
  return redis;
};

const startReplica = async (redis: RedisServer, env: Record<string, string> = {}): Promise<WholeSite> => {
  const site = await startWholeSite({ env: { REDIS_URL: redis.url, ...env } });
  running.push(site);
  await eventually(async () => expect((await ask(site, '/readyz')).status).toBe(200));
  return site;
};

const ask = ({ origin }: WholeSite, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  createBrowser().send(`${origin}${path}`, { headers });

describeWithRedis('replicas on one Redis', () => {
  test('R-11, Q-09: count the requests of an address together', async () => {
    const redis = await startRedisServer();
    const env = { AUTH_REQUESTS_PER_MINUTE: '4' };
    const [one, other] = [await startReplica(redis, env), await startReplica(redis, env)];
    const statuses = [];
    for (const site of [one, other, one, other, one, other])
      statuses.push((await ask(site, '/auth/sign-in')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
  });

  test('Q-09: while Redis is away each counts for itself, says so once, and people still get to the pool', async () => {
    const redis = await startRedisServer();
    const site = await startReplica(redis, { AUTH_REQUESTS_PER_MINUTE: '4' });
    await redis.kill();
    const statuses = [];
    for (let number = 0; number < 6; number += 1) statuses.push((await ask(site, '/auth/sign-in')).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429, 429]);
    expect(site.log.events('limits_not_shared')).toHaveLength(1);
  });

  test('R-03: without Redis the site is alive and not ready, pages without a session go on, others say 503', async () => {
    const redis = await startRedisServer();
    const site = await startReplica(redis);
    const browser = createBrowser();
    await signIn(browser, `${site.origin}/account`);
    await redis.kill();
    const ready = await eventually(async () => {
      const page = await ask(site, '/readyz');
      expect(page.status).toBe(503);
      return page;
    });
    expect(JSON.parse(ready.text)).toMatchObject({ parts: { store: 'store_unreachable', pool: 'ok' } });
    expect((await ask(site, '/healthz')).status).toBe(200);
    expect((await ask(site, '/')).status).toBe(200);
    const account = await browser.send(`${site.origin}/account`);
    expect([account.status, account.headers['set-cookie']]).toEqual([503, undefined]);
    expect(account.headers['retry-after']).toBeDefined();
    expect(await site.metrics.text()).toMatch(
      /failed_requests_total\{code="store_unreachable",reason="\w+"\} [1-9]/,
    );
  });
});
