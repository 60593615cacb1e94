import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';

describe.each(['observed', 'documented'] as const)('errors in the %s shape of Cognito', (errorShape) => {
  const site = openForAllTests(() => startBareSite({ pool: { errorShape } }));
  let exchanges: number;

  beforeAll(async () => {
    site.pool.addIdentityProvider({ name: 'Closed', preSignUpError: 'Only by invitation' });
    const identityProviders = ['COGNITO', 'Google', 'Closed'];
    site.pool.updateClient(site.pool.client.id, { identityProviders });
  });
  beforeEach(() => {
    exchanges = site.pool.requests.count('token');
  });

  test('somebody who cancels at the identity provider is told so and can start again (B-08)', async () => {
    const browser = createBrowser();
    const provider = await browser.visit(
      `${site.origin}/auth/sign-in?return_to=/account&identity_provider=Google`,
    );
    const page = await browser.submit(provider, { cancel: '1' });
    expect(page.status).toBe(403);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'sign_in_refused',
      signInUrl: '/auth/sign-in?return_to=%2Faccount',
    });
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ poolError: 'access_denied' });
    await expectNothingHappened(browser);
  });

  test('what a trigger of the pool refuses is a refusal by name, without its text (quirk: errors)', async () => {
    const browser = createBrowser();
    const provider = await browser.visit(
      `${site.origin}/auth/sign-in?return_to=/account&identity_provider=Closed`,
    );
    const page = await browser.submit(provider, { email: 'new@example.org' });
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('invitation');
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ poolError: 'pre_sign_up_refused' });
    await expectNothingHappened(browser);
  });

  test('a scope that the client may not have is the site’s mistake and not the person’s (F-D13, quirk: errors)', async () => {
    site.pool.updateClient(site.pool.client.id, { scopes: ['openid'] });
    const browser = createBrowser();
    const page = await browser.visit(`${site.origin}/auth/sign-in?return_to=/account`);
    expect(page.status).toBe(500);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_misconfigured', reason: 'scope_not_allowed' });
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({
      poolError: 'invalid_scope',
      hint: expect.stringContaining('COGNITO_SCOPES'),
    });
    site.pool.updateClient(site.pool.client.id, { scopes: ['openid', 'email', 'profile'] });
    await expectNothingHappened(browser);
  });

  test('an error without a state, or with one of nobody, leaves pending sign-ins and the session alone (B-09)', async () => {
    const browser = await signedIn(site);
    exchanges = site.pool.requests.count('token');
    await browser.send(`${site.origin}/auth/sign-in?return_to=/account`);
    const before = await browser.cookies(site.origin);
    const without = await browser.send(`${site.origin}/auth/callback?error=invalid_request`);
    const strange = await browser.send(
      `${site.origin}/auth/callback?error=server_error&state=${'x'.repeat(43)}`,
    );
    expect(JSON.parse(without.text)).toMatchObject({
      code: 'sign_in_invalid',
      reason: 'error_without_state',
    });
    expect(JSON.parse(strange.text)).toMatchObject({ code: 'sign_in_expired' });
    expect([without.status, strange.status]).toEqual([400, 400]);
    expect(await browser.cookies(site.origin)).toEqual(before);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
    expect(site.pool.requests.count('token')).toBe(exchanges);
  });

  const expectNothingHappened = async (browser: Browser): Promise<void> => {
    expect(await browser.cookies(site.origin)).toEqual({});
    expect(site.pool.requests.count('token')).toBe(exchanges);
  };
});
