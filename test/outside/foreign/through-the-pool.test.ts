import { beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { startForeignProvider } from './provider.js';

describe('a provider of the pool that is really there', () => {
  const provider = openForAllTests(startForeignProvider);
  const site = openForAllTests(() => startBareSite());

  beforeAll(async () => {
    const { issuer, client } = provider;
    const { pool } = site;
    await provider.serve(site.origin, {
      clients: [
        {
          client_id: client.clientId,
          client_secret: client.clientSecret,
          token_endpoint_auth_method: 'client_secret_post',
          redirect_uris: [`${pool.domain}/oauth2/idpresponse`],
        },
      ],
    });
    pool.addIdentityProvider({
      name: 'Company',
      type: 'OIDC',
      details: {
        oidc_issuer: issuer,
        client_id: client.clientId,
        client_secret: client.clientSecret,
        authorize_scopes: 'openid email profile',
        attributes_request_method: 'GET',
      },
      attributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name' },
    });
    pool.updateClient(pool.client.id, { identityProviders: ['COGNITO', 'Company'] });
  });

  /** From the site to the pool, and by its button to the provider. */
  const goThere = async (browser: Browser): Promise<Answer> => {
    const pages = await browser.visit(`${site.origin}/account?tab=1`);
    expect(pages.url).toContain(`${site.pool.domain}/login`);
    const button =
      /href="(\/oauth2\/authorize[^"]*identity_provider=Company[^"]*)"/u.exec(pages.text)?.[1] ?? '';
    return browser.visit(new URL(button.replaceAll('&amp;', '&'), site.pool.domain).href);
  };

  /** And back through both. */
  const signIn = async (browser: Browser): Promise<Answer> => {
    const login = await goThere(browser);
    expect(login.url).toContain(provider.issuer);
    const next = await browser.submit(login, { login: 'edsger', password: 'x' });
    return next.url.startsWith(provider.issuer) ? browser.submit(next) : next;
  };

  test('signs somebody in at the site, as a person of the pool', async () => {
    const page = await signIn(createBrowser());
    expect(page).toMatchObject({ url: `${site.origin}/account?tab=1`, status: 200 });
    expect(JSON.parse(page.text)).toMatchObject({
      user: {
        issuer: site.pool.issuer,
        username: 'Company_edsger',
        email: 'edsger@example.net',
        isEmailVerified: true,
        name: 'Dr edsger',
      },
    });
    expect(site.pool.person('Company_edsger')).toMatchObject({
      status: 'EXTERNAL_PROVIDER',
      identities: [{ userId: 'edsger', providerName: 'Company', providerType: 'OIDC', primary: 'true' }],
    });
  });

  test('is the same person the next time, from another browser', async () => {
    const first = site.pool.person('Company_edsger').sub;
    const { user } = JSON.parse((await signIn(createBrowser())).text) as { user: { id: string } };
    expect(user.id).toBe(first);
  });

  test('and whoever changes their mind there is refused here', async () => {
    const browser = createBrowser();
    const login = await goThere(browser);
    const abort = /href="([^"]*\/abort)"/u.exec(login.text)?.[1] ?? '';
    const page = await browser.visit(new URL(abort, login.url).href);
    expect([page.status, JSON.parse(page.text)]).toMatchObject([403, { code: 'sign_in_refused' }]);
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({ poolError: 'access_denied' });
  });
});
