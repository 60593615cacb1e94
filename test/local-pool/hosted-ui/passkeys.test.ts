import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seedPassword, type LocalPool } from '../../../src/local-pool/index.js';
import { describeWithChromium, launchChromium } from '../../support/chromium.js';
import { startPool } from '../../support/pool.js';
import { keepScreenshot, openTab, seriousFindings, type Tab } from '../../support/tab.js';
import { decode, tokenRequest, type TokenSet } from '../support/app.js';
import { withAuthenticator, type Authenticator } from '../support/authenticator.js';

const ada = 'ada@example.com';

describeWithChromium('passkeys on the hosted pages (quirk: passkeys)', () => {
  let site: Server;
  let callback: string;
  let browser: Browser;
  let pool: LocalPool;
  let context: BrowserContext;
  let tab: Tab;
  let page: Page;
  let authenticator: Authenticator;

  beforeAll(async () => {
    site = createServer((_request, response) => response.end('back at the app')).listen(0, '127.0.0.1');
    await once(site, 'listening');
    const address = site.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    callback = `http://localhost:${port}/callback`;
    browser = await launchChromium();
  });
  beforeEach(async () => {
    pool = await startPool({ callbackUrls: [callback], levels: true, passkeys: true });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    tab = await openTab(context);
    page = tab.page;
    authenticator = await withAuthenticator(context, page);
  });
  afterEach(async () => {
    await context.close();
    await pool.close();
  });
  afterAll(async () => {
    await browser.close();
    site.closeAllConnections();
    site.close();
  });

  const atLocalhost = (): string => pool.domain.replace('127.0.0.1', 'localhost');

  const urlOf = (path: string, host = atLocalhost(), more: Record<string, string> = {}): string => {
    const query = { response_type: 'code', client_id: pool.client.id, redirect_uri: callback, ...more };
    return `${host}${path}?${new URLSearchParams(query).toString()}`;
  };

  const signIn = async (host = atLocalhost()): Promise<void> => {
    await page.goto(urlOf('/login', host));
    await page.fill('#username', ada);
    await page.fill('#password', seedPassword);
    await page.press('#password', 'Enter');
    await page.waitForURL(/\/callback\?code=/u);
  };

  /** From the keyboard alone, once the page has put the focus on its button. */
  const pressButton = async (): Promise<void> => {
    await page.locator('form[data-passkey] button:focus').waitFor();
    await page.keyboard.press('Enter');
  };

  const register = async (): Promise<void> => {
    await page.goto(urlOf('/passkeys/add'));
    await pressButton();
    await page.waitForURL(/\/callback\?result=success/u);
  };

  const claimsHere = async (): Promise<Record<string, unknown>> => {
    const code = new URL(page.url()).searchParams.get('code') ?? '';
    const form = { grant_type: 'authorization_code', code, redirect_uri: callback };
    const tokens = (await tokenRequest(pool, form)).json() as unknown as TokenSet;
    return decode(tokens.id_token);
  };

  const usePasskey = async (more: Record<string, string> = {}): Promise<void> => {
    await context.clearCookies();
    await page.goto(urlOf('/oauth2/authorize', atLocalhost(), more));
    await page.fill('#username', ada);
    await page.click('button[name=passkey]');
    await page.waitForURL(/\/passkey\?/u);
    await pressButton();
  };

  test('are registered and used from the keyboard, and tokens say how somebody signed in', async () => {
    await signIn();
    await register();
    expect(pool.person(ada).passkeys).toMatchObject([
      { relyingPartyId: 'localhost', attachment: 'platform', transports: ['internal'] },
    ]);
    await usePasskey({ acr_values: 'urn:cognito:loa:3' });
    await page.waitForURL(/\/callback\?code=/u);
    expect(await claimsHere()).toMatchObject({ acr: 'urn:cognito:loa:3', amr: ['swk'] });
    expect(tab.complaints).toEqual([]);
  });

  test('of a security key are said to be one', async () => {
    await authenticator.refuse();
    await withAuthenticator(context, page, { isRoaming: true });
    await signIn();
    await register();
    expect(pool.person(ada).passkeys).toMatchObject([{ attachment: 'cross-platform', transports: ['usb'] }]);
    await usePasskey({ acr_values: 'urn:cognito:loa:1' });
    await page.waitForURL(/\/callback\?code=/u);
    expect(await claimsHere()).toMatchObject({ acr: 'urn:cognito:loa:3', amr: ['hwk'] });
  });

  test('need a name and not an address: pages at 127.0.0.1 lead to localhost, who is signed in included', async () => {
    await signIn(pool.domain);
    await page.goto(urlOf('/passkeys/add', pool.domain));
    await page.click('a.button');
    await page.waitForURL(`${atLocalhost()}/**`);
    expect(page.url()).not.toContain('handover');
    await pressButton();
    await page.waitForURL(/\/callback\?result=success/u);
    await context.clearCookies();
    await page.goto(urlOf('/login', pool.domain));
    await page.click('a.button:has-text("localhost")');
    await page.fill('#username', ada);
    await page.click('button[name=passkey]');
    await pressButton();
    await page.waitForURL(/\/callback\?code=/u);
  });

  test('of somebody who turns away: the page says so, and can be tried again', async () => {
    await signIn();
    await authenticator.refuse();
    await page.goto(urlOf('/passkeys/add'));
    await authenticator.session.send('WebAuthn.disable');
    await page.evaluate(`navigator.credentials.create = () => Promise.reject(new Error('turned away'))`);
    await pressButton();
    await page.locator('#passkey-problem:visible').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BUTTON');
    expect(await page.locator('form button').isEnabled()).toBe(true);
    expect(pool.person(ada).passkeys ?? []).toEqual([]);
  });

  test('are offered to nobody where they would not do', async () => {
    const offered = async (more: Record<string, string> = {}): Promise<number> => {
      await page.goto(urlOf('/login', atLocalhost(), more));
      return page.locator('button[name=passkey]').count();
    };
    expect(await offered()).toBe(1);
    expect(await offered({ acr_values: 'urn:cognito:loa:4' })).toBe(0);
    pool.updateClient(pool.client.id, { explicitAuthFlows: [] });
    expect(await offered()).toBe(0);
    pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    pool.updatePool({ firstFactors: ['PASSWORD'] });
    expect(await offered()).toBe(0);
  });

  test('that somebody does not have send them back to the password', async () => {
    for (const username of [ada, 'nobody@example.com', '']) {
      await page.goto(urlOf('/login'));
      await page.fill('#username', username);
      await page.click('button[name=passkey]');
      expect(await page.locator('#problem').textContent()).toContain('Sign in with the password');
    }
  });

  test('do not pass by a second factor, unless they stand for both', async () => {
    await signIn();
    await register();
    pool.enableTotp(ada);
    await page.goto(urlOf('/login', atLocalhost(), { prompt: 'login' }));
    await page.fill('#username', ada);
    await page.click('button[name=passkey]');
    expect(await page.locator('#problem').textContent()).toContain('Sign in with the password');
    pool.updatePool({ webAuthn: { userVerification: 'preferred', isMultiFactor: true } });
    pool.person(ada).passkeyMfa = true;
    await usePasskey();
    await page.waitForURL(/\/callback\?code=/u);
  });

  test('that the browser has forgotten sign nobody in', async () => {
    await signIn();
    await register();
    await authenticator.session.send('WebAuthn.clearCredentials', { authenticatorId: authenticator.id });
    await usePasskey();
    await page.locator('#passkey-problem:visible').waitFor();
    expect(new URL(page.url()).pathname).toBe('/passkey');
  });

  test.each([
    ['desk', 1280],
    ['phone', 360],
  ])('break no serious rule of axe on a %s', async (name, width) => {
    const wide = await browser.newContext({ viewport: { width, height: 740 }, bypassCSP: true });
    page = (await openTab(wide)).page;
    authenticator = await withAuthenticator(wide, page);
    await signIn();
    await page.goto(urlOf('/passkeys/add'));
    await keepScreenshot(page, `passkey-add-${name}`);
    expect(await seriousFindings(page)).toEqual([]);
    await pressButton();
    await page.waitForURL(/result=success/u);
    await wide.clearCookies();
    await page.goto(urlOf('/login'));
    await keepScreenshot(page, `passkey-login-${name}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.fill('#username', ada);
    await page.click('button[name=passkey]');
    await keepScreenshot(page, `passkey-sign-in-${name}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(urlOf('/login', pool.domain));
    await keepScreenshot(page, `passkey-elsewhere-${name}`);
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false);
    await wide.close();
  });
});
