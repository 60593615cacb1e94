import { describe, expect, test } from '@jest/globals';
import { totpCode } from '../../../src/local-pool/index.js';
import { startBareSite, type BareSiteOptions } from '../../support/bare-site.js';
import type { Answer, Browser } from '../../support/browser.js';
import { makeForEachTest, openForEachTest } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { minuteMs } from '../../support/short-lived.js';

const top = 'urn:cognito:loa:4';

// A page with a button, and what its script calls.
const routes: NonNullable<BareSiteOptions['routes']> = (app, auth) => {
  const returnTo = '/shop?tab=2';
  app.get('/shop', auth.requireSignIn(), (_request, response) => void response.send('shop'));
  const paid = (_request: unknown, response: { json(body: object): unknown }): void =>
    void response.json({ paid: true });
  app.post('/pay', auth.requireRecentSignIn({ withinSeconds: 300, returnTo }), paid);
  app.post('/pay-out', auth.requireLevel({ anyLevel: [top], returnTo }), paid);
  app.post('/pay-all', auth.requireLevel({ anyLevel: [top], withinSeconds: 300, returnTo }), paid);
  app.post('/pay-by-code', auth.requireLevel({ allMethods: ['otp'], returnTo }), paid);
};

describe('a script whose call needs more than the sign-in that its person has (F-R100)', () => {
  const site = openForEachTest(() => startBareSite({ routes, pool: { levels: true } }));
  const browser = makeForEachTest(() => signedIn(site));

  const call = (path: string, who: Browser = browser): Promise<Answer> =>
    who.send(`${site.origin}${path}`, { method: 'POST', headers: { accept: 'application/json' } });
  const refusalOf = async (path: string): Promise<readonly [number, Readonly<Record<string, string>>]> => {
    const { status, text } = await call(path);
    return [status, JSON.parse(text)];
  };
  /** Leads the person where the refusal says, as `location.assign` does. */
  const lead = (signInUrl: string | undefined): Promise<Answer> =>
    browser.visit(`${site.origin}${signInUrl ?? ''}`);
  const pathOf = ({ url }: Answer): string => new URL(url).pathname;
  const secretCode = (secret: string) => ({ code: totpCode(secret, site.pool.clock.now()) });
  const shop = () => ({ url: `${site.origin}/shop?tab=2`, text: 'shop' });

  test('leads to the password, comes back to its page, and then the call passes', async () => {
    site.advance(6 * minuteMs);
    const [status, { code, signInUrl }] = await refusalOf('/pay');
    expect([status, code]).toEqual([401, 'recent_sign_in_required']);
    const login = await lead(signInUrl);
    expect(pathOf(login)).toBe('/login');
    const asked = site.pool.requests.list('authorize').at(-1)?.parameters;
    expect(asked).toMatchObject({ prompt: 'login', max_age: '300' });
    expect(site.eventsOf('sign_in_started').at(-1)).toMatchObject({ isStepUp: true });
    expect(await browser.submit(login, ada)).toMatchObject(shop());
    expect(await call('/pay')).toMatchObject({ status: 200, text: '{"paid":true}' });
  });

  test('leads to the code of the level, with no password, and then the call passes', async () => {
    const secret = site.pool.enableTotp(ada.username);
    const [status, { code, signInUrl }] = await refusalOf('/pay-out');
    expect([status, code]).toEqual([403, 'authentication_level_required']);
    const page = await lead(signInUrl);
    expect(pathOf(page)).toBe('/mfa');
    expect(await browser.submit(page, secretCode(secret))).toMatchObject(shop());
    expect((await call('/pay-out')).status).toBe(200);
  });

  test('leads to password and code where the level has to be recent, and then the call passes', async () => {
    const secret = site.pool.enableTotp(ada.username);
    site.advance(6 * minuteMs);
    const [, { signInUrl }] = await refusalOf('/pay-all');
    const login = await lead(signInUrl);
    expect(pathOf(login)).toBe('/login');
    const page = await browser.submit(login, ada);
    expect(await browser.submit(page, secretCode(secret))).toMatchObject(shop());
    expect((await call('/pay-all')).status).toBe(200);
  });

  test('leads to the whole sign-in for a method, which cannot be asked for, and then the call passes', async () => {
    const secret = site.pool.enableTotp(ada.username);
    const [, { signInUrl }] = await refusalOf('/pay-by-code');
    const page = await browser.submit(await lead(signInUrl), ada);
    expect(await browser.submit(page, secretCode(secret))).toMatchObject(shop());
    expect((await call('/pay-by-code')).status).toBe(200);
  });

  test('gets the same link where its person has failed, or where it follows the link itself', async () => {
    const [, { signInUrl }] = await refusalOf('/pay-all');
    const itself = await browser.send(`${site.origin}${signInUrl}`, {
      headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-origin' },
    });
    expect(JSON.parse(itself.text)).toMatchObject({ code: 'not_signed_in', signInUrl });
    // Nobody without a second factor comes to the level.
    const failed = await lead(signInUrl);
    expect([failed.status, JSON.parse(failed.text)]).toMatchObject([
      403,
      { reason: 'level_not_offered', signInUrl },
    ]);
    expect((await browser.visit(`${site.origin}/account`)).status).toBe(200);
  });

  test('is let pass by no link: what it asks for is asked of the pool, and the guard looks for itself (A-13)', async () => {
    site.advance(6 * minuteMs);
    for (const link of ['max_age=999999999', 'acr_values=urn:cognito:loa:1', 'max_age=now', '']) {
      const page = await lead(`/auth/sign-in?return_to=%2Fshop%3Ftab%3D2&${link}`);
      // Where the pool asks for the password, nobody types it.
      expect(['/login', '/shop']).toContain(pathOf(page));
      expect([(await call('/pay')).status, (await call('/pay-out')).status]).toEqual([401, 403]);
    }
    expect((await browser.visit(`${site.origin}/account`)).status).toBe(200);
  });
});
