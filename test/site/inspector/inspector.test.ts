import { afterEach, describe, expect, test } from '@jest/globals';
import { sessionKey } from '../../../src/auth/sessions/session-of-request.js';
import { createBrowser, type Answer, type Browser } from '../../support/browser.js';
import { callbackOf, signedIn } from '../../support/people.js';
import { openForAllTests } from '../../support/opened.js';
import { stateOf, withParameters } from '../../support/callback.js';
import { sessionIdOf } from '../../support/session-cookie.js';
import { startWholeSite } from '../../support/whole-site.js';
import { stepsOf, storiesOf, textOf } from './support/page.js';

const env = { INSPECTOR: 'on' };
let offsetMs = 0;
const site = openForAllTests(() => {
  const now = (): number => Date.now() + offsetMs;
  return startWholeSite({ env, now, pool: { accessTokenSeconds: 300, idTokenSeconds: 300 } });
});

afterEach(() => {
  site.pool.faults.clear();
  site.pool.updateClient(site.pool.client.id, { secrets: [site.pool.client.secret], rotation: false });
});

/** Time goes on until tokens are due, which is a minute before their end. */
const untilDue = (): void => {
  offsetMs += 270_000;
  site.pool.clock.advance(270_000);
};

const inspectorOf = (browser: Browser, path = ''): Promise<Answer> =>
  browser.visit(`${site.origin}/inspector${path}`);

describe('a good sign-in', () => {
  test('is told step by step, with what was sent, what came back and what was checked (F-U10)', async () => {
    const page = await inspectorOf(await signedIn(site));
    expect(storiesOf(page)).toEqual(['Sign-in done']);
    expect(stepsOf(page)).toEqual([
      'Asks to sign in',
      ...(stepsOf(page).includes('Fetches the discovery document') ? ['Fetches the discovery document'] : []),
      'Redirects to the hosted UI',
      'The person signs in there',
      'Comes back with a code',
      ...(stepsOf(page).includes('Fetches the signing keys') ? ['Fetches the signing keys'] : []),
      'Uses the sign-in up',
      'Redeems the code',
      'Verifies both tokens',
      'Opens the session',
      'Looks for an earlier end',
      'Redirects to the page',
    ]);
    const text = textOf(page);
    for (const part of ['code_challenge_method S256', 'grant_type authorization_code', 'expires_in 300'])
      expect(text).toContain(part);
    expect(text).toContain('passed the nonce is that of this sign-in');
    expect(text).not.toContain('not reached');
  });

  test('shows the tokens taken apart, marks what the site uses, and knows of the refresh token', async () => {
    const text = textOf(await inspectorOf(await signedIn(site)));
    expect(text).toMatch(/● kid .* names the key of the pool/);
    expect(text).toContain('● alg RS256');
    expect(text).toContain(`● aud ${site.pool.client.id}`);
    expect(text).toContain('● token_use access');
    expect(text).toMatch(/● exp \d+ \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)/);
    expect(text).toMatch(/ jti [\w-]+ nothing/);
    expect(text).toMatch(
      /Kept in the session store as #[0-9a-f]{8} ; no browser has it. The tokens have not been renewed/,
    );
  });

  test('gives away no secret, code, token, state or cookie (F-U10)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    const state = stateOf(callback);
    const pending = Object.values(await browser.cookies(site.origin));
    await browser.visit(callback);
    const page = await inspectorOf(browser);
    const tokens = await tokensOf(browser);
    const secrets = [
      state,
      new URL(callback).searchParams.get('code') ?? '',
      site.pool.client.secret,
      ...pending,
      ...Object.values(await browser.cookies(site.origin)),
      ...tokens,
      ...tokens.map((token) => token.split('.')[2] ?? token),
    ];
    expect(secrets.every((secret) => secret.length >= 16)).toBe(true);
    expect(secrets.filter((secret) => page.text.includes(secret))).toEqual([]);
    expect(textOf(page)).toMatch(/client secret #[0-9a-f]{8} \d+ characters/);
  });

  test('is seen by the browser that did it, and by no other (F-U10)', async () => {
    const browser = await signedIn(site);
    const story = /\/inspector\/(\d+)"/.exec((await inspectorOf(browser)).text)?.[1] ?? '';
    const other = await signedIn(site);
    expect((await inspectorOf(other, `/${story}`)).status).toBe(404);
    const stranger = createBrowser();
    await stranger.jar.setCookie('inspector=made-up', site.origin);
    expect(textOf(await inspectorOf(stranger))).toContain('Nothing yet.');
    expect((await stranger.cookies(site.origin))['inspector']).not.toBe('made-up');
  });
});

/** What the store has of the session of a browser. */
const tokensOf = async (browser: Browser): Promise<readonly string[]> => {
  const key = sessionKey(await sessionIdOf(browser, site.origin));
  const session = await site.storage.store.readTokens(key);
  if (session === undefined) throw new Error('there is no such session');
  const { idToken, accessToken, refreshToken = '' } = session.tokens;
  return [idToken, accessToken, refreshToken];
};

describe('a sign-in that fails', () => {
  test('a forged callback fails on the check that this browser began it, and nothing is spent', async () => {
    const browser = createBrowser();
    const forged = withParameters(await callbackOf(browser, site), { state: 'x'.repeat(43) });
    await browser.visit(forged);
    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Sign-in failed', 'Sign-in under way']);
    expect(stepsOf(page)).toEqual(['Comes back with a code', 'Shows an error page']);
    const text = textOf(page);
    expect(text).toContain('failed this browser has a sign-in under way with this state');
    expect(text).toContain('not reached the pool did not say no');
    expect(text).toContain('reason no_pending_sign_in');
  });

  test('a wrong client secret fails at the token endpoint, and the setting to change is named (F-U10)', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    site.pool.updateClient(site.pool.client.id, { secrets: ['another-secret-that-is-long-enough'] });
    await browser.visit(callback);
    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Sign-in failed']);
    const text = textOf(page);
    expect(text).toContain('What to change: Compare COGNITO_CLIENT_ID and COGNITO_CLIENT_SECRET');
    expect(text).toContain('failed the pool knows the app client and its secret');
    expect(text).toContain('error invalid_client');
    expect(stepsOf(page)).not.toContain('Verifies both tokens');
  });

  test('a token that is signed by somebody else fails on its signature', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    const fault = { kind: 'token', of: 'id', signature: 'foreign' } as const;
    site.pool.faults.add({ endpoint: 'token', fault });
    await browser.visit(callback);
    const text = textOf(await inspectorOf(browser));
    expect(text).toContain('failed signed with RS256 by a key of the pool’s set');
    expect(text).toContain('Revokes the refresh token');
  });

  test('a pool that does not answer is the step that failed', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser, site);
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'drop' } });
    await browser.visit(callback);
    const page = await inspectorOf(browser);
    expect(textOf(page)).toContain('status no answer');
    expect(page.text).toMatch(/Redeems the code<\/span>(?:(?!<\/summary>)[\s\S])*failed/);
  });
});

describe('what comes after a sign-in', () => {
  test('a refresh that two pages need at once: one asks, the other uses what it got', async () => {
    const browser = await signedIn(site);
    untilDue();
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'delay', ms: 150 } });
    await Promise.all([1, 2].map(() => browser.send(`${site.origin}/account`)));
    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Refresh, for 2 requests done', 'Sign-in done']);
    expect(stepsOf(page).filter((step) => step.startsWith('Asks for new tokens'))).toHaveLength(1);
    expect(stepsOf(page)).toContain('Uses the tokens of the other (request B)');
    expect(textOf(page)).toContain('The tokens were renewed once in this session. Rotation: not seen.');
  });

  test('rotation is seen when the pool gives a new refresh token', async () => {
    site.pool.updateClient(site.pool.client.id, { rotation: { graceSeconds: 0 } });
    const browser = await signedIn(site);
    await browser.post(`${site.origin}/inspector/refresh`);
    expect(textOf(await inspectorOf(browser))).toContain('Rotation: seen.');
  });

  test('a refresh that the pool refuses says so', async () => {
    const browser = await signedIn(site);
    untilDue();
    const body = JSON.stringify({ error: 'invalid_grant' });
    const headers = { 'Content-Type': 'application/json' };
    site.pool.faults.add({ endpoint: 'token', fault: { kind: 'status', status: 400, body, headers } });
    await browser.send(`${site.origin}/account`);
    const text = textOf(await inspectorOf(browser));
    expect(text).toContain('failed the refresh token is good');
    expect(text).toContain('error invalid_grant');
  });

  test('a sign-out shows that the session ends before the pool is asked for anything', async () => {
    const browser = await signedIn(site);
    await browser.visit((await browser.post(`${site.origin}/auth/sign-out`)).location);
    const page = await inspectorOf(browser);
    expect(storiesOf(page)).toEqual(['Sign-out done', 'Sign-in done']);
    expect(stepsOf(page)).toEqual([
      'Asks to sign out',
      'Ends the session',
      'Revokes the refresh token',
      'Redirects to the pool’s sign-out',
      'The pool forgets the browser',
      'Is back, signed out',
    ]);
  });
});

describe('a request that is odd', () => {
  test.each(['//', '//auth/callback?%', '/auth/callback?code=%E0%A4%A&state=%', '/?a=1&a=2#x'])(
    '%s is answered as it is without an inspector',
    async (path) => {
      expect((await createBrowser().send(`${site.origin}${path}`)).status).toBeLessThan(500);
    },
  );
});

describe('the pages of the inspector', () => {
  test('what was recorded is forgotten when its browser says so, and not when another site does', async () => {
    const browser = await signedIn(site);
    const url = `${site.origin}/inspector/forget`;
    const headers = { 'origin': 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await browser.send(url, { method: 'POST', headers })).status).toBe(403);
    expect(storiesOf(await inspectorOf(browser))).toEqual(['Sign-in done']);
    expect((await browser.post(url)).status).toBe(303);
    expect(textOf(await inspectorOf(browser))).toContain('Nothing yet.');
  });

  test('show the files of the steps, at their line, and no other file', async () => {
    const browser = await signedIn(site);
    const href = /href="([^"]*\/inspector\/source\/sign-in\/pending\.ts#L\d+)"/.exec(
      (await inspectorOf(browser)).text,
    )?.[1];
    const page = await browser.visit(`${site.origin}${href}`);
    expect(page.text).toContain('createPendingSignIns');
    for (const path of ['seal.ts', '..%2fconfig.ts', '../config.ts', '%2e%2e/%2e%2e/package.json', 'sign-in'])
      expect((await browser.send(`${site.origin}/inspector/source/${path}`)).status).toBe(404);
  });
});

describe('where it is off', () => {
  const plain = openForAllTests(() => startWholeSite());

  test('there is no page, no link and no cookie', async () => {
    const browser = await signedIn(plain);
    const page = await browser.visit(`${plain.origin}/account`);
    expect((await browser.send(`${plain.origin}/inspector`)).status).toBe(404);
    expect(page.text).not.toContain('/inspector"');
    expect(Object.keys(await browser.cookies(plain.origin))).toEqual(['session']);
  });
});
