import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { createBrowser, type Browser } from '../../support/browser.js';
import { ada, grace, signedIn, signIn } from '../../support/people.js';
import { closeAfterEach } from '../../support/closing.js';

const closing = closeAfterEach();

const json = { headers: { accept: 'application/json' } };

describe('guards', () => {
  let site: BareSite;
  let adaBrowser: Browser;
  let graceBrowser: Browser;
  let teamBrowser: Browser;
  const visitor = createBrowser();
  beforeAll(async () => {
    site = await startBareSite({
      routes: (app, auth) => {
        app.get(
          '/team',
          auth.requireAnyGroup('admins', 'guests'),
          (_request, response) => void response.send('team'),
        );
        app.get(
          '/mail',
          auth.requireAllScopes('openid', 'email'),
          (_request, response) => void response.send('mail'),
        );
        app.post('/orders', auth.requireSignIn(), (_request, response) => void response.send('ordered'));
      },
    });
    const team = { username: 'tim@example.com', password: 'Local-Pool-1' };
    site.pool.addPerson({ email: team.username, password: team.password, groups: ['admins', 'GUESTS'] });
    [adaBrowser, graceBrowser, teamBrowser] = await Promise.all([
      signedIn(site, ada),
      signedIn(site, grace),
      signedIn(site, team),
    ]);
  });
  afterAll(() => site.close());

  test.each([
    ['/admin', [200, 403, 200]],
    ['/both', [200, 403, 403]],
    ['/team', [200, 403, 200]],
    ['/mail', [200, 200, 200]],
    ['/profile', [403, 403, 403]],
    ['/account', [200, 200, 200]],
  ])('of %s let pass who may: %j for two groups, none, and one', async (path, expected) => {
    const browsers = [adaBrowser, graceBrowser, teamBrowser];
    const pages = await Promise.all(browsers.map((browser) => browser.send(`${site.origin}${path}`)));
    expect(pages.map(({ status }) => status)).toEqual(expected);
    // Never sent round in a circle, and nothing of the page shows.
    for (const page of pages) expect(page.headers.location).toBeUndefined();
    for (const page of pages.filter(({ status }) => status === 403))
      expect(JSON.parse(page.text)).toMatchObject({ code: 'forbidden' });
  });

  test('challenge whom they refuse with 401, and nobody else (F-R68)', async () => {
    const challenged = await visitor.send(`${site.origin}/account`, json);
    expect(challenged.status).toBe(401);
    expect(challenged.headers['www-authenticate']).toBe(`Session realm="${site.origin}"`);
    const others = [
      await visitor.send(`${site.origin}/account`),
      await graceBrowser.send(`${site.origin}/admin`, json),
      await adaBrowser.send(`${site.origin}/admin`, json),
    ];
    expect(others.map(({ status }) => status)).toEqual([303, 403, 200]);
    expect(others.map(({ headers }) => headers['www-authenticate'])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('say in an event who lacked what, without a name', async () => {
    await graceBrowser.send(`${site.origin}/admin`);
    expect(site.eventsOf('forbidden').at(-1)).toMatchObject({
      missing: 'group',
      userId: site.pool.person('grace@example.com').sub,
    });
    expect(JSON.stringify(site.eventsOf('forbidden'))).not.toContain('grace@');
  });

  test.each(['/account', '/admin', '/both', '/profile', '/security'])(
    'of %s send a visitor to sign in and back',
    async (path) => {
      const page = await visitor.send(`${site.origin}${path}?tab=1`);
      expect(page.status).toBe(303);
      expect(page.headers.location).toBe(`/auth/sign-in?return_to=${encodeURIComponent(`${path}?tab=1`)}`);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.headers['set-cookie']).toBeUndefined();
    },
  );

  test.each(['/account', '/admin', '/both', '/profile', '/security'])(
    'of %s answer 401 and the way to sign in to whoever does not ask for HTML',
    async (path) => {
      for (const accept of ['application/json', '*/*', 'image/png']) {
        const page = await visitor.send(`${site.origin}${path}`, { headers: { accept } });
        expect(page.status).toBe(401);
        expect(JSON.parse(page.text)).toMatchObject({
          code: 'not_signed_in',
          signInUrl: `/auth/sign-in?return_to=${encodeURIComponent(path)}`,
        });
      }
    },
  );

  test('send a visitor who sent a form home afterwards: what was sent cannot be sent again', async () => {
    const page = await visitor.post(`${site.origin}/orders`, { amount: '3' });
    expect(page.status).toBe(303);
    expect(page.headers.location).toBe('/auth/sign-in?return_to=%2F');
    const answer = await visitor.send(`${site.origin}/orders`, { form: {}, ...json });
    expect(answer.status).toBe(401);
  });

  test('keep what they protect out of every cache', async () => {
    for (const path of ['/account', '/admin', '/mail', '/security']) {
      const page = await adaBrowser.send(`${site.origin}${path}`);
      expect(page.headers['cache-control']).toBe('no-store');
    }
  });

  test.each(['/account/', '/ACCOUNT', '/%61ccount', '/account?x=/public', '/account/?'])(
    'cannot be walked around by spelling the address as %s (S-06)',
    async (path) => {
      const page = await visitor.send(`${site.origin}${path}`);
      expect([303, 404]).toContain(page.status);
      expect(page.text).not.toContain('@');
    },
  );

  test('judge by the tokens of the site, not by headers of the request (S-05)', async () => {
    const headers = { 'x-user': 'ada@example.com', 'x-amzn-oidc-identity': 'ada', 'x-original-url': '/' };
    expect((await visitor.send(`${site.origin}/account`, { headers })).status).toBe(303);
    expect((await graceBrowser.send(`${site.origin}/admin`, { headers })).status).toBe(403);
  });

  test('that name nothing are a mistake that shows when the app starts', () => {
    expect(() => site.auth.requireAnyGroup()).toThrow('requireAnyGroup needs at least one name');
    expect(() => site.auth.requireAllGroups()).toThrow('requireAllGroups needs at least one name');
    expect(() => site.auth.requireAllScopes()).toThrow('requireAllScopes needs at least one name');
  });
});

test('a scope is let pass where the site asked for it and the pool granted it', async () => {
  const scopes = ['openid', 'email', 'aws.cognito.signin.user.admin'];
  const site = closing(await startBareSite({ auth: { pool: { scopes } } }));
  const page = await signIn(createBrowser(), `${site.origin}/profile`);
  expect(page.text).toBe('profile');
});
