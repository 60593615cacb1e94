import { beforeEach, describe, expect, test } from '@jest/globals';
import { AuthError, type OwnTokens } from '../../../src/auth/index.js';
import { startBareSite } from '../../support/bare-site.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, grace, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

const asked: OwnTokens[] = [];
let signOutOfOtherApps = (_tokens: OwnTokens): Promise<void> => Promise.resolve();

const site = openForAllTests(() =>
  startBareSite({
    auth: {
      signOutOfOtherApps: async (tokens) => {
        asked.push(tokens);
        await signOutOfOtherApps(tokens);
      },
    },
    routes: (app, auth) => {
      app.post('/others', auth.requireSameOrigin(), async (req, res) => {
        res.json({ ended: await auth.endOtherSignIns(req) });
      });
      const returnTo = '/form';
      app.post('/form', auth.requireSignIn({ returnTo }), (_req, res) => res.send('done'));
      app.post('/danger', auth.requireRecentSignIn({ withinSeconds: 60, returnTo }), (_req, res) =>
        res.send('done'),
      );
      app.post('/away', auth.requireSignIn({ returnTo: 'https://evil.example' }), (_req, res) =>
        res.send('done'),
      );
    },
  }),
);
beforeEach(() => {
  asked.length = 0;
  site.events.length = 0;
  signOutOfOtherApps = () => Promise.resolve();
});
const at = (path: string): string => `${site.origin}${path}`;

describe('ending the other sign-ins of a person', () => {
  test('ends them all but the one that asks, and nobody else’s', async () => {
    const [one, two, three] = [await signedIn(site), await signedIn(site), await signedIn(site)];
    const other = await signedIn(site, grace);
    const answer = await one.post(at('/others'));
    expect(Number(answer.json()['ended'])).toBeGreaterThanOrEqual(2);
    expect((await one.send(at('/account'))).status).toBe(200);
    for (const ended of [two, three]) expect((await ended.send(at('/account'))).status).toBe(303);
    expect((await other.send(at('/account'))).status).toBe(200);
    expect(site.eventsOf('sign_ins_ended')).toHaveLength(1);
  });

  test('is for people who are signed in', async () => {
    expect((await createBrowser().post(at('/others'))).status).toBe(401);
  });
});

describe('signing out everywhere', () => {
  test('hands the access token over while it still counts, once', async () => {
    const browser = await signedIn(site);
    const before = site.pool.requests.count('revoke');
    let revokedMeanwhile = -1;
    signOutOfOtherApps = () => {
      revokedMeanwhile = site.pool.requests.count('revoke') - before;
      return Promise.resolve();
    };
    const answer = await browser.post(at('/auth/sign-out-everywhere'));
    expect(answer.location).toContain(`${site.pool.domain}/logout`);
    expect(asked).toEqual([{ accessToken: expect.stringMatching(/^eyJ/), scopes: expect.any(Array) }]);
    // Other sign-ins of Ada's may be among those that ended first; this one's token was none of them.
    expect(site.pool.requests.count('revoke') - before).toBe(revokedMeanwhile + 1);
  });

  test('ends the session although other apps cannot be asked, and tells the person and the log', async () => {
    const browser = await signedIn(site);
    signOutOfOtherApps = () => Promise.reject(new AuthError('pool_unreachable'));
    const answer = await browser.post(at('/auth/sign-out-everywhere'));
    expect(answer.location).toBe(`${site.origin}/signed-out?apps=not-ended`);
    expect((await browser.send(at('/account'))).status).toBe(303);
    expect(site.eventsOf('other_apps_not_ended')).toMatchObject([{ code: 'pool_unreachable' }]);
  });

  test('of one sign-in asks nothing of other apps', async () => {
    const browser = await signedIn(site);
    await browser.post(at('/auth/sign-out'));
    expect(asked).toEqual([]);
  });
});

describe('a form that was sent without a good sign-in', () => {
  test('leads back to its page after signing in', async () => {
    const answer = await createBrowser().post(at('/form'));
    expect([answer.status, answer.location]).toEqual([303, '/auth/sign-in?return_to=%2Fform']);
  });

  test('leads back to its page after proving once more who one is', async () => {
    const browser = await signedIn(site);
    site.advance(2 * minuteMs);
    const login = await browser.visit((await browser.post(at('/danger'))).location);
    expect(new URL(login.url).pathname).toBe('/login');
    expect((await browser.submit(login, ada)).url).toBe(at('/form'));
  });

  test('never leads to another site', async () => {
    expect((await createBrowser().post(at('/away'))).location).toBe('/auth/sign-in?return_to=%2F');
  });
});
