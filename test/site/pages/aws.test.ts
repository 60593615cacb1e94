import { describe, expect, test } from '@jest/globals';
import { createBrowser, type Answer } from '../../support/browser.js';
import { makeForEachTest, openForEachTest } from '../../support/opened.js';
import { grace, signIn } from '../../support/people.js';
import { startWholeSite } from '../../support/whole-site.js';
import { startPageSite } from './support/page-site.js';

const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`;

const site = openForEachTest(startPageSite);
const browser = makeForEachTest(createBrowser);

const open = (query = ''): Promise<Answer> => signIn(browser, `${site.origin}/account/aws${query}`);
const withRoles = (): void => {
  site.pool.updateGroup('admins', { roleArn: role('path/of-admins'), precedence: 1 });
  site.pool.updateGroup('staff', { roleArn: role('of-staff'), precedence: 10 });
};

describe('the page of AWS credentials', () => {
  test('shows identity, access key and end, and no secret', async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/us-east-1:[0-9a-f-]{36}/);
    expect(page.text).toContain('ASIALOCALPOOLNOTREAL');
    expect(page.text).toContain('in 60 minutes');
    expect(page.text).not.toMatch(/these-credentials-are-not-real|local-pool\.|eyJ/);
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('asks the identity pool once for many looks', async () => {
    await open();
    const asked = site.pool.requests.count('api');
    await open();
    expect(site.pool.requests.count('api')).toBe(asked);
  });

  test('stands in the navigation of who is signed in', async () => {
    expect((await open()).text).toContain('<a href="/account/aws" aria-current="page">AWS</a>');
    expect((await createBrowser().send(`${site.origin}/`)).text).not.toContain('/account/aws');
  });

  test('asks a stranger to sign in, and a program gets 401', async () => {
    const stranger = createBrowser();
    const asPage = await stranger.send(`${site.origin}/account/aws`, { headers: { accept: 'text/html' } });
    expect([asPage.status, asPage.headers.location]).toEqual([
      303,
      '/auth/sign-in?return_to=%2Faccount%2Faws',
    ]);
    const asProgram = await stranger.send(`${site.origin}/account/aws`, {
      headers: { accept: 'application/json' },
    });
    expect(asProgram.status).toBe(401);
  });

  test('names the roles of the person’s groups, the preferred one as such', async () => {
    withRoles();
    const { text } = await open();
    expect(text).toMatch(/<bdi>of-admins<\/bdi><\/strong> <span class="badge">preferred/);
    expect(text).toContain(`/account/aws?role=${encodeURIComponent(role('of-staff'))}`);
  });

  test('takes the role that is asked for, and leaves the choice to AWS again', async () => {
    withRoles();
    const { status, text } = await open(`?${new URLSearchParams({ role: role('of-staff') }).toString()}`);
    expect(status).toBe(200);
    expect(text).toContain('You asked for the role <strong><bdi>of-staff</bdi></strong>');
    expect(text).toContain('<a href="/account/aws">Leave the choice to AWS</a>');
  });

  test('of somebody whose groups have no role says so', async () => {
    const { text } = await signIn(browser, `${site.origin}/account/aws`, grace);
    expect(text).toContain('None of your groups has a role');
  });
});

describe('when there are none to be had', () => {
  test('a role of other groups is refused, with 403 and what to do', async () => {
    const page = await open(`?role=${encodeURIComponent(role('root'))}`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('That role is not yours to take');
    expect(page.text).not.toContain('role/root');
  });

  test('after the sign-in was ended at the pool, a new one is offered that leads back', async () => {
    await signIn(browser, `${site.origin}/account`);
    site.pool.revokeEverything();
    const page = await browser.send(`${site.origin}/account/aws`);
    expect(page.status).toBe(401);
    expect(page.text).toContain('AWS asks for a newer sign-in');
    expect(page.text).toContain('href="/auth/sign-in?return_to=%2Faccount%2Faws"');
    expect(site.reports.at(-1)?.error).toMatchObject({ poolError: 'identity_pool_refuses_token' });
  });

  test('an outage of AWS is told as one, to people and to programs', async () => {
    await signIn(browser, `${site.origin}/account`);
    site.pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 503 } });
    const page = await browser.send(`${site.origin}/account/aws`);
    expect([page.status, page.headers['retry-after']]).toEqual([503, '5']);
    expect(page.text).toContain('AWS cannot be reached');
    expect(page.text).toContain('you still are');
    const answer = await browser.send(`${site.origin}/account/aws`, {
      headers: { accept: 'application/json' },
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'pool_unreachable',
      title: 'AWS cannot be reached',
    });
  });
});

describe('the whole site', () => {
  test('without an identity pool has neither the page nor a link to it', async () => {
    const whole = await startWholeSite();
    try {
      const account = await signIn(browser, `${whole.origin}/account`);
      expect(account.text).not.toContain('/account/aws');
      expect((await browser.send(`${whole.origin}/account/aws`)).status).toBe(404);
    } finally {
      await whole.close();
    }
  });

  test('with one shows the credentials, and no line of its log has one of them', async () => {
    const whole = await startWholeSite({
      env: { COGNITO_IDENTITY_POOL_ID: 'us-east-1:11111111-2222-3333-4444-555555555555' },
    });
    try {
      const page = await signIn(browser, `${whole.origin}/account/aws`);
      expect(page.text).toContain('ASIALOCALPOOLNOTREAL');
      await browser.post(`${whole.origin}/auth/sign-out`);
      const lines = whole.log.lines.join('');
      expect(lines).toContain('/account/aws');
      expect(lines).not.toMatch(/ASIA|not-real|identity_?id/i);
    } finally {
      await whole.close();
    }
  });
});
