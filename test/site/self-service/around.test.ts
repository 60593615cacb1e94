import { afterEach, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signedIn } from '../../support/people.js';
import { startWholeSite } from '../../support/whole-site.js';
import {
  browserOf,
  errorAt,
  fill,
  heading,
  password,
  said,
  somebody,
  startSelfServiceSite,
} from './support/self-service-site.js';

const pages = [
  '/account/profile',
  '/account/security',
  '/account/security/password',
  '/account/profile/email',
];

describe('without the scope', () => {
  const site = openForAllTests(() => startWholeSite());

  test.each(pages)('%s says how it is turned on, and does nothing', async (path) => {
    const browser = await signedIn(site);
    const page = await browser.visit(`${site.origin}${path}`);
    expect([page.status, heading(page)]).toEqual([200, 'Self-service is not turned on']);
    expect(page.text).toContain('COGNITO_SCOPES=openid email profile aws.cognito.signin.user.admin');
    const sent = await browser.post(`${site.origin}${path}`, { name: 'Mallory' });
    expect([403, 405]).toContain(sent.status);
    expect(site.pool.requests.count('api')).toBe(0);
  });

  test('signing out everywhere leaves other apps alone, and does not say otherwise', async () => {
    const browser = await signedIn(site);
    const page = await browser.visit(`${site.origin}/account/sign-ins`);
    expect(page.text).not.toContain('Your other apps');
    await fill(browser, page, '/auth/sign-out-everywhere');
    expect(site.pool.requests.count('api')).toBe(0);
  });
});

describe('with the scope', () => {
  const site = openForAllTests(startSelfServiceSite);
  const at = (path: string): string => `${site.origin}${path}`;
  afterEach(() => site.pool.faults.clear());

  test.each(pages)('%s is for people who are signed in', async (path) => {
    const answer = await createBrowser().send(at(path));
    expect([answer.status, answer.location]).toEqual([
      303,
      `/auth/sign-in?return_to=${encodeURIComponent(path)}`,
    ]);
  });

  test('a sign-in that was not granted it is told to sign in once more', async () => {
    const { browser } = await somebody(site);
    const claims = { scope: 'openid email profile' };
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'access', claims }, times: 1 });
    const narrow = await browserOf(site, 'ada@example.com');
    const page = await narrow.visit(at('/account/profile'));
    expect(heading(page)).toBe('Sign in once more to change this');
    expect(page.text).toContain('href="/auth/sign-in?return_to=%2Faccount%2Fprofile"');
    expect(heading(await browser.visit(at('/account/profile')))).toBe('Your profile');
  });

  test('signing out everywhere ends the tokens of other apps too (R 73)', async () => {
    const { email, browser } = await somebody(site);
    const { browser: other } = await somebody(site);
    const page = await browser.visit(at('/account/sign-ins'));
    expect(page.text).toContain('Your other apps of this user pool end too');
    const calls = site.pool.requests.count('api');
    const done = await fill(browser, page, '/auth/sign-out-everywhere');
    expect(heading(done)).toBe('You are signed out');
    // Whether the pool tracks sessions, and the end of the tokens.
    expect(site.pool.requests.count('api')).toBe(calls + 2);
    expect(site.pool.person(email).enabled).toBe(true);
    expect((await other.send(at('/account'))).status).toBe(200);
  });

  test('where the pool cannot be asked, every session here ends all the same, and the page says what may go on', async () => {
    const { email, browser } = await somebody(site);
    const other = await browserOf(site, email);
    const page = await browser.visit(at('/account/sign-ins'));
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'drop' } });
    const done = await fill(browser, page, '/auth/sign-out-everywhere');
    expect(done.url).toBe(at('/signed-out?apps=not-ended'));
    expect(done.text).toContain('Your other apps may go on.');
    for (const one of [browser, other]) expect((await one.send(at('/account'))).status).toBe(303);
    expect(site.log.events('other_apps_not_ended')).toEqual([
      expect.objectContaining({ code: 'pool_unreachable' }),
    ]);
  });

  test.each([
    [{ kind: 'drop' }, 503, 'pool_unreachable'],
    [{ kind: 'status', status: 503, body: '<h1>Busy</h1>' }, 503, 'pool_unreachable'],
    [{ kind: 'status', status: 429, body: '{"__type":"TooManyRequestsException"}' }, 503, 'pool_unreachable'],
    [{ kind: 'status', status: 400, body: '{"__type":"TooManyRequestsException"}' }, 503, 'pool_unreachable'],
    [{ kind: 'status', status: 400, body: '{"__type":"NobodyKnowsException"}' }, 502, 'pool_rejected'],
    [{ kind: 'broken-json' }, 502, 'pool_rejected'],
  ] as const)('an API that answers with %j is answered with %i and %s', async (fault, status, code) => {
    const { browser } = await somebody(site);
    site.pool.faults.add({ endpoint: 'api', fault });
    const page = await browser.visit(at('/account/profile'));
    expect(page.status).toBe(status);
    expect(page.text).toContain(`<code>${code}</code>`);
  });

  test('a refusal that is for the people who run the pool is no fault of the person', async () => {
    const { browser } = await somebody(site);
    const page = await browser.visit(at('/account/profile/phone'));
    const body = '{"__type":"InvalidSmsRoleAccessPolicyException","message":"arn:aws:iam::1:role/x"}';
    // The profile is read first.
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'delay', ms: 1 }, times: 1 });
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 400, body }, times: 1 });
    const again = await fill(browser, page, '/phone', { address: '+4915112345678' });
    expect(again.status).toBe(502);
    expect(again.text).not.toContain('arn:aws');
  });

  test('somebody whose sign-in the pool has ended is asked to sign in', async () => {
    const { browser } = await somebody(site);
    site.pool.revokeEverything();
    const page = await browser.visit(at('/account/profile'));
    expect(page.status).toBe(401);
    expect(page.text).toContain('<code>not_signed_in</code>');
    expect((await browser.send(at('/account'))).status).toBe(303);
  });

  test('an access token that the pool no longer takes is renewed, and the page goes on', async () => {
    const { browser } = await somebody(site);
    const body = '{"__type":"NotAuthorizedException","message":"Access Token has expired"}';
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 400, body }, times: 1 });
    expect(heading(await browser.visit(at('/account/profile')))).toBe('Your profile');
  });

  test('people of another provider see what it manages, and change nothing here', async () => {
    const browser = createBrowser();
    const start = await browser.visit(
      at('/auth/sign-in?identity_provider=Google&return_to=/account/profile'),
    );
    const page = await browser.submit(start, { email: 'gee@example.com', name: 'Gee', continue: '1' });
    expect(page.text).toContain('You sign in through <strong><bdi>Google</bdi></strong>');
    expect(page.text).toContain('<bdi>Gee</bdi>');
    expect(page.text).not.toContain('action="/account/profile"');
    const security = await browser.visit(at('/account/security'));
    expect(security.text).not.toMatch(/second-factor"|security\/password"/);
    const sent = await browser.post(at('/account/profile'), { name: 'Mallory' });
    expect(sent.location).toBe('/account/profile?outcome=unchanged');
    const address = await browser.post(at('/account/profile/email'), { address: 'mallory@example.com' });
    expect(address.location).toBe('/account/profile/email');
    expect(site.pool.outbox.latest('mallory@example.com')).toBeUndefined();
  });

  test('no password, code, key or token reaches the log', async () => {
    const { browser } = await somebody(site);
    const secrets = ['Wrong-Secret-7', 'Fresh-Secret-8', '424242'];
    const page = await browser.visit(at('/account/security/password'));
    const [currentPassword = '', newPassword = ''] = secrets;
    await fill(browser, page, '/password', { currentPassword, newPassword, repeatedPassword: newPassword });
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'drop' }, times: 1 });
    await fill(browser, page, '/password', { currentPassword, newPassword, repeatedPassword: newPassword });
    const start = await browser.visit(at('/account/security/authenticator'));
    const app = await fill(browser, start, '/authenticator');
    const key = /name="key" value="([A-Z2-7]+)"/.exec(app.text)?.[1] ?? '';
    expect(errorAt(await fill(browser, app, '/confirm', { code: '424242' }), 'code')).toBeDefined();
    const log = site.log.lines.join('\n');
    expect(log).toContain('request_failed');
    for (const secret of [...secrets, key, password, 'eyJ']) expect(log).not.toContain(secret);
    expect(said(app)).toBe('');
  });
});
