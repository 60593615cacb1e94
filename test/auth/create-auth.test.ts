import type { Request, RequestHandler, Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import {
  createAuth,
  createMemoryStore,
  type AuthEvent,
  type AuthOptions,
  type Tracer,
} from '../../src/auth/index.js';
import { startBareSite } from '../support/bare-site.js';
import { createBrowser, type Browser } from '../support/browser.js';
import { exchangeOf } from '../support/exchange.js';
import { eventually } from '../support/eventually.js';
import { openForEachTest } from '../support/opened.js';
import { passedRequest } from '../support/passed-request.js';
import { ada, grace, signedIn } from '../support/people.js';

// What is put together, at first at a pool that is away: fetch itself refuses that port.

const events: AuthEvent[] = [];
const options: AuthOptions = {
  pool: {
    issuer: 'http://127.0.0.1:1/us-east-1_Gone00001',
    clientId: 'client',
    clientSecret: 'a-secret-of-the-app-client',
  },
  baseUrl: 'https://shop.example/app',
  secrets: ['a secret of the tests that is long enough'],
  store: createMemoryStore(),
  onEvent: (event) => events.push(event),
};
const auth = createAuth(options);

test('a wrong option is found at start, by its name', () => {
  expect(() => createAuth({ ...options, secrets: ['short'] })).toThrow(TypeError);
  expect(() => createAuth({ ...options, secrets: ['short'] })).toThrow(/^createAuth: secrets /);
});

test('putting it together talks to nobody', () => {
  expect(events).toEqual([]);
});

test('a link to sign in has the path prefix and the way back, and nothing that leads elsewhere', () => {
  expect(auth.signInUrl('/app/account')).toBe('/app/auth/sign-in?return_to=%2Fapp%2Faccount');
  expect(auth.signInUrl()).toBe('/app/auth/sign-in?return_to=%2Fapp%2F');
  expect(auth.signInUrl('https://evil.example/')).toBe('/app/auth/sign-in?return_to=%2Fapp%2F');
});

describe('while the pool is away', () => {
  test('a readiness check says so', async () => {
    await expect(auth.checkPool()).rejects.toMatchObject({
      code: 'pool_unreachable',
      reason: 'network',
    });
    expect(events).toMatchObject([{ type: 'pool_called', endpoint: 'discovery', outcome: 'network' }]);
  });

  test('nobody knows where its pages are, and asking is no failure', async () => {
    expect(await auth.poolOrigin()).toBeUndefined();
    expect(auth.knownPoolOrigin()).toBeUndefined();
  });

  test('they are known all the same where they are set', async () => {
    const domain = 'https://shop.auth.eu-central-1.amazoncognito.com';
    const set = createAuth({ ...options, pool: { ...options.pool, domain } });
    expect([set.knownPoolOrigin(), await set.poolOrigin()]).toEqual([domain, domain]);
  });
});

test('what an API is called and who gives tokens for it is told to whoever asks', async () => {
  const told: unknown[] = [];
  const response = { json: (body: unknown) => told.push(body) } as unknown as Response;
  await auth.resourceMetadata()({} as Request, response, () => undefined);
  expect(told).toMatchObject([{ authorization_servers: [options.pool.issuer] }]);
});

test('other sites may lead to a page, and not to one that must not even be read from there', () => {
  const own = createAuth({ ...options, onEvent: () => undefined });
  const ask = (handler: RequestHandler) => () => {
    const { request, response } = exchangeOf({ headers: { 'sec-fetch-site': 'cross-site' } });
    void handler(request, response, () => undefined);
  };
  expect(ask(own.requireSameOrigin())).not.toThrow();
  expect(ask(own.requireSameOrigin({ evenToRead: true }))).toThrow('cross_site');
});

test('with a tracer, calls to the pool and to the store are spans, and the pool is told where that is asked for', async () => {
  const names: string[] = [];
  const told: (string | null)[] = [];
  const tracer: Tracer = {
    startActiveSpan(name, _options, work) {
      names.push(name);
      return work({
        setAttribute: () => undefined,
        setStatus: () => undefined,
        spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
        end: () => undefined,
      });
    },
  };
  const fetch: AuthOptions['fetch'] = async (_url, init) => {
    told.push(new Headers(init?.headers).get('traceparent'));
    return new Response('', { status: 503 });
  };
  for (const traceToPool of [true, false]) {
    const traced = createAuth({ ...options, onEvent: () => undefined, tracer, traceToPool, fetch });
    await expect(traced.checkPool()).rejects.toMatchObject({ code: 'pool_unreachable' });
    await traced.endSignInsOf('everybody');
  }
  const once = ['GET discovery', 'store markEnded', 'store everyKey'];
  expect(names).toEqual([...once, ...once]);
  expect(told).toEqual([`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, null]);
});

const ofRequests = [
  'accessToken',
  'idToken',
  'refreshNow',
  'listSignIns',
  'endOtherSignIns',
  'userInfo',
] as const;
test.each(ofRequests)(
  '%s is for requests that have passed auth.session of the same createAuth',
  async (name) => {
    await expect(auth[name]({} as Request)).rejects.toThrow('auth.session: this request has');
    await expect(auth[name](passedRequest('the id', {}))).rejects.toThrow(
      'the session of another createAuth',
    );
  },
);

test.each(['formMark', 'takeDraft'] as const)(
  '%s is for requests that have passed auth.session of the same createAuth',
  (name) => {
    expect(() => auth[name]({} as Request, 'form')).toThrow('auth.session: this request has');
    expect(() => auth[name](passedRequest('the id', {}), 'form')).toThrow(
      'the session of another createAuth',
    );
  },
);

test('where nothing is under way, stopping does not wait', async () => {
  const startedAtMs = performance.now();
  await auth.settled({ withinMs: 60_000 });
  expect(performance.now() - startedAtMs).toBeLessThan(10_000);
});

describe('with a pool that is there', () => {
  const site = openForEachTest(() =>
    startBareSite({
      routes: (app, its) => {
        app.get('/user-info', async (request, response) => void response.json(await its.userInfo(request)));
        app.get('/for-anybody', its.trySilentSignIn(), (_request, response) => void response.end());
        app.get('/new-tokens', async (request, response) => {
          await its.refreshNow(request);
          response.end();
        });
      },
    }),
  );
  const page = (browser: Browser, path: string) => browser.send(`${site.origin}${path}`);
  const isSignedIn = async (browser: Browser) => (await page(browser, '/account')).status === 200;
  const subOf = async (browser: Browser): Promise<string> =>
    JSON.parse((await page(browser, '/account')).text).user.id;

  test('somebody signs in, is known to pages and to APIs, and signs out at the pool as well', async () => {
    expect(site.auth.knownPoolAbilities()).toBeUndefined();
    const browser = await signedIn(site);
    expect(site.auth.knownPoolAbilities()).toEqual({ revokesTokens: true, endsItsSession: true });
    expect(JSON.parse((await page(browser, '/user-info')).text)).toMatchObject({ email: ada.username });
    const idToken = (await page(browser, '/id-token')).text;
    expect((await page(browser, '/new-tokens')).status).toBe(200);
    expect((await page(browser, '/id-token')).text).not.toBe(idToken);
    const authorization = `Bearer ${(await page(browser, '/token')).text}`;
    const api = await createBrowser().send(`${site.origin}/api/me`, { headers: { authorization } });
    expect(JSON.parse(api.text)).toMatchObject({ sub: await subOf(browser) });
    const after = await browser.post(`${site.origin}/auth/sign-out`);
    expect(after.headers.location).toMatch(/\/logout\?client_id=/);
    expect(await isSignedIn(browser)).toBe(false);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
    expect((await page(browser, '/user-info')).status).toBe(401);
  });

  test('what is wrong is refused, and told', async () => {
    const api = await createBrowser().send(`${site.origin}/api/me`);
    expect([api.status, api.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' };
    for (const [path, options] of [
      ['/auth/sign-in', { headers: embedded }],
      ['/sign-ins/1/end', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }],
    ] as const)
      expect((await createBrowser().send(`${site.origin}${path}`, options)).status).toBe(403);
    expect(site.events.map(({ type }) => type)).toEqual([
      'bearer_refused',
      'cross_site_refused',
      'cross_site_refused',
    ]);
  });

  test('a page that may know who comes asks the pool of who comes again, without a word to them', async () => {
    const headers = { 'accept': 'text/html', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    const browser = createBrowser();
    const visit = () => browser.send(`${site.origin}/for-anybody`, { headers });
    expect((await visit()).status).toBe(200);
    const asked = await visit();
    expect([asked.status, asked.location]).toEqual([303, expect.stringContaining('prompt=none')]);
  });

  test('stopping waits for a token that is being revoked', async () => {
    const browser = await signedIn(site);
    site.pool.faults.add({ endpoint: 'revoke', fault: { kind: 'delay', ms: 500 } });
    const signingOut = browser.post(`${site.origin}/auth/sign-out`);
    await eventually(() => expect(site.pool.requests.count('revoke')).toBe(1));
    await site.auth.settled({ withinMs: 10_000 });
    expect(site.pool.requests.list('revoke')).toMatchObject([{ status: 200 }]);
    await signingOut;
  });

  test('one of several sign-ins is ended by the person themselves', async () => {
    const [laptop, phone] = [await signedIn(site), await signedIn(site)];
    const listed: { id: string; isThisOne: boolean }[] = JSON.parse((await page(laptop, '/sign-ins')).text);
    const { id = '' } = listed.find(({ isThisOne }) => !isThisOne) ?? {};
    const ended = await laptop.post(`${site.origin}/sign-ins/${id}/end`);
    expect(JSON.parse(ended.text)).toEqual({ ended: true });
    expect([await isSignedIn(laptop), await isSignedIn(phone)]).toEqual([true, false]);
  });

  test('an operator ends those of a person, or of everybody, and both are told', async () => {
    const browsers = [await signedIn(site), await signedIn(site), await signedIn(site, grace)];
    const sub = await subOf(await signedIn(site));
    const endedEvents = () => site.eventsOf('sign_ins_ended');
    expect(await site.auth.endSignInsOf({ sub, issuer: 'https://other.example' })).toBe(0);
    expect(await site.auth.endSignInsOf({ sub })).toBe(3);
    expect(endedEvents()).toEqual([
      { type: 'sign_ins_ended', userId: sub, sessions: 0 },
      { type: 'sign_ins_ended', userId: sub, sessions: 3 },
    ]);
    expect(site.eventsOf('session_ended').map(({ userId, reason }) => [userId, reason])).toEqual(
      Array.from({ length: 3 }, () => [sub, 'ended_by_operator']),
    );
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([false, false, true]);
    expect(await site.auth.endSignInsOf('everybody')).toBe(1);
    expect(endedEvents().at(-1)).toEqual({ type: 'sign_ins_ended', sessions: 1 });
    expect(site.eventsOf('session_ended').at(-1)?.reason).toBe('ended_by_operator');
    expect(await Promise.all(browsers.map(isSignedIn))).toEqual([false, false, false]);
  });
});
