import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Express } from 'express';
import type { Auth, SessionStore } from '../../src/auth/index.js';
import { createMemoryStore } from '../../src/auth/index.js';
import { startBareSite, type BareSite } from '../support/bare-site.js';
import { createBrowser } from '../support/browser.js';
import { callbackOf } from '../support/people.js';
import { eventually } from '../support/eventually.js';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis-server.js';
import { openReadyRedisStore } from '../support/redis-store.js';
import { say, size, tally } from './support/say.js';
import { visitorOf, type Visitor } from './support/visitor.js';

const rounds = size(10, 100);
const requestsInFlight = 100;
// Fewer than one person may have open at a time: what is over that ends the oldest.
const signInsAtOnce = 10;

// Two kinds of request that write into the session: the app's own data, and refreshed tokens.
const withVisits = (app: Express, auth: Auth): void => {
  app.get('/visits', auth.requireSignIn(), (request, response) => {
    Object.assign(request.session, { lastVisitAtMs: performance.now() });
    response.send('noted');
  });
};

const racesOf = (
  makeStore: () => Promise<SessionStore>,
  recordsLeft: () => Promise<unknown> = async () => [],
): void => {
  let site: BareSite;
  beforeAll(async () => {
    const store = await makeStore();
    site = await startBareSite({
      routes: withVisits,
      store: () => store,
      pool: { rotation: { graceSeconds: 0 } },
    });
  });
  afterAll(() => site.close());

  /** Several, so that tokens of a second are waited for once for all of them. */
  const signInSome = async (lifeSeconds: number): Promise<readonly Visitor[]> => {
    const { pool, origin } = site;
    pool.updateClient(pool.client.id, { accessTokenSeconds: lifeSeconds });
    const visitors: Visitor[] = [];
    while (visitors.length < signInsAtOnce) {
      const browser = createBrowser();
      await browser.send(await callbackOf(browser, { origin }));
      visitors.push(await visitorOf(browser, origin));
    }
    // Tokens of a second are to be refreshed when it is over.
    if (lifeSeconds === 1) await pause(1000);
    return visitors;
  };

  test.each([
    { name: 'while it writes what the app keeps', lifeSeconds: 3600 },
    { name: 'while its tokens are being refreshed', lifeSeconds: 1 },
  ])(
    'a session that is signed out $name is gone for good (I-07)',
    async ({ name, lifeSeconds }) => {
      const port = Number(new URL(site.origin).port);
      const startedAtMs = site.pool.clock.now();
      const inFlight: number[] = [];
      const afterwards: number[] = [];
      const waiting: Visitor[] = [];
      for (let round = 0; round < rounds; round += 1) {
        if (waiting.length === 0) waiting.push(...(await signInSome(lifeSeconds)));
        const visitor = waiting.pop() as Visitor;
        const asked = Array.from({ length: requestsInFlight }, (_, index) =>
          visitor.get(port, index % 2 === 0 ? '/visits' : '/account'),
        );
        // Before, amid and after what the others do.
        await pause(Math.random() * 100);
        expect((await visitor.post(port, '/auth/sign-out')).location).toContain('/logout');
        inFlight.push(...(await Promise.all(asked)).map(({ status }) => status));
        afterwards.push((await visitor.get(port)).status);
      }
      expect(tally(afterwards)).toEqual({ 303: rounds });
      expect(inFlight.filter((status) => status !== 200 && status !== 303)).toEqual([]);
      expect(await site.store.keysOf(ada())).toEqual([]);
      expect(await recordsLeft()).toEqual([]);
      // Not even the tokens live on that came back from the pool when the session was gone already.
      await eventually(() => expect(lastTokensRevoked(startedAtMs)).toBe(rounds));
      say(`sign-out race ${name}`, { rounds, inFlight: tally(inFlight), afterwards: tally(afterwards) });
    },
    120_000,
  );

  // Refresh tokens that were revoked and not replaced by newer ones before that: one for each session.
  const lastTokensRevoked = (sinceMs: number): number => {
    const since = (endpoint: 'token' | 'revoke') =>
      site.pool.requests.list(endpoint).filter(({ at }) => at >= sinceMs);
    const replaced = new Set(
      since('token').flatMap(({ status, refreshTokenSha256 }) => (status === 200 ? refreshTokenSha256 : [])),
    );
    return since('revoke').filter(({ refreshTokenSha256 }) => !replaced.has(refreshTokenSha256)).length;
  };

  const ada = () => ({ issuer: site.pool.issuer, id: site.pool.person('ada@example.com').sub });
};

describe('in memory', () => {
  racesOf(async () => createMemoryStore());
});

describeWithRedis('in Redis', () => {
  let redis: RedisServer;
  afterAll(() => redis.stop());
  const start = async (): Promise<SessionStore> => {
    redis = await startRedis();
    return (await openReadyRedisStore(redis.url)).store;
  };
  racesOf(start, () => redis.command('KEYS', '*session*'));
});
