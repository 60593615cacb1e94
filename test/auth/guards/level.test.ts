import { describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite, type BareSiteOptions } from '../../support/bare-site.js';
import { createBrowser, redirectOf, type Answer, type Browser } from '../../support/browser.js';
import { forge, idKeyOf, reissued, replaceIdToken, takeApart } from '../../support/forge.js';
import { openForEachTest, makeForEachTest } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';
import { startForeignProvider } from '../../outside/foreign/provider.js';

const strong = ['urn:cognito:loa:3', 'urn:cognito:loa:4'];
const strongAgain = new URLSearchParams({ return_to: '/strong', acr_values: strong.join(' ') }).toString();

const routes: NonNullable<BareSiteOptions['routes']> = (app, auth) => {
  const say =
    (text: string) =>
    (_request: unknown, response: { send(text: string): unknown }): void =>
      void response.send(text);
  app.get('/strong', auth.requireLevel({ anyLevel: strong }), say('strong'));
  app.post('/strong', auth.requireLevel({ anyLevel: strong }), say('strong'));
  app.get('/fresh', auth.requireLevel({ anyLevel: strong, withinSeconds: 300 }), say('fresh'));
  app.get('/by-otp', auth.requireLevel({ allMethods: ['pwd', 'otp'] }), say('by otp'));
  app.get(
    '/gold',
    auth.requireClaims((claims) => claims['custom:tier'] === 'gold'),
    say('gold'),
  );
  app.get('/api/strong', auth.requireBearer({ anyLevel: strong, withinSeconds: 300 }), say('strong'));
};

/** From now on the pool says this as well of whoever signs in or is refreshed. */
const saying = (site: BareSite, claims: Readonly<Record<string, unknown>>): void =>
  replaceIdToken(site, (token) => {
    const { header, claims: genuine } = takeApart(token);
    return forge(header, { ...genuine, ...claims }, idKeyOf(site));
  });

describe('a page that asks for a level of authentication', () => {
  const site = openForEachTest(() => startBareSite({ routes }));
  const browser = makeForEachTest(() => signedIn(site));

  const open = (path: string, options?: Parameters<Browser['send']>[1]) =>
    browser.send(`${site.origin}${path}`, options);

  const asked = () => site.pool.requests.list('authorize').at(-1)?.parameters;

  test('asks the pool for it in words, without a prompt, and opens when the token says so', async () => {
    saying(site, { acr: 'urn:cognito:loa:4', amr: ['pwd', 'otp', 'mfa'] });
    const page = await browser.visit(`${site.origin}/fresh?tab=1`);
    expect(page).toMatchObject({ url: `${site.origin}/fresh?tab=1`, text: 'fresh' });
    expect(asked()).toMatchObject({ acr_values: strong.join(' '), max_age: '300' });
    expect(asked()).not.toHaveProperty('prompt');
    expect(site.eventsOf('level_required')).toMatchObject([{ reason: 'level_not_said' }]);
    const { signIn } = JSON.parse((await open('/account')).text);
    expect(signIn).toMatchObject({ level: 'urn:cognito:loa:4', methods: ['pwd', 'otp', 'mfa'] });
    expect((await open('/by-otp')).text).toBe('by otp');
  });

  test('falls back to the password where the pool knows no levels, and then says so instead of going round', async () => {
    const begun = site.eventsOf('sign_in_started').length;
    const login = await browser.visit(`${site.origin}/strong`);
    expect(new URL(login.url).pathname).toBe('/login');
    expect(asked()).toMatchObject({ acr_values: strong.join(' '), prompt: 'login', max_age: '0' });
    const page = await browser.submit(login, ada);
    expect([page.status, JSON.parse(page.text)]).toEqual([
      403,
      {
        code: 'authentication_level_required',
        reason: 'level_not_said',
        signInUrl: `/auth/sign-in?${strongAgain}`,
      },
    ]);
    expect(site.eventsOf('sign_in_started')).toHaveLength(begun + 2);
    expect(site.eventsOf('sign_in_failed').at(-1)).toMatchObject({
      reason: 'level_not_said',
      hint: expect.stringContaining('AcrConfiguration'),
    });
    // What they had, they have.
    expect((await open('/account')).status).toBe(200);
    expect(site.eventsOf('session_ended')).toEqual([]);
  });

  test.each([
    ['/strong', { acr: 'urn:cognito:loa:1' }, 'level_is_another'],
    ['/strong', { acr: ['urn:cognito:loa:4'] }, 'level_not_said'],
    ['/strong', { acr: '' }, 'level_not_said'],
    ['/by-otp', { acr: 'urn:cognito:loa:4', amr: ['pwd'] }, 'method_is_missing'],
    ['/by-otp', { amr: 'pwd otp' }, 'method_is_missing'],
    [
      '/fresh',
      { acr: 'urn:cognito:loa:4', auth_time: Math.floor(Date.now() / 1000) - 3600 },
      'sign_in_is_not_recent',
    ],
  ])('%s is not opened by %j (%s)', async (path, claims, reason) => {
    saying(site, claims);
    const login = await browser.visit(`${site.origin}${path}`);
    const page = await browser.submit(login, ada);
    expect([page.status, JSON.parse(page.text)]).toMatchObject([
      403,
      { code: 'authentication_level_required', reason },
    ]);
  });

  test('opens at the second asking, where only the password brings the level', async () => {
    const login = await browser.visit(`${site.origin}/strong`);
    saying(site, { acr: 'urn:cognito:loa:3' });
    expect(await browser.submit(login, ada)).toMatchObject({ url: `${site.origin}/strong`, text: 'strong' });
  });

  test('asks again when the proof is too old, and not for a page that needs only the level', async () => {
    saying(site, { acr: 'urn:cognito:loa:3' });
    await browser.visit(`${site.origin}/fresh`);
    site.advance(6 * minuteMs);
    expect((await open('/strong')).text).toBe('strong');
    expect((await open('/fresh')).status).toBe(303);
    expect(site.eventsOf('level_required').at(-1)).toMatchObject({ reason: 'sign_in_is_not_recent' });
  });

  test.each([
    ['says it again', { acr: 'urn:cognito:loa:3' }, 200],
    ['leaves it out', {}, 200],
    ['says less', { acr: 'urn:cognito:loa:1' }, 303],
  ])('after a refresh that %s it is as the token says', async (_how, claims, status) => {
    saying(site, { acr: 'urn:cognito:loa:3' });
    await browser.visit(`${site.origin}/strong`);
    site.pool.faults.clear();
    saying(site, claims);
    site.advance(59.5 * minuteMs);
    expect((await open('/strong')).status).toBe(status);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
  });

  test('tells a program and a script with 403 what is missing, and where to get it', async () => {
    for (const headers of [
      { accept: 'application/json' },
      { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
    ]) {
      const page = await open('/strong', { headers });
      expect([page.status, JSON.parse(page.text)]).toEqual([
        403,
        {
          code: 'authentication_level_required',
          reason: 'level_not_said',
          signInUrl: `/auth/sign-in?${strongAgain}`,
        },
      ]);
    }
  });

  test.each(['invalid_request', 'unmet_authentication_requirements'])(
    'says that the level is not to be had when the pool answers %s',
    async (error) => {
      const authorize = new URL(redirectOf(await open('/strong')) ?? '');
      const state = authorize.searchParams.get('state') ?? '';
      const query = new URLSearchParams({ error, state }).toString();
      const page = await open(`/auth/callback?${query}`);
      expect([page.status, JSON.parse(page.text)]).toMatchObject([
        403,
        { code: 'authentication_level_required', reason: 'level_not_offered' },
      ]);
    },
  );

  test.each([
    [{}],
    [{ anyLevel: [] }],
    [{ anyLevel: ['two words'] }],
    [{ anyLevel: ['with"quote'] }],
    [{ allMethods: [''] }],
    [{ withinSeconds: -1 }],
    [{ anyLevel: ['a'], withinSeconds: Number.NaN }],
  ])('is not made for %j', (requirements) => {
    expect(() => site.auth.requireLevel(requirements)).toThrow(TypeError);
  });

  test('a page for a claim opens by what the ID token says, whatever claim it is (F-R62)', async () => {
    const refused = await open('/gold');
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
      403,
      { code: 'forbidden', reason: 'missing_claim' },
    ]);
    expect(site.eventsOf('forbidden').at(-1)).toMatchObject({ missing: 'claim' });
    saying(site, { 'custom:tier': 'gold' });
    await site.auth.endSignInsOf('everybody');
    const golden = await signedIn(site, ada);
    expect((await golden.send(`${site.origin}/gold`)).text).toBe('gold');
  });

  test('a bearer of a token without the level is challenged as RFC 9470 says, and let in with one that has it', async () => {
    const token = (await open('/token')).text;
    const call = (bearer: string) =>
      createBrowser().send(`${site.origin}/api/strong`, { headers: { authorization: `Bearer ${bearer}` } });
    const refused = await call(token);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([
      401,
      `Bearer error="insufficient_user_authentication", error_description="A stronger or a more recent sign-in is needed", acr_values="${strong.join(' ')}", max_age="300"`,
    ]);
    const claims = { acr: 'urn:cognito:loa:3' };
    expect((await call(reissued(site.pool, token, { claims }))).text).toBe('strong');
    const old = { ...claims, auth_time: Math.floor(Date.now() / 1000) - 3600 };
    expect((await call(reissued(site.pool, token, { claims: old }))).status).toBe(401);
    const tomorrow = { ...claims, auth_time: Math.floor(Date.now() / 1000) + 86_400 };
    expect((await call(reissued(site.pool, token, { claims: tomorrow }))).status).toBe(401);
  });
});

test('another OpenID provider is asked in the same way: for the level, then for the password, and no further', async () => {
  const provider = await startForeignProvider({ acrValues: ['gold'] });
  const { issuer, client } = provider;
  const site = await startBareSite({
    auth: { pool: { issuer, ...client } },
    routes: (app, auth) => {
      app.get('/gold', auth.requireLevel({ anyLevel: ['gold'] }), (_request, response) => {
        response.send('gold');
      });
    },
  });
  try {
    await provider.serve(site.origin);
    const browser = createBrowser();
    const person = { login: 'edsger', password: 'x' };
    const through = async (page: Answer): Promise<Answer> => {
      const next = await browser.submit(page, person);
      return next.url.startsWith(issuer) ? browser.submit(next) : next;
    };
    await through(await browser.visit(`${site.origin}/account`));
    const first = redirectOf(await browser.send(`${site.origin}/gold`)) ?? '';
    expect(Object.fromEntries(new URL(first).searchParams)).toMatchObject({ acr_values: 'gold' });
    // It remembers the browser, asks for consent at most, and says no level. Then it is asked for the password.
    let page = await browser.visit(first);
    while (page.url.startsWith(issuer) && !page.text.includes('name="password"'))
      page = await browser.submit(page);
    expect(page.text).toContain('name="password"');
    const refused = await through(page);
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([
      403,
      { code: 'authentication_level_required', reason: 'level_not_said' },
    ]);
  } finally {
    await site.close();
    await provider.close();
  }
});
