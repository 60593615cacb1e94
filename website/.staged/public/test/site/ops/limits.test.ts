import { describe, expect, test } from '@jest/globals';
import type { Request } from 'express';
import { createRoundCounter, createLoopBreaker } from '../../../src/ops/redirect-loop.js';
import { createSharedCounter, type SendCommand } from '../../../src/ops/shared-counter.js';
import { createBrowser, type Answer } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { signedIn, signIn } from '../../support/people.js';
import { tokensOf } from '../../support/tokens.js';
import { startWholeSite, type WholeSite } from '../../support/whole-site.js';

const closing = closeAfterEach();
let site: WholeSite | undefined;

const start = async (env: Record<string, string>): Promise<WholeSite> => {
  site = closing(await startWholeSite({ env }));
  return site;
};

const ask = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  createBrowser().send(`${site?.origin ?? ''}${path}`, { headers });

const statusesOf = async (
  count: number,
  path: string,
  headersOf: (number: number) => Record<string, string>,
) => {
  const statuses: number[] = [];
  for (let number = 0; number < count; number += 1)
    statuses.push((await ask(path, headersOf(number))).status);
  return statuses;
};

describe('sign-in requests of one address', () => {
  test('Q-02: beyond the limit are refused with the time to wait, and pages go on', async () => {
    await start({ AUTH_REQUESTS_PER_MINUTE: '3' });
    expect(await statusesOf(4, '/auth/sign-in', () => ({}))).toEqual([303, 303, 303, 429]);
    const refused = await ask('/auth/callback', { accept: 'application/json' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'too_many_requests', status: 429 });
    expect((await ask('/')).status).toBe(200);
  });

  test('do not keep anybody at that address from signing out (F-S21)', async () => {
    const { origin } = await start({ AUTH_REQUESTS_PER_MINUTE: '3' });
    const browser = createBrowser();
    const account = await signIn(browser, `${origin}/account`);
    await statusesOf(5, '/auth/sign-in', () => ({}));
    expect((await ask('/auth/sign-in')).status).toBe(429);
    expect((await browser.send(`${origin}/auth/sign-out`)).status).toBe(200);
    const after = await browser.submit(account, {}, { action: '/auth/sign-out' });
    expect([after.status, after.url]).toEqual([200, `${origin}/signed-out`]);
  });

  test('Q-09: cannot be spread over made-up addresses', async () => {
    await start({ AUTH_REQUESTS_PER_MINUTE: '3' });
    const statuses = await statusesOf(5, '/auth/sign-in', (number) => ({
      'x-forwarded-for': `203.0.113.${number}`,
    }));
    expect(statuses).toEqual([303, 303, 303, 429, 429]);
  });

  test('S-04: behind a proxy the address that the proxy saw counts, not what the caller put in front of it', async () => {
    await start({ AUTH_REQUESTS_PER_MINUTE: '3', TRUST_PROXY: '1' });
    const forged = (number: number) => ({ 'x-forwarded-for': `1.1.1.${number}, 203.0.113.9` });
    expect(await statusesOf(5, '/auth/sign-in', forged)).toEqual([303, 303, 303, 429, 429]);
    expect((await ask('/auth/sign-in', { 'x-forwarded-for': '203.0.113.10' })).status).toBe(303);
  });

  test('Q-09: a whole IPv6 /64 is one address', async () => {
    await start({ AUTH_REQUESTS_PER_MINUTE: '3', TRUST_PROXY: '1' });
    const rotating = (number: number) => ({ 'x-forwarded-for': `2001:db8:1:2:${number}::1` });
    expect(await statusesOf(5, '/auth/sign-in', rotating)).toEqual([303, 303, 303, 429, 429]);
    expect((await ask('/auth/sign-in', { 'x-forwarded-for': '2001:db8:1:3::1' })).status).toBe(303);
  });
});

test('below a path prefix the same things are counted', async () => {
  const { metrics } = await start({
    AUTH_REQUESTS_PER_MINUTE: '3',
    BASE_URL: 'https://app.example.com/shop',
    TRUST_PROXY: '1',
  });
  const headers = {
    'host': 'app.example.com',
    'x-forwarded-proto': 'https',
    'authorization': 'Bearer made-up',
  };
  expect(await statusesOf(4, '/shop/api/me', () => headers)).toEqual([401, 401, 401, 429]);
  expect(await metrics.text()).toContain('route="/api/me",status="401"');
});

test('bad bearers are limited, and good ones of the same address are not (F-S21)', async () => {
  const { origin, pool, storage } = await start({ AUTH_REQUESTS_PER_MINUTE: '3' });
  await signedIn({ origin });
  const [tokens] = await tokensOf({ store: storage.store, pool }, 'ada@example.com');
  const bad = { authorization: 'Bearer made-up' };
  expect(await statusesOf(5, '/api/me', () => bad)).toEqual([401, 401, 401, 429, 429]);
  const refused = await ask('/api/me', bad);
  expect(refused.headers['www-authenticate']).toBeUndefined();
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const good = { authorization: `Bearer ${tokens?.accessToken}` };
  expect(await statusesOf(5, '/api/me', () => good)).toEqual([200, 200, 200, 200, 200]);
  expect((await ask('/account')).status).toBe(303);
});

describe('counting together', () => {
  const refusing: SendCommand = async () => {
    throw new Error('offline');
  };

  test('Q-09: without Redis each process counts for itself and says so once', async () => {
    let complaints = 0;
    const counter = createSharedCounter({
      send: refusing,
      onUnavailable: () => (complaints += 1),
      now: () => 0,
    });
    await counter.init?.({ windowMs: 60_000 } as never);
    const hits = [];
    for (let number = 0; number < 3; number += 1) hits.push((await counter.increment('client'))?.totalHits);
    expect(hits).toEqual([1, 2, 3]);
    expect(complaints).toBe(1);
    await counter.shutdown?.();
  });

  test('an answer that is not a count is treated as none', async () => {
    const counter = createSharedCounter({ send: async () => 'OK', onUnavailable: () => {}, now: () => 0 });
    await counter.init?.({ windowMs: 60_000 } as never);
    expect((await counter.increment('client')).totalHits).toBe(1);
    await counter.shutdown?.();
  });
});

describe('a browser that goes round in circles', () => {
  const counterAt = (time: { readonly ms: number }) =>
    createRoundCounter({ mostRounds: 6, withinMs: 60_000, now: () => time.ms });

  test('is found out after six rounds within a minute', () => {
    const counter = counterAt({ ms: 0 });
    for (let round = 0; round < 6; round += 1) counter.add('a');
    expect(counter.isLooping('a')).toBe(false);
    counter.add('a');
    expect([counter.isLooping('a'), counter.isLooping('b')]).toEqual([true, false]);
  });

  test('is forgotten when it has shown a page, or after the minute', () => {
    const time = { ms: 0 };
    const counter = counterAt(time);
    for (let round = 0; round < 9; round += 1) counter.add('a');
    counter.clear('a');
    expect(counter.isLooping('a')).toBe(false);
    for (let round = 0; round < 9; round += 1) counter.add('a');
    time.ms = 60_000;
    expect(counter.isLooping('a')).toBe(false);
  });

  test('is not held up for longer because the clock was set back (R-08)', () => {
    const time = { ms: 3_600_000 };
    const counter = counterAt(time);
    for (let round = 0; round < 9; round += 1) counter.add('a');
    time.ms = 0;
    expect(counter.isLooping('a')).toBe(false);
  });

  test('cannot fill the memory', () => {
    const counter = counterAt({ ms: 0 });
    for (let number = 0; number < 10_500; number += 1) counter.add(`browser ${number}`);
    expect(counter.size()).toBe(10_000);
  });

  test('the pages of others at the same address do not count against anybody', () => {
    const { guard, observe } = createLoopBreaker({ mountPath: '/auth', now: () => 0 });
    const req = { ip: '203.0.113.9', headers: { 'user-agent': 'x' } } as unknown as Request;
    const answered = { method: 'GET', durationMs: 1, isComplete: true, contentType: undefined, path: '/' };
    const outcomes: unknown[] = [];
    for (let person = 0; person < 50; person += 1) {
      observe({ ...answered, route: '/auth/callback', status: 303 }, req);
      observe({ ...answered, route: '/account', status: 200, contentType: 'text/html; charset=utf-8' }, req);
      void guard(req, {} as never, (error?: unknown) => outcomes.push(error));
    }
    expect(outcomes.every((outcome) => outcome === undefined)).toBe(true);
  });

  test('gets a page that says why, instead of a seventh trip to the pool', async () => {
    const { origin, storage, pool, log } = await start({});
    const browser = createBrowser();
    await signIn(browser, `${origin}/account`);
    // The classic cause: what was stored is not there any more when it is read.
    const forgetful = storage.store;
    const read = forgetful.read.bind(forgetful);
    Object.assign(forgetful, { read: async () => undefined });
    const walk = async (): Promise<Answer> => {
      let page = await browser.send(`${origin}/account`);
      for (let hop = 0; hop < 60; hop += 1) {
        const next = page.headers.location;
        if (next === undefined) return page;
        page = await browser.send(new URL(next, page.url).href);
      }
      return page;
    };
    const end = await walk();
    expect([end.status, end.url.startsWith(`${origin}/auth/sign-in`)]).toEqual([429, true]);
    expect(pool.requests.count('token')).toBeLessThanOrEqual(8);
    expect(log.events('request_refused')).toContainEqual(
      expect.objectContaining({ code: 'too_many_requests', reason: 'redirect_loop' }),
    );
    Object.assign(forgetful, { read });
    expect((await browser.visit(`${origin}/account`)).status).toBe(200);
  });
});
