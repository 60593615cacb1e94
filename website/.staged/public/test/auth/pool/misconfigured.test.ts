import { describe, expect, test } from '@jest/globals';
import type { PoolOptions } from '../../../src/auth/index.js';
import { startSuiteProvider } from '../../outside/foreign/suite-provider.js';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { returning } from '../../support/callback.js';
import { closeAfterEach } from '../../support/closing.js';
import { signIn } from '../../support/people.js';

// Whoever runs the site has made a mistake, or the pool was changed. Nobody who signs in can do anything about it, and an
// error that sounds like an attack or like their own fault sends everybody astray.

const closing = closeAfterEach();

const outcomeOf = async (site: BareSite) => {
  const page = await signIn(createBrowser(), `${site.origin}/account`);
  const { code, reason } = JSON.parse(page.text) as Record<string, unknown>;
  return { status: page.status, code, reason };
};

const siteWith = async (pool: Partial<PoolOptions>, client?: 'with secret' | 'without secret') =>
  closing(await startBareSite({ auth: { pool }, ...(client !== undefined && { client }) }));

test('a user pool that does not exist is told by the address that was asked and the status (F-D5)', async () => {
  const first = await siteWith({});
  const issuer = first.pool.issuer.replace(/_.*/, '_NoSuch001');
  const site = await siteWith({ issuer });
  await expect(site.auth.checkPool()).rejects.toMatchObject({
    code: 'pool_misconfigured',
    reason: 'issuer_unknown',
    address: `${issuer}/.well-known/openid-configuration`,
    poolStatus: expect.any(Number),
  });
  expect(await outcomeOf(site)).toEqual({
    status: 500,
    code: 'pool_misconfigured',
    reason: 'issuer_unknown',
  });
  expect(site.eventsOf('sign_in_failed')).toEqual([
    expect.objectContaining({
      address: `${issuer}/.well-known/openid-configuration`,
      hint: expect.stringContaining('COGNITO_USER_POOL_ID'),
    }),
  ]);
  expect(JSON.stringify(site.events)).not.toContain('does not exist');
});

test.each([400, 404])(
  'a discovery that answers %i in words of its own tells none of them (F-D5, N-03)',
  async (status) => {
    const site = await siteWith({});
    const body = '{"message":"User pool planted-words does not exist."}';
    site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status, body } });
    await expect(site.auth.checkPool()).rejects.toMatchObject({
      reason: 'issuer_unknown',
      poolStatus: status,
    });
    expect((await outcomeOf(site)).code).toBe('pool_misconfigured');
    expect(JSON.stringify(site.events)).not.toContain('planted');
  },
);

test('a status that does not say that the pool is unknown is told as it is (F-D5)', async () => {
  const site = await siteWith({});
  site.pool.faults.add({ endpoint: 'discovery', fault: { kind: 'status', status: 403 } });
  await expect(site.auth.checkPool()).rejects.toMatchObject({
    code: 'pool_rejected',
    reason: 'pool_status_403',
    poolStatus: 403,
  });
});

describe('an issuer that differs from `iss` by a slash is told before anybody signs in (F-D4):', () => {
  test.each([
    ['the provider has one more', '', '/'],
    ['the provider has none', '/', ''],
  ])('%s', async (_what, configured, written) => {
    const provider = closing(await startSuiteProvider());
    const { issuer: origin, client } = provider;
    provider.lie({ discovery: (document) => ({ ...document, issuer: `${origin}${written}` }) });
    const site = await siteWith({ issuer: `${origin}${configured}`, ...client });
    await expect(site.auth.checkPool()).rejects.toMatchObject({
      code: 'pool_misconfigured',
      reason: 'issuer_differs_by_slash',
      address: `${origin}/.well-known/openid-configuration`,
    });
    expect((await outcomeOf(site)).reason).toBe('issuer_differs_by_slash');
    expect(site.eventsOf('sign_in_failed')).toMatchObject([{ hint: expect.stringContaining('`iss`') }]);
  });
});

describe('an app client that is not the configured one is no attack (F-D8):', () => {
  test.each<readonly [string, Partial<PoolOptions>, 'with secret' | 'without secret', string, RegExp]>([
    [
      'a wrong secret',
      { clientSecret: 'not-the-secret-of-this-client' },
      'with secret',
      'client_refused',
      /_SECRET/,
    ],
    [
      'a secret too many',
      { clientSecret: 'a-secret-that-it-has-not' },
      'without secret',
      'client_refused',
      /leave the secret out/,
    ],
  ])('%s', async (_what, pool, client, reason, hint) => {
    const site = await siteWith(pool, client);
    expect(await outcomeOf(site)).toEqual({ status: 500, code: 'pool_misconfigured', reason });
    expect(site.eventsOf('sign_in_failed')).toMatchObject([
      { poolError: 'invalid_client', poolStatus: 400, hint: expect.stringMatching(hint) },
    ]);
  });

  test('no secret, where the client has one', async () => {
    const site = await siteWith({}, 'without secret');
    site.pool.addClient({ id: site.pool.publicClient.id, secret: 'since-today-there-is-one' });
    expect(await outcomeOf(site)).toEqual({
      status: 500,
      code: 'pool_misconfigured',
      reason: 'client_refused_without_secret',
    });
    expect(site.eventsOf('sign_in_failed')).toMatchObject([
      { hint: expect.stringContaining('set COGNITO_CLIENT_SECRET') },
    ]);
  });

  test.each([
    ['invalid_client', 400, 'client_refused'],
    ['invalid_client', 401, 'client_refused'],
    ['unauthorized_client', 403, 'client_refused'],
    ['unauthorized_client', 401, 'client_refused'],
    ['unauthorized_client', 400, 'grant_not_allowed'],
    ['unsupported_grant_type', 400, 'grant_not_allowed'],
    ['invalid_scope', 400, 'scope_not_allowed'],
    ['redirect_mismatch', 400, 'redirect_not_registered'],
  ])('%s with %i is %s', async (error, status, reason) => {
    const site = await siteWith({});
    const { browser, callback } = await returning(site);
    const body = JSON.stringify({ error, error_description: 'planted-words' });
    const headers = { 'Content-Type': 'application/json' };
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status, body, headers } });
    const page = await browser.send(callback);
    expect(page.status).toBe(500);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_misconfigured', reason });
    expect(site.eventsOf('sign_in_failed')).toMatchObject([{ poolError: error, poolStatus: status }]);
    expect(JSON.stringify(site.events)).not.toContain('planted');
  });
});

test('a callback that is refused is told with the address to register (F-D10)', async () => {
  const site = await siteWith({});
  const { browser, callback } = await returning(site);
  const body = '{"error":"unauthorized_client","error_description":"invalid_redirect"}';
  const headers = { 'Content-Type': 'application/json' };
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 400, body, headers } });
  expect((await browser.send(callback)).status).toBe(500);
  expect(site.eventsOf('sign_in_failed')).toMatchObject([
    {
      reason: 'redirect_not_registered',
      address: `${site.origin}/auth/callback`,
      hint: expect.stringContaining('letter by letter'),
    },
  ]);
});

test('a secret that was changed at the pool ends no session: it is told, and all is well once it is right again (F-D8)', async () => {
  const site = await siteWith({});
  const browser = createBrowser();
  await signIn(browser, `${site.origin}/account`);
  site.advance(31 * 60_000);
  await browser.send(`${site.origin}/account`);
  site.pool.addClient({ id: site.pool.client.id, secret: 'another-secret-since-today' });
  // Beyond the access token, and within the idle limit.
  site.advance(31 * 60_000);
  const refused = await browser.send(`${site.origin}/account`);
  expect(refused.status).toBe(500);
  expect(JSON.parse(refused.text)).toMatchObject({ code: 'pool_misconfigured', reason: 'client_refused' });
  expect(site.eventsOf('session_ended')).toEqual([]);
  site.pool.addClient({ id: site.pool.client.id, secret: site.pool.client.secret });
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
});

describe('clocks that differ are told as clocks, with the seconds (F-D9):', () => {
  test.each([
    ['token_from_the_future', 600, 'ahead'],
    ['token_is_old', -900, 'behind'],
  ])('%s where the pool is %i seconds %s', async (reason, seconds) => {
    const site = await siteWith({});
    site.pool.clock.advance(seconds * 1000);
    expect(await outcomeOf(site)).toEqual({ status: 502, code: 'pool_rejected', reason });
    const [failed] = site.eventsOf('sign_in_failed');
    expect(failed?.hint).toMatch(/^Clock: /);
    expect(Math.abs((failed?.clockAheadSeconds ?? 0) - seconds)).toBeLessThan(10);
  });
});

test('an `auth_time` of 0 says nothing: it is not 1970, and proves no recent sign-in (F-D14)', async () => {
  const site = await siteWith({});
  const zero = { kind: 'token', of: 'id', claims: { auth_time: 0 } } as const;
  site.pool.faults.add({ endpoint: 'token', fault: zero });
  const browser = createBrowser();
  const page = await signIn(browser, `${site.origin}/account`);
  expect(JSON.parse(page.text).signIn.authenticatedAtMs).not.toBe(0);
  site.advance(10 * 60_000);
  const asked = await browser.visit(`${site.origin}/security`);
  expect(
    JSON.parse((await browser.submit(asked, { username: 'ada@example.com', password: 'Local-Pool-1' })).text),
  ).toMatchObject({
    code: 'pool_rejected',
    reason: 'sign_in_is_not_recent',
  });
});
