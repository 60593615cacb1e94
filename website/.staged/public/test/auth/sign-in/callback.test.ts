import { afterEach, describe, expect, test } from '@jest/globals';
import { createMemoryStore, createSealer } from '../../../src/auth/index.js';
import { digestOf } from '../../../src/auth/sign-in/pending.js';
import { startBareSite, testSecret } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { returning, stateOf, withParameters } from '../../support/callback.js';
import { eventually } from '../../support/eventually.js';
import { openForAllTests } from '../../support/opened.js';
import { grace } from '../../support/people.js';
import { headerIn, rawRequest } from '../../support/raw-request.js';
import { expectRefusal, expectSignedIn, expectSignedOut } from '../../support/refusal.js';

let created = 0;
const site = openForAllTests(() =>
  startBareSite({
    auth: { pool: { deadlineMs: 300 } },
    store: (now) => {
      const store = createMemoryStore({ now });
      const create: typeof store.create = async (...args) => {
        await new Promise((resolve) => {
          setTimeout(resolve, 30);
        });
        await store.create(...args);
        created += 1;
      };
      return { ...store, create };
    },
  }),
);
afterEach(() => site.pool.faults.clear());

const cookieOf = async (browser: Browser): Promise<string> =>
  Object.entries(await browser.cookies(`${site.origin}/auth/callback`))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');

describe('a code that was not meant for this sign-in', () => {
  test('is of no use to who injects it: the verifier does not fit (B-04)', async () => {
    const attacker = await returning(site, { person: grace });
    const victim = await returning(site);
    const code = new URL(attacker.callback).searchParams.get('code') ?? '';
    const callback = withParameters(victim.callback, { code });
    await expectRefusal(
      site,
      { ...victim, callback },
      { status: 400, code: 'sign_in_expired', reason: 'pool_answered_error', tokenRequests: 1 },
    );
  });

  test('and was got without PKCE is stopped by the nonce (B-04)', async () => {
    const attacker = createBrowser();
    const authorize = new URL(await attacker.visitUntil(`${site.origin}/auth/sign-in`, site.pool.domain));
    for (const name of ['code_challenge', 'code_challenge_method']) authorize.searchParams.delete(name);
    const login = await attacker.visit(authorize.href);
    const stolen = await attacker.submitUntil(login, grace, `${site.origin}/auth/callback`);
    const victim = await returning(site);
    const code = new URL(stolen).searchParams.get('code') ?? '';
    const callback = withParameters(victim.callback, { code });
    await expectRefusal(
      site,
      { ...victim, callback },
      { status: 502, code: 'pool_rejected', reason: 'oauth_jwt_claim_comparison_failed', tokenRequests: 1 },
    );
  });
});

describe('a pending sign-in that is not whole is none', () => {
  const whole = { nonce: 'n'.repeat(43), codeVerifier: 'v'.repeat(43) };
  test.each([
    ['without a verifier', { nonce: whole.nonce }],
    ['with an empty verifier', { ...whole, codeVerifier: '' }],
    ['without a nonce', { codeVerifier: whole.codeVerifier }],
    ['with an empty nonce', { ...whole, nonce: '' }],
    ['with a nonce that is no text', { ...whole, nonce: 7 }],
    ['that is null', null],
    ['that is text', 'secrets'],
  ])('%s (B-05)', async (_what, kept) => {
    const browser = createBrowser();
    const state = 's'.repeat(43);
    const id = digestOf(state);
    const secrets = typeof kept === 'object' && kept !== null ? { state, ...kept } : kept;
    const record = { secrets, returnTo: '/account', startedAtMs: Date.now(), isStepUp: false };
    const sealed = createSealer([testSecret]).seal(JSON.stringify(record), `pending sign-in ${id}`);
    await browser.jar.setCookie(`signin.${id}=${sealed}`, site.origin);
    const callback = `${site.origin}/auth/callback?code=abc&state=${state}`;
    await expectRefusal(
      site,
      { browser, callback },
      { status: 400, code: 'sign_in_expired', reason: 'no_pending_sign_in', tokenRequests: 0 },
    );
  });
});

describe('a code is presented once, even when that fails', () => {
  test.each([
    ['with a 500', { kind: 'status', status: 500 }, 503, 'pool_unreachable', 'pool_status_500'],
    ['by a dropped connection', { kind: 'drop' }, 503, 'pool_unreachable', 'UND_ERR_SOCKET'],
    ['by silence', { kind: 'silence' }, 504, 'pool_timeout', 'deadline'],
  ] as const)('%s, and the callback is loaded again (B-15)', async (_what, fault, status, code, reason) => {
    const back = await returning(site);
    const cookie = await cookieOf(back.browser);
    site.pool.faults.add({ endpoint: 'token', fault });
    await expectRefusal(site, back, { status, code, reason, tokenRequests: 1 });
    site.pool.faults.clear();
    const expired = { status: 400, code: 'sign_in_expired', tokenRequests: 0 };
    await expectRefusal(site, back, { ...expired, reason: 'no_pending_sign_in' });
    const withOldCookie = await back.browser.send(back.callback, { headers: { cookie } });
    expect(JSON.parse(withOldCookie.text)).toMatchObject({
      code: 'sign_in_expired',
      reason: 'already_used',
      signInUrl: '/auth/sign-in?return_to=%2Faccount',
    });
  });
});

test('tokens that are not believed are taken back at the pool', async () => {
  site.pool.faults.add({
    endpoint: 'token',
    fault: { kind: 'token', of: 'id', claims: { token_use: 'access' } },
  });
  const before = site.pool.requests.count('revoke');
  await expectRefusal(site, await returning(site), {
    status: 502,
    code: 'pool_rejected',
    reason: 'not_an_id_token',
    tokenRequests: 1,
  });
  await eventually(() => expect(site.pool.requests.count('revoke') - before).toBe(1));
});

describe('only a GET finishes a sign-in', () => {
  test.each(['HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE'])('%s leaves it pending (B-17)', async (method) => {
    const back = await returning(site);
    const before = site.pool.requests.count('token');
    const page = await back.browser.send(back.callback, {
      method,
      ...(method === 'POST' && { form: { code: 'a', state: 'b' } }),
    });
    expect({ status: page.status, allow: page.headers.allow }).toEqual({ status: 405, allow: 'GET' });
    expect(site.pool.requests.count('token')).toBe(before);
    await expectSignedOut(site, back);
    await expectSignedIn(site, back);
  });
});

test('a mail scanner that opens the link before its reader does uses nothing up (B-17)', async () => {
  const back = await returning(site);
  const before = site.pool.requests.count('token');
  for (const method of ['HEAD', 'GET']) {
    const scanned = await createBrowser().send(back.callback, { method });
    expect([scanned.status, scanned.headers['set-cookie']]).toEqual([
      method === 'GET' ? 400 : 405,
      undefined,
    ]);
  }
  expect(site.pool.requests.count('token')).toBe(before);
  await expectSignedIn(site, back);
});

describe('the callback that the pool knows is the configured one, however the request spells it', () => {
  test.each([
    [
      'an absolute request line of another host',
      (path: string) => `http://evil.example${path}`,
      'evil.example',
    ],
    ['another Host', (path: string) => path, 'evil.example'],
    ['capital letters', (path: string) => path.replace('/auth/callback', '/AUTH/CALLBACK'), ''],
    ['a slash at the end', (path: string) => path.replace('/auth/callback', '/auth/callback/'), ''],
  ])('%s (B-18)', async (_what, spell, host) => {
    const back = await returning(site);
    const { pathname, search } = new URL(back.callback);
    const answer = await rawRequest(site.origin, [
      `GET ${spell(`${pathname}${search}`)} HTTP/1.1`,
      `Host: ${host === '' ? new URL(site.origin).host : host}`,
      `Cookie: ${await cookieOf(back.browser)}`,
      'X-Forwarded-Host: evil.example',
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 303 /);
    expect(headerIn(answer, 'location')).toBe('/account');
    expect(site.pool.requests.list('token').at(-1)?.parameters).toMatchObject({
      redirect_uri: `${site.origin}/auth/callback`,
    });
  });
});

test('the session is saved before the browser is sent on, to a path without the code (B-20)', async () => {
  const { browser, callback } = await returning(site);
  const before = created;
  const page = await browser.send(callback);
  expect(created).toBe(before + 1);
  expect({ status: page.status, location: page.headers.location }).toEqual({
    status: 303,
    location: '/account',
  });
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(page.headers['set-cookie']?.map((line) => line.split('=')[0])).toEqual([
    `signin.${digestOf(stateOf(callback))}`,
    'session',
  ]);
});
