import { beforeEach, describe, expect, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests, makeForEachTest } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import { startPageSite } from './support/page-site.js';

const site = openForAllTests(startPageSite);
const browser = makeForEachTest(createBrowser);
beforeEach(() => site.pool.faults.clear());

const attack = 'globalThis.wasInjected = true;';
const wasInjected = (): unknown => Reflect.get(globalThis, 'wasInjected');

// What EJS takes for options when they come along with the values of a page (CVE-2022-29078), and values of our pages.
const settings = {
  'settings[view options][outputFunctionName]': `x;${attack}s`,
  'settings[view options][escapeFunction]': `1;${attack}`,
  'settings[view options][client]': 'true',
  'settings[view options][localsName]': `page=(${attack})`,
};
const plain = {
  outputFunctionName: `x;${attack}s`,
  escapeFunction: `1;${attack}`,
  client: 'true',
  compileDebug: 'true',
  debug: 'true',
  delimiter: '?',
  filename: '/etc/passwd',
  _with: 'true',
  async: 'true',
};
const values = {
  'title': 'Planted',
  'body': 'Planted',
  'page[title]': 'Planted',
  'problem[text]': 'Planted',
};

describe('what a query asks of the templates does nothing (N-04):', () => {
  test.each([
    ['options as Express would nest them', settings],
    ['options as they are', plain],
    ['values of a page', values],
  ])('%s', async (_what, query) => {
    await signIn(browser, `${site.origin}/account`);
    const search = new URLSearchParams(query).toString();
    for (const path of ['/', '/account', '/admin', '/auth/sign-out', '/signed-out', '/problems/forbidden']) {
      const before = await browser.send(`${site.origin}${path}`);
      const after = await browser.send(`${site.origin}${path}?${search}`);
      expect({ path, status: after.status, text: after.text }).toEqual({
        path,
        status: before.status,
        text: before.text,
      });
    }
    expect(wasInjected()).toBeUndefined();
  });
});

test('nor do claims with such names, which reach no template but as the text of an attribute (N-04)', async () => {
  const nested = { 'view options': { outputFunctionName: `x;${attack}s`, client: true } };
  const claims = {
    ...plain,
    ...values,
    settings: nested,
    site: { name: 'Planted' },
    part: {},
    name: '<%= 6*7 %>',
  };
  site.pool.faults.add({ endpoint: 'token', fault: { kind: 'token', of: 'id', claims } });
  const { status, text } = await signIn(browser, `${site.origin}/account`);
  expect(status).toBe(200);
  expect(text).toContain('&lt;%= 6*7 %&gt;');
  expect(text).not.toMatch(/Planted|wasInjected|etc\/passwd/);
  expect(wasInjected()).toBeUndefined();
});

test('what the pool says of a failure is not what the page says (N-03)', async () => {
  const callback = async (error: string, description: string): Promise<string> => {
    const start = await browser.send(`${site.origin}/auth/sign-in`);
    const state = new URL(start.headers.location ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({
      state,
      error,
      error_description: description,
      error_uri: 'https://evil.example',
    });
    const { status, text } = await browser.send(`${site.origin}/auth/callback?${query.toString()}`);
    expect(status).toBe(403);
    return text;
  };
  const plainly = await callback('access_denied', '');
  expect(plainly).toContain('<code>sign_in_refused</code>');
  expect(await callback('access_denied', 'Call 555-0100 <b>now</b> \u202E\u0007')).toBe(plainly);
  // A word that nobody knows has a page of its own, whatever the word and its explanation are.
  const unknown = await callback('never_heard_of', '');
  expect(await callback('call_555-0100', '<script>alert(1)</script>'.repeat(70))).toBe(unknown);
});
