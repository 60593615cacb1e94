import { beforeEach, describe, expect, test } from '@jest/globals';
import { startBareSite, type BareSite } from '../../support/bare-site.js';
import { type Browser, type Page } from '../../support/browser.js';
import { closeAfterEach } from '../../support/closing.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

const closing = closeAfterEach();

describe('a page that asks for a recent sign-in', () => {
  let site: BareSite;
  let browser: Browser;
  beforeEach(async () => {
    site = closing(await startBareSite());
    browser = await signedIn(site);
  });

  test('opens to who has just signed in', async () => {
    expect((await open('/security')).text).toBe('security');
  });

  test('asks for the password again after five minutes, though the pool knows the browser, and then opens', async () => {
    site.advance(6 * minuteMs);
    const login = await browser.visit(`${site.origin}/security?tab=mfa`);
    expect(new URL(login.url).pathname).toBe('/login');
    const asked = site.pool.requests.list('authorize').at(-1)?.parameters;
    expect(asked).toMatchObject({ prompt: 'login' });
    // Cognito tells when somebody signed in without being asked, and knows max_age on paper only.
    expect(asked).not.toHaveProperty('max_age');
    expect(site.eventsOf('sign_in_started').at(-1)).toMatchObject({ isStepUp: true });
    const page = await browser.submit(login, ada);
    expect(page).toMatchObject({ url: `${site.origin}/security?tab=mfa`, text: 'security' });
  });

  test('leaves the session as it is while, and when, nothing comes of it', async () => {
    site.advance(6 * minuteMs);
    const { session } = await browser.cookies(site.origin);
    await open('/security');
    expect((await open('/account')).status).toBe(200);
    expect((await browser.cookies(site.origin))['session']).toBe(session);
  });

  test('refuses a pool that did not ask again and says when the person signed in long ago (A-12)', async () => {
    site.advance(6 * minuteMs);
    const start = await open('/security');
    // The pool is asked without the prompt, so that it answers from its own session.
    const authorize = new URL(start.headers.location ?? '');
    authorize.searchParams.delete('prompt');
    const page = await browser.visit(authorize.href);
    expect(page.status).toBe(502);
    expect(JSON.parse(page.text)).toMatchObject({ code: 'pool_rejected', reason: 'sign_in_is_not_recent' });
    expect(new URL((await browser.visit(`${site.origin}/security`)).url).pathname).toBe('/login');
    expect((await open('/account')).status).toBe(200);
  });

  test.each([
    ['missing', undefined],
    ['in the future', Math.floor(Date.now() / 1000) + 24 * 3600],
    ['not a number', 'now'],
  ])('refuses a time of signing in that is %s (A-12)', async (_what, auth_time) => {
    site.advance(6 * minuteMs);
    const login = await browser.visit(`${site.origin}/security`);
    const fault = { kind: 'token', of: 'id', claims: { auth_time } } as const;
    site.pool.faults.add({ endpoint: 'token', fault });
    const page = await browser.submit(login, ada);
    expect([page.status, JSON.parse(page.text).code]).toEqual([502, 'pool_rejected']);
    expect(site.eventsOf('session_ended')).toEqual([]);
    expect((await open('/account')).status).toBe(200);
    expect((await open('/security')).status).toBe(303);
  });

  test('tells a script with 401 what is missing, and where to get it', async () => {
    site.advance(6 * minuteMs);
    const page = await browser.send(`${site.origin}/security`, { headers: { accept: 'application/json' } });
    expect(page.status).toBe(401);
    expect(JSON.parse(page.text)).toMatchObject({
      code: 'recent_sign_in_required',
      signInUrl: '/auth/sign-in?return_to=%2Fsecurity',
    });
  });

  test('is not opened by refreshing tokens: the time of signing in stays what it was', async () => {
    site.advance(59.5 * minuteMs);
    await open('/account');
    expect(site.eventsOf('tokens_refreshed')).toHaveLength(1);
    expect((await open('/security')).status).toBe(303);
  });

  const open = (path: string): Promise<Page> => browser.send(`${site.origin}${path}`);
});
