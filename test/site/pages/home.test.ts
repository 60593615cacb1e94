import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createDemoPool } from '../../../src/demo/pool-faults.js';
import { liftedCode } from '../../../src/pages/home.js';
import { createBrowser, send, type Answer, type Browser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, grace, signedIn, signIn } from '../../support/people.js';
import { startWholeSite } from '../../support/whole-site.js';

const people = [
  { email: ada.username, about: 'an admin' },
  { email: grace.username, about: 'in no group' },
];
let offsetMs = 0;
const laterBy = (ms: number): void => {
  offsetMs += ms;
  demo.pool.clock.advance(ms);
};
const demo = openForAllTests(() =>
  startWholeSite({
    env: { INSPECTOR: 'on', COGNITO_SCOPES: 'openid email profile aws.cognito.signin.user.admin' },
    now: () => Date.now() + offsetMs,
    demoHints: (pool) => ({ people, password: ada.password, pool: createDemoPool(pool) }),
  }),
);
const plain = openForAllTests(() => startWholeSite());
afterEach(() => demo.pool.faults.clear());

const homeFor = (browser: Browser): Promise<Answer> => browser.visit(`${demo.origin}/`);
const faultIn = (browser: Browser, fault: string): Promise<Answer> =>
  browser.post(`${demo.origin}/demo/pool`, { fault });

describe('the home page of somebody who is signed in', () => {
  test('tells the sign-in in six steps, each a link to the inspector and to its file (F-U9)', async () => {
    const browser = await signedIn(demo);
    const { text } = await homeFor(browser);
    const links = [...text.matchAll(/href="(\/inspector\/\d+#step-\d+)"/g)].map(([, href = '']) => href);
    const files = [...text.matchAll(/href="(\/inspector\/source\/[^"#]+)#L\d+"/g)].map(
      ([, href = '']) => href,
    );
    expect(links).toHaveLength(6);
    expect(files).toHaveLength(6);
    for (const path of new Set([...links, ...files].map((link) => link.split('#')[0] ?? '')))
      expect((await browser.visit(`${demo.origin}${path}`)).status).toBe(200);
    const step = links[3]?.split('#')[1] ?? '';
    const page = await browser.visit(`${demo.origin}${links[3] ?? ''}`);
    expect(page.text).toContain(`id="${step}"`);
  });

  test('tells a step-up as what it was: a page was asked for that wants more', async () => {
    const browser = await signedIn(demo);
    expect((await homeFor(browser)).text).toContain('You asked to sign in.');
    laterBy(25 * 60_000);
    const asked = await browser.visit(`${demo.origin}/account/security/delete`);
    await browser.submit(asked, ada);
    const { text } = await homeFor(browser);
    expect(text).toContain('You asked for a page that wants more.');
    expect(text.match(/href="\/inspector\/\d+#step-\d+"/g)).toHaveLength(6);
  });

  test('without an inspector it tells the same, and leads nowhere (F-U9)', async () => {
    const { text } = await (await signedIn(plain)).visit(`${plain.origin}/`);
    expect(text.match(/This site traded the code for tokens/g)).toHaveLength(1);
    expect(text).not.toContain('/inspector');
    expect(text).not.toContain('/demo/pool');
  });

  test('the demo leads Grace to a page that she may not see, which names the group (F-U9)', async () => {
    const visitor = createBrowser();
    const href = /href="([^"]*return_to=%2Fadmin[^"]*)"/.exec((await homeFor(visitor)).text)?.[1] ?? '';
    const page = await signIn(visitor, `${demo.origin}${href.replaceAll('&amp;', '&')}`, grace);
    expect(page.status).toBe(403);
    expect(page.text).toContain('It is for the group <code>admins</code>.');
    expect((await homeFor(visitor)).text).toContain('Open the admin page');
  });
});

describe('the home page of a visitor', () => {
  test('shows the code that an app of one’s own needs, as createAuth has it', async () => {
    const example = /@example\n([\s\S]*?)\n \* @see/.exec(
      readFileSync('src/auth/create-auth.ts', 'utf8'),
    )?.[1];
    expect(liftedCode).toBe(example?.replaceAll(/^ \* /gm, ''));
    expect((await homeFor(createBrowser())).text).toContain('const auth = createAuth({');
  });
});

describe('breaking the pool of the demo', () => {
  test('a fault of the list makes the next sign-in fail, and mending ends that', async () => {
    const browser = createBrowser();
    expect((await faultIn(browser, 'wrong-client-secret')).location).toBe('/#break');
    expect((await homeFor(browser)).text).toContain('The pool is broken on purpose.');
    expect((await signIn(browser, `${demo.origin}/account`)).status).toBe(500);
    expect((await browser.visit(`${demo.origin}/inspector`)).text).toContain('COGNITO_CLIENT_SECRET');
    await faultIn(browser, 'none');
    expect((await homeFor(browser)).text).not.toContain('broken on purpose');
    expect((await signIn(browser, `${demo.origin}/account`)).status).toBe(200);
  });

  const demoPool = createDemoPool({ faults: { clear() {}, add() {}, list: () => [], take: () => [] } });
  test.each(demoPool.faults.map(({ name }) => name))('%s does something that can be seen', async (name) => {
    // By a refresh, or by what happens to everybody who signs in.
    const browser = name === 'refresh-refused' ? await signedIn(demo) : createBrowser();
    await faultIn(browser, name);
    const answer =
      name === 'refresh-refused'
        ? await browser.post(`${demo.origin}/inspector/refresh`)
        : await signIn(browser, `${demo.origin}/account`);
    const inspector = await browser.visit(`${demo.origin}/inspector`);
    await faultIn(browser, 'none');
    expect(answer.status).toBeGreaterThan(400);
    expect(inspector.text.includes('<strong>Failed:</strong>')).toBe(true);
  });

  test('what is not on the list is refused, and changes nothing', async () => {
    const browser = createBrowser();
    await faultIn(browser, 'pool-down');
    for (const fault of ['', 'pool-up', 'constructor'])
      expect((await faultIn(browser, fault)).status).toBe(400);
    expect((await homeFor(browser)).text).toContain('Take the token endpoint down');
    expect(demo.pool.faults.list()).toHaveLength(1);
    await faultIn(browser, 'none');
  });

  test('another site cannot do it, nor a program elsewhere or behind a proxy, nor a link', async () => {
    const url = `${demo.origin}/demo/pool`;
    const form = { fault: 'pool-down' };
    const own = { 'origin': demo.origin, 'sec-fetch-site': 'same-origin' };
    const foreign = { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await send(url, { form, headers: foreign })).status).toBe(403);
    expect((await send(url, { form, headers: { ...own, 'x-forwarded-for': '203.0.113.7' } })).status).toBe(
      404,
    );
    expect((await send(url, { headers: own })).status).toBe(405);
    expect(demo.pool.faults.list()).toEqual([]);
  });

  test('where it is no demo there is nothing to break', async () => {
    expect((await createBrowser().post(`${plain.origin}/demo/pool`, { fault: 'none' })).status).toBe(404);
  });
});
