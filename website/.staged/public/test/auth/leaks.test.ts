import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../src/local-pool/index.js';
import { startBareSite, testSecret } from '../support/bare-site.js';
import { createBrowser, type Browser } from '../support/browser.js';
import { returning, withParameters } from '../support/callback.js';
import { openForAllTests } from '../support/opened.js';
import { takeDown } from '../support/outage.js';
import { signedIn } from '../support/people.js';
import { expectNothingOf, hearTokens, partsOf } from '../support/refusal.js';
import { secretsIn } from '../support/sign-in-start.js';

const errors: unknown[] = [];
const site = openForAllTests(() =>
  startBareSite({
    auth: { idleMinutes: 120, pool: { deadlineMs: 300 } },
    routes: (app) => {
      app.use((error: unknown, _request: unknown, _response: unknown, next: (error: unknown) => void) => {
        errors.push(error);
        next(error);
      });
    },
  }),
);
beforeEach(() => {
  errors.length = 0;
});
afterEach(() => site.pool.faults.clear());

/** Everything that a log could have got hold of, however it prints it. */
const everythingSaid = (): string => {
  const printed = errors.flatMap((error) => [
    String(error),
    JSON.stringify(error),
    inspect(error, { depth: Infinity, showHidden: true }),
    error instanceof Error ? `${error.message} ${error.stack ?? ''}` : '',
  ]);
  return [...printed, JSON.stringify(site.events), inspect(site.events, { depth: Infinity })].join('\n');
};

const withEncodings = (secrets: readonly string[]): string[] =>
  secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('base64'),
  ]);

/** What a browser and the server have of a sign-in that nobody else may have. */
const secretsOf = async (browser: Browser, urls: readonly string[]): Promise<string[]> => {
  const { id, secret } = site.pool.client;
  const cookies = Object.entries(await browser.cookies(`${site.origin}/auth/callback`));
  const pending = cookies
    .filter(([name]) => name.startsWith('signin.'))
    .flatMap(([name, value]) => Object.values(secretsIn({ name, value })));
  const inUrls = urls
    .flatMap((url) => [...new URL(url).searchParams.values()])
    .filter((value) => value.length > 20);
  const own = [secret, Buffer.from(`${id}:${secret}`).toString('base64'), testSecret];
  return withEncodings(
    [...own, ...pending, ...cookies.map(([, value]) => value), ...inUrls].flatMap(partsOf),
  );
};

const html = 'text/html';
const json = 'application/json';
const status = (code: number, body: string, type = json, headers = {}): Fault => ({
  kind: 'status',
  status: code,
  body,
  headers: { 'Content-Type': type, ...headers },
});
const planted = 'Planted-Token-eyJhbGciOiJub25lIn0';

const tokenFaults: readonly (readonly [string, Fault])[] = [
  ['a page in place of tokens', status(200, `<p>${planted}</p>`, html)],
  ['half of a token', status(200, `{"access_token":"${planted}`)],
  ['text in place of an object', status(200, `"${planted}"`)],
  ['an error that quotes', status(400, `{"error":"${planted}","error_description":"${planted}"}`)],
  ['a used code', status(400, `{"error":"invalid_grant","error_description":"${planted}"}`)],
  ['a challenge that quotes', status(401, '{}', json, { 'WWW-Authenticate': `Basic realm="${planted}"` })],
  ['a redirect', status(302, '', html, { Location: `https://evil.example/${planted}` })],
  ['a failure that quotes', status(500, planted, html)],
  ['too many requests', status(429, planted, html, { 'Retry-After': planted })],
  [
    'an access token that is no header',
    { kind: 'token-response', change: { access_token: `${planted}\r\nX: 1` } },
  ],
  ['another token type', { kind: 'token-response', change: { token_type: planted } }],
  ['an ID token that is none', { kind: 'token-response', change: { id_token: planted } }],
  [
    'a refresh token of a wrong type',
    { kind: 'token-response', change: { refresh_token: { token: planted } } },
  ],
  ['another nonce', { kind: 'token', of: 'id', claims: { nonce: planted } }],
  ['another issuer', { kind: 'token', of: 'id', claims: { iss: planted } }],
  ['another audience', { kind: 'token', of: 'id', claims: { aud: planted } }],
  ['a subject that cannot be', { kind: 'token', of: 'id', claims: { sub: `${planted}\n` } }],
  ['a foreign signature', { kind: 'token', of: 'id', signature: 'foreign' }],
  ['an unknown key', { kind: 'token', of: 'id', header: { kid: planted } }],
  ['an expired access token', { kind: 'token', of: 'access', claims: { exp: 1 } }],
  ['a dropped connection', { kind: 'drop' }],
  ['silence', { kind: 'silence' }],
];

describe('a sign-in that fails tells nobody the code, the state, the verifier, a token, a cookie or a secret, at', () => {
  test.each(tokenFaults)('%s (P-02, P-03)', async (_what, fault) => {
    site.pool.faults.add({ endpoint: 'token', fault });
    const tokens = hearTokens(site);
    const browser = createBrowser();
    const back = await returning(site, { browser });
    const secrets = await secretsOf(browser, [back.callback]);
    const page = await browser.send(back.callback);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(errors).toHaveLength(1);
    const said = `${everythingSaid()}\n${page.text}\n${JSON.stringify(page.headers)}`;
    expectNothingOf([planted, ...secrets, ...tokens], said);
  });

  test.each([
    ['a callback of a stranger', (url: string) => withParameters(url, { state: `${planted}-state` })],
    [
      'an error that quotes',
      (url: string) =>
        withParameters(url, {
          code: undefined,
          error: planted,
          error_description: planted,
          error_uri: `https://evil.example/${planted}`,
        }),
    ],
    ['another issuer', (url: string) => withParameters(url, { iss: `https://evil.example/${planted}` })],
    ['tokens in the callback', (url: string) => withParameters(url, { id_token: planted })],
    ['a code that is too long', (url: string) => withParameters(url, { code: planted.repeat(100) })],
    ['two codes', (url: string) => withParameters(url, { code: [planted, planted] })],
    ['control characters', (url: string) => withParameters(url, { code: `${planted}\r\n\u001b[31m` })],
  ])('%s (P-02, N-03)', async (_what, spoil) => {
    const { browser, callback } = await returning(site);
    const secrets = await secretsOf(browser, [callback]);
    const page = await browser.send(spoil(callback));
    expect(page.status).toBeGreaterThanOrEqual(400);
    expectNothingOf(
      [planted, ...secrets],
      `${everythingSaid()}\n${page.text}\n${JSON.stringify(page.headers)}`,
    );
  });
});

test('a whole visit, from sign-in to sign-out, is told in events without a secret, a name or an address (P-01)', async () => {
  const tokens = hearTokens(site);
  const browser = createBrowser();
  const { callback } = await returning(site, { browser });
  const before = await secretsOf(browser, [callback]);
  await browser.visit(callback);
  site.advance(59.5 * 60_000);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  const secrets = await secretsOf(browser, []);
  await browser.post(`${site.origin}/auth/sign-out`);
  expect(site.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['sign_in_succeeded', 'tokens_refreshed', 'signed_out']),
  );
  expect(tokens.length).toBeGreaterThan(6);
  expectNothingOf(
    [...before, ...secrets, ...tokens, 'ada@example.com', 'Lovelace', 'Mozilla'],
    everythingSaid(),
  );
});

describe('a refresh that fails tells nobody either, at', () => {
  test.each(tokenFaults)('%s (P-02, P-03)', async (_what, fault) => {
    const tokens = hearTokens(site);
    const browser = await signedIn(site);
    const secrets = await secretsOf(browser, []);
    site.advance(61 * 60_000);
    site.pool.faults.add({ endpoint: 'token', fault });
    const page = await browser.send(`${site.origin}/token`);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(errors).toHaveLength(1);
    expectNothingOf([planted, ...secrets, ...tokens], `${everythingSaid()}${page.text}`);
  });
});

test('neither does a bearer token that does not hold, nor a sign-out while the pool is down (P-02)', async () => {
  const tokens = hearTokens(site);
  const browser = await signedIn(site);
  const secrets = await secretsOf(browser, []);
  const token = tokens.find((part) => part.split('.').length === 3) ?? '';
  await browser.send(`${site.origin}/api/me`, { headers: { authorization: `Bearer ${token}x` } });
  takeDown(site.pool);
  await browser.post(`${site.origin}/auth/sign-out`);
  expect(site.eventsOf('revoke_failed').length).toBeGreaterThan(0);
  expect(site.eventsOf('bearer_refused').length).toBeGreaterThan(0);
  expectNothingOf([...secrets, ...tokens], everythingSaid());
});

test('printing what createAuth gives shows no secret (P-08)', () => {
  const printed = `${inspect(site.auth, { depth: Infinity, showHidden: true })}${JSON.stringify(site.auth)}`;
  expectNothingOf([site.pool.client.secret, testSecret], printed);
});
