import { describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite, type BareSiteOptions } from '../../support/bare-site.js';
import { closeAfterEach } from '../../support/closing.js';
import { takeDown } from '../../support/outage.js';
import { grace, signedIn } from '../../support/people.js';

const closing = closeAfterEach();

const start = async (options: BareSiteOptions = {}): Promise<BareSite> => {
  const site = await startBareSite({
    ...options,
    routes: (app, auth) => {
      app.post('/refresh', async (request, response) => {
        await auth.refreshNow(request);
        response.send('refreshed');
      });
      app.get('/now/admin', async (request, response, next) => {
        await auth.refreshNow(request);
        await auth.requireAnyGroup('admins')(request, response, next);
      });
      app.get('/now/admin', (_request, response) => void response.send('admin now'));
    },
  });
  return closing(site);
};

describe.each([
  ['without rotation', false],
  ['with rotation and no grace', { graceSeconds: 0 }],
] as const)('a refresh on demand, %s', (_name, rotation) => {
  test('brings the groups of now, in this request and in later ones (F-R66)', async () => {
    const site = await start({ pool: { rotation } });
    const browser = await signedIn(site, grace);
    site.pool.setGroups(grace.username, ['admins']);
    expect((await browser.send(`${site.origin}/admin`)).status).toBe(403);
    expect((await browser.send(`${site.origin}/now/admin`)).text).toBe('admin now');
    expect((await browser.send(`${site.origin}/admin`)).status).toBe(200);
    site.pool.setGroups(grace.username, []);
    expect((await browser.send(`${site.origin}/now/admin`)).status).toBe(403);
    expect((await browser.send(`${site.origin}/admin`)).status).toBe(403);
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(2);
  });

  test('is shared by those who ask at the same moment (F-R66)', async () => {
    const site = await start({ pool: { rotation } });
    const browser = await signedIn(site, grace);
    const pages = await Promise.all(Array.from({ length: 20 }, () => browser.post(`${site.origin}/refresh`)));
    expect(pages.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, () => 'refreshed'));
    expect(site.eventsOf('tokens_refreshed').length).toBeLessThan(20);
    expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
  });
});

test('a refresh on demand is for people who are signed in (F-R66)', async () => {
  const site = await start();
  const browser = await signedIn(site);
  const cookie = await browser.jar.getCookieString(site.origin);
  await browser.post(`${site.origin}/auth/sign-out`);
  const page = await browser.send(`${site.origin}/refresh`, { method: 'POST', headers: { cookie } });
  expect([page.status, JSON.parse(page.text)]).toMatchObject([401, { code: 'not_signed_in' }]);
});

test('a refresh on demand tells that the pool has ended the sign-in, and ends the session (F-R66)', async () => {
  const site = await start();
  const browser = await signedIn(site);
  site.pool.revokeEverything();
  const page = await browser.post(`${site.origin}/refresh`);
  expect([page.status, JSON.parse(page.text)]).toMatchObject([401, { code: 'not_signed_in' }]);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(303);
});

test('a refresh on demand that fails leaves the sign-in as it was (F-R66)', async () => {
  const site = await start();
  const browser = await signedIn(site);
  takeDown(site.pool);
  expect((await browser.post(`${site.origin}/refresh`)).status).toBe(503);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
});

test('without a refresh token, a refresh on demand asks to sign in again, and the session goes on (F-R66)', async () => {
  const site = await start();
  site.pool.faults.add({
    endpoint: 'token',
    fault: { kind: 'token-response', change: { refresh_token: undefined } },
  });
  const browser = await signedIn(site);
  const page = await browser.post(`${site.origin}/refresh`);
  expect([page.status, JSON.parse(page.text)]).toMatchObject([401, { code: 'recent_sign_in_required' }]);
  expect((await browser.send(`${site.origin}/account`)).status).toBe(200);
});
