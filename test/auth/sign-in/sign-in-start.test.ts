import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { openForAllTests } from '../../support/opened.js';
import { callbackOf, signedIn } from '../../support/people.js';
import { expectNothingOf } from '../../support/refusal.js';
import { startIn } from '../../support/sign-in-start.js';

const site = openForAllTests(startBareSite);
const closing = closeAfterEach();

const usual = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'redirect_uri',
  'response_type',
  'scope',
  'state',
];

test('of a thousand sign-ins no two share a secret, and none is short (A-01)', async () => {
  const starts: ReturnType<typeof startIn>[] = [];
  for (let round = 0; round < 20; round += 1) {
    const pages = await Promise.all(
      Array.from({ length: 50 }, () => createBrowser().send(`${site.origin}/auth/sign-in`)),
    );
    starts.push(...pages.map(startIn));
  }
  const secrets = starts.flatMap(({ secrets }) => Object.values(secrets));
  expect(new Set(secrets).size).toBe(3000);
  // 32 random bytes in base64url, which is also what RFC 7636 section 4.1 asks of a verifier.
  expect(secrets.filter((secret) => !/^[\w-]{43}$/.test(secret))).toEqual([]);
});

test('the pool is shown the digest of a verifier that appears nowhere else (A-02)', async () => {
  const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
  const { secrets, parameters } = startIn(page);
  const digest = createHash('sha256').update(secrets.codeVerifier).digest('base64url');
  expect(parameters).toMatchObject({ code_challenge: digest, code_challenge_method: 'S256' });
  expectNothingOf([secrets.codeVerifier], JSON.stringify([page, site.events]));
});

test('the pool is asked for exactly what is configured (A-03)', async () => {
  const page = await createBrowser().send(`${site.origin}/auth/sign-in`);
  const { url, parameters, secrets } = startIn(page);
  expect({ status: page.status, cache: page.headers['cache-control'] }).toEqual({
    status: 303,
    cache: 'no-store',
  });
  expect(`${url.origin}${url.pathname}`).toBe(`${site.pool.domain}/oauth2/authorize`);
  expect(parameters).toEqual({
    response_type: 'code',
    client_id: site.pool.client.id,
    redirect_uri: `${site.origin}/auth/callback`,
    scope: 'openid email profile',
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: expect.any(String),
    code_challenge_method: 'S256',
  });
});

describe('what a link to the sign-in may ask for', () => {
  test('is no parameter of the protocol (A-04)', async () => {
    const asked = new URLSearchParams({
      redirect_uri: 'https://evil.example/',
      client_id: 'evil',
      scope: 'admin',
      state: 'evil',
      nonce: 'evil',
      response_type: 'token',
      response_mode: 'fragment',
      request: 'evil',
      request_uri: 'https://evil.example/request',
      prompt: 'none',
      max_age: 'evil',
      acr_values: 'evil  evil',
      code_challenge: 'evil',
      code_challenge_method: 'plain',
      resource: 'https://evil.example',
      claims: '{}',
      mustProve: 'true',
    });
    const { parameters, url } = startIn(
      await createBrowser().send(`${site.origin}/auth/sign-in?${asked.toString()}`),
    );
    expect(Object.keys(parameters).toSorted()).toEqual(usual);
    expect(url.href).not.toContain('evil');
    expect(parameters).toMatchObject({ response_type: 'code', scope: 'openid email profile' });
  });

  test.each([
    ['a hint with a line break', 'login_hint=a%0d%0ab'],
    ['a hint of 257 letters', `login_hint=${'a'.repeat(257)}`],
    ['an empty hint', 'login_hint='],
    ['two hints', 'login_hint=a&login_hint=b'],
    ['a hint that is an object', 'login_hint[x]=a'],
    ['a language that the pool does not have', 'lang=tlh'],
    ['a language from the prototype', 'lang=__proto__'],
    ['two languages', 'lang=de&lang=en'],
    ['an unknown screen', 'screen=../../admin'],
    ['an identifier of 129 letters', `idp_identifier=${'a'.repeat(129)}`],
    ['two identifiers', 'idp_identifier=a&idp_identifier=b'],
    ['a prompt that a guard asks for', 'prompt=login'],
    ['a silent one', 'prompt=none'],
    ['two prompts', 'prompt=select_account%20login'],
    ['a provider of 129 letters', `identity_provider=${'a'.repeat(129)}`],
  ])('is not %s (A-04, A-11)', async (_what, query) => {
    const { parameters, url } = startIn(await createBrowser().send(`${site.origin}/auth/sign-in?${query}`));
    expect(Object.keys(parameters).toSorted()).toEqual(usual);
    expect(url.pathname).toBe('/oauth2/authorize');
  });

  test('is a hint, which arrives as it was meant, markup and all, and adds no parameter (A-11)', async () => {
    const hint = '"><script>alert(1)</script>&state=evil#';
    const query = new URLSearchParams({ login_hint: hint, lang: 'de' }).toString();
    const { parameters, secrets } = startIn(
      await createBrowser().send(`${site.origin}/auth/sign-in?${query}`),
    );
    expect(parameters).toMatchObject({ login_hint: hint, lang: 'de', state: secrets.state });
  });

  test.each([
    ['identity_provider=Google', { identity_provider: 'Google' }],
    ['idp_identifier=corp.example', { idp_identifier: 'corp.example' }],
    ['identity_provider=Facebook', {}],
    ['idp_identifier=other.example', {}],
  ])('is a provider of the app’s list only, where it has one: %s (F-R71)', async (query, asked) => {
    const providers = ['Google', 'corp.example'];
    const listed = closing(await startBareSite({ auth: { pool: { providers } } }));
    const { parameters } = startIn(await createBrowser().send(`${listed.origin}/auth/sign-in?${query}`));
    expect(Object.keys(parameters).toSorted()).toEqual([...usual, ...Object.keys(asked)].toSorted());
    expect(parameters).toMatchObject(asked);
  });

  test('is a provider by another name of it, and which of its accounts (F-R71)', async () => {
    const query = new URLSearchParams({ idp_identifier: 'corp.example', prompt: 'select_account' });
    const { parameters } = startIn(
      await createBrowser().send(`${site.origin}/auth/sign-in?${query.toString()}`),
    );
    expect(parameters).toMatchObject({ idp_identifier: 'corp.example', prompt: 'select_account' });
  });

  test('is not to start with another provider, or to end at another site (A-11)', async () => {
    const query = 'iss=https%3A%2F%2Fevil.example&target_link_uri=%2F%2Fevil.example';
    const browser = createBrowser();
    const start = `${site.origin}/auth/sign-in?${query}`;
    const { url } = startIn(await createBrowser().send(start));
    expect(url.origin).toBe(site.pool.domain);
    expect(url.href).not.toContain('evil');
    const landed = await browser.send(await callbackOf(browser, site, { start }));
    expect([landed.status, landed.headers.location]).toEqual([303, '/']);
  });
});

describe('nobody asked for a sign-in, and none begins, when', () => {
  test.each([
    ['only the head is asked for (A-06)', 'HEAD', {}, 405],
    ['a form is sent there', 'POST', {}, 405],
    ['a browser fetches ahead (A-06)', 'GET', { 'sec-purpose': 'prefetch' }, 204],
    ['a browser renders ahead (A-06)', 'GET', { 'sec-purpose': 'prefetch;prerender' }, 204],
    ['an older browser fetches ahead (A-06)', 'GET', { purpose: 'prefetch' }, 204],
    [
      'another site embeds it as an image (A-07)',
      'GET',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
      403,
    ],
    [
      'another site embeds it as a frame (A-07)',
      'GET',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' },
      403,
    ],
    [
      'a sibling host embeds it as a script (A-07)',
      'GET',
      { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' },
      403,
    ],
    [
      'another site fetches it (A-07)',
      'GET',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'empty' },
      403,
    ],
    [
      'a page of this site embeds it (F-R7)',
      'GET',
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' },
      403,
    ],
    [
      'a script of this site fetches it (F-R7)',
      'GET',
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' },
      401,
    ],
  ])('%s', async (_what, method, headers, status) => {
    const eventsBefore = site.eventsOf('sign_in_started').length;
    const page = await createBrowser().send(`${site.origin}/auth/sign-in`, { method, headers });
    expect(page.status).toBe(status);
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.headers.location).toBeUndefined();
    expect(site.eventsOf('sign_in_started').length).toBe(eventsBefore);
  });

  test('but a person who follows a link from another site may sign in (A-07)', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    const page = await createBrowser().send(`${site.origin}/auth/sign-in`, { headers });
    expect(startIn(page).url.origin).toBe(site.pool.domain);
  });
});

test('a signed-in person who starts again and then cancels stays who they are (A-10)', async () => {
  const browser = await signedIn(site);
  const before = await browser.cookies(site.origin);
  const callback = new URL(await callbackOf(browser, site));
  callback.searchParams.delete('code');
  callback.searchParams.set('error', 'access_denied');
  expect((await browser.send(callback.href)).status).toBe(403);
  expect(await browser.cookies(site.origin)).toEqual(before);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
});
