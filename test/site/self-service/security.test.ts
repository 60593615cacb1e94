import { describe, expect, test } from '@jest/globals';
import { totpCode } from '../../../src/local-pool/index.js';
import { createBrowser } from '../../support/browser.js';
import { openForAllTests } from '../../support/opened.js';
import { signIn } from '../../support/people.js';
import {
  browserOf,
  errorAt,
  fill,
  heading,
  password,
  said,
  somebody,
  startSelfServiceSite,
  valueOf,
} from './support/self-service-site.js';

const site = openForAllTests(startSelfServiceSite);
const at = (path: string): string => `${site.origin}${path}`;
const newPassword = 'Quite-Another-2';

describe('the password', () => {
  const change = { currentPassword: password, newPassword, repeatedPassword: newPassword };
  const open = async () => {
    const { email, browser } = await somebody(site);
    return { email, browser, page: await browser.visit(at('/account/security/password')) };
  };

  test('is changed after its rules were shown, and ends the other sign-ins but not this one', async () => {
    const { email, browser, page } = await open();
    const other = await browserOf(site, email);
    expect(page.text).toContain('at least 8 characters');
    const done = await fill(browser, page, '/password', change);
    expect(said(done)).toContain(
      'Your password is changed, and your other sign-ins at this site have ended.',
    );
    expect((await browser.send(at('/account'))).status).toBe(200);
    expect((await other.send(at('/account'))).status).toBe(303);
    // What the pool remembers of the other browser is from before, so it asks for the password: the new one.
    const page2 = await signIn(other, at('/account'), { username: email, password: newPassword });
    expect(heading(page2)).toContain('Somebody');
  });

  test.each([
    [{ newPassword: 'short', repeatedPassword: 'short' }, 'newPassword', 'The new password is too short.'],
    [
      { newPassword: 'no-digit-Here', repeatedPassword: 'no-digit-Here' },
      'newPassword',
      'The new password needs a digit.',
    ],
    [
      { repeatedPassword: 'Something-Else-3' },
      'repeatedPassword',
      'The two are not the same. Type both anew.',
    ],
    [{ currentPassword: 'Not-Mine-4' }, 'currentPassword', 'That is not your present password.'],
    [
      { newPassword: password, repeatedPassword: password },
      'newPassword',
      'That is the password that you have.',
    ],
    [{ newPassword: '', repeatedPassword: '' }, 'newPassword', 'Type a new password.'],
  ])(
    'stays where the form has %j, and the page says what is wrong and shows no password',
    async (wrong, field, sentence) => {
      const { email, browser, page } = await open();
      const again = await fill(browser, page, '/password', { ...change, ...wrong });
      expect(again.status).toBe(422);
      expect(errorAt(again, field)).toBe(sentence);
      for (const name of Object.keys(change)) expect(valueOf(again, name)).toBe('');
      await browserOf(site, email);
    },
  );

  test('is not tried for ever: the sixth attempt within an hour is to wait', async () => {
    const { browser, page } = await open();
    const wrong = { ...change, currentPassword: 'Not-Mine-4' };
    for (let attempt = 0; attempt < 5; attempt += 1) await fill(browser, page, '/password', wrong);
    expect(said(await fill(browser, page, '/password', wrong))).toContain('tried too often');
  });
});

describe('an authenticator app', () => {
  const setUp = async () => {
    const { email, browser } = await somebody(site);
    const start = await browser.visit(at('/account/security/authenticator'));
    const page = await fill(browser, start, '/authenticator');
    const key = /name="key" value="([A-Z2-7]+)"/.exec(page.text)?.[1] ?? '';
    return { email, browser, page, key };
  };

  test('gets its key as a picture and in groups of four, and is asked for from then on', async () => {
    const { email, browser, page, key } = await setUp();
    expect(page.text).toMatch(/<svg class="qr" viewBox="0 0 (\d+) \1"/);
    expect([...page.text.matchAll(/<code>([A-Z2-7]{1,4})<\/code>/g)].map(([, group]) => group).join('')).toBe(
      key,
    );
    const code = totpCode(key, site.pool.clock.now());
    const done = await fill(browser, page, '/confirm', { code });
    expect(said(done)).toContain('Your authenticator app is set up.');
    expect(done.text).toContain('on, asked for first');
    const fresh = createBrowser();
    const asked = await signIn(fresh, at('/account'), { username: email, password });
    expect(asked.url).toContain(site.pool.domain);
    expect(asked.text).toMatch(/authenticator/i);
  });

  test('keeps its key where the code is wrong, so that nobody sets the app up twice', async () => {
    const { browser, page, key } = await setUp();
    const again = await fill(browser, page, '/confirm', { code: '000000' });
    expect(again.status).toBe(422);
    expect(again.text).toContain(`name="key" value="${key}"`);
    expect(errorAt(again, 'code')).toContain('That is not the code that the app should show now.');
    expect(valueOf(again, 'code')).toBe('');
    const short = await fill(browser, page, '/confirm', { code: '12' });
    expect(errorAt(short, 'code')).toBe('The app shows six digits. Type them here.');
  });

  test('can be turned off again', async () => {
    const { browser, page, key } = await setUp();
    const on = await fill(browser, page, '/confirm', { code: totpCode(key, site.pool.clock.now()) });
    const off = await fill(browser, on, '/second-factor', { method: 'app', change: 'off' });
    expect(said(off)).toContain('Your second factor is changed.');
    expect(off.text).not.toContain('asked for first');
  });

  test('is not on offer where the pool has no second factor, and the page says so', async () => {
    const { browser } = await somebody(site);
    site.pool.updatePool({ mfa: 'OFF' });
    try {
      const start = await browser.visit(at('/account/security/authenticator'));
      const page = await fill(browser, start, '/authenticator');
      expect([page.status, said(page)]).toEqual([422, 'This user pool does not take authenticator apps.']);
    } finally {
      site.pool.updatePool({ mfa: 'OPTIONAL' });
    }
  });
});

describe('a code by e-mail', () => {
  const turnOn = async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/security'));
    const answer = await fill(browser, page, '/second-factor', { method: 'email', change: 'first' });
    return { email, answer };
  };

  test('is turned on where the pool offers it and the address is confirmed', async () => {
    site.pool.updatePool({ mfaMethods: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'] });
    const { email, answer } = await turnOn();
    expect(said(answer)).toBe('Your second factor is changed. It counts from the next sign-in on.');
    expect(site.pool.person(email).preferredMfa).toBe('EMAIL_OTP');
  });

  test('is refused where the pool does not offer it, and the page says so', async () => {
    site.pool.updatePool({ mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
    const { email, answer } = await turnOn();
    expect([answer.status, said(answer)]).toEqual([422, 'This user pool does not offer that second factor.']);
    expect(site.pool.person(email).preferredMfa).toBeUndefined();
  });
});

test('a passkey and a device that are gone already are said to be gone', async () => {
  const { browser } = await somebody(site);
  const sent = await browser.post(at('/account/security/passkeys/remove'), { id: 'none' });
  expect(said(await browser.visit(new URL(sent.location, site.origin).href))).toBe(
    'It was not there any more.',
  );
  const forgotten = await browser.post(at('/account/security/devices/forget'), { key: 'us-east-1_0123' });
  expect(forgotten.location).toBe('/account/security?outcome=gone');
});

describe('the account', () => {
  test('is deleted after its name was typed, with every sign-in here', async () => {
    const { email, browser } = await somebody(site);
    const other = await browserOf(site, email);
    const page = await browser.visit(at('/account/security/delete'));
    const gone = await fill(browser, page, '/delete', { confirmation: email.toUpperCase() });
    expect(heading(gone)).toBe('The account is deleted');
    expect(gone.text).not.toContain('Signed in as');
    // To an account that is not there any more.
    expect(gone.text).not.toContain('Sign in again</a></p>');
    expect(() => site.pool.person(email)).toThrow();
    for (const one of [browser, other]) expect((await one.send(at('/account'))).status).toBe(303);
  });

  test('stays where something else was typed', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/security/delete'));
    const again = await fill(browser, page, '/delete', { confirmation: 'delete' });
    expect([again.status, valueOf(again, 'confirmation')]).toEqual([422, 'delete']);
    expect(errorAt(again, 'confirmation')).toBe(`That is not ${email}. Nothing has been deleted.`);
    expect(site.pool.person(email).enabled).toBe(true);
  });
});

describe('a dangerous change', () => {
  test.each([
    '/account/security/password',
    '/account/security/authenticator',
    '/account/security/delete',
    '/account/profile/email',
  ])('%s asks for a sign-in of the last ten minutes, and goes on after it', async (path) => {
    const { email, browser } = await somebody(site);
    site.advance(11 * 60_000);
    const asked = await browser.visit(at(path));
    expect(asked.url).toContain('/login');
    const page = await browser.submit(asked, { username: email, password });
    expect(page.url).toBe(at(path));
  });

  test('that was typed slowly still counts; one that was left lying leads back to its page after a sign-in', async () => {
    const { email, browser } = await somebody(site);
    const page = await browser.visit(at('/account/security/delete'));
    site.advance(15 * 60_000);
    expect((await fill(browser, page, '/delete', { confirmation: 'no' })).status).toBe(422);
    site.advance(6 * 60_000);
    const asked = await fill(browser, page, '/delete', { confirmation: email });
    expect(asked.url).toContain('/login');
    const back = await browser.submit(asked, { username: email, password });
    expect(back.url).toBe(at('/account/security/delete'));
    expect(site.pool.person(email).enabled).toBe(true);
  });
});

describe('passkeys', () => {
  const passkey = {
    id: 'credential',
    publicKey: '',
    counter: 0,
    relyingPartyId: 'localhost',
    attachment: 'platform',
    transports: [],
    createdAt: Date.now(),
  } as const;

  test('are not spoken of where the pool takes none, although it lists them as none', async () => {
    const { browser } = await somebody(site);
    expect((await browser.visit(at('/account/security'))).text).not.toMatch(/passkey/i);
  });

  test('from before the pool stopped taking them can be removed, and none is added', async () => {
    const { email, browser } = await somebody(site);
    Object.assign(site.pool.person(email), { passkeys: [{ ...passkey }] });
    const page = await browser.visit(at('/account/security'));
    expect(page.text).toContain('This user pool takes passkeys no more');
    expect(page.text).not.toContain('Add a passkey');
    const done = await fill(browser, page, '/passkeys/remove');
    expect(said(done)).toContain('That passkey is removed.');
    expect(done.text).not.toContain('aria-labelledby="passkeys"');
  });
});

describe('the pool’s page that adds a passkey', () => {
  test.each([
    ['success', 'A passkey was added.'],
    ['invalid_session', 'No passkey was added.'],
  ])('comes back to the security page with %s', async (result, sentence) => {
    const { browser } = await somebody(site);
    expect(said(await browser.visit(at(`/auth/callback?result=${result}`)))).toContain(sentence);
  });

  test('is no way around the callback: anything else is one', async () => {
    const page = await createBrowser().visit(at('/auth/callback?result=success&state=x'));
    expect(page.status).toBe(400);
  });
});
