import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SEED_PASSWORD, totpCode, type LocalPool } from '../../src/local-pool/index.js';
import { createBrowser, send, type Answer, type Browser } from './support/browser.js';
import { authorizeUrl, CALLBACK, decode, redeem, signIn, testPool, type TokenSet } from './support/pool.js';

const NEW_PASSWORD = 'Another-Pass-2';
const TWICE = { password: NEW_PASSWORD, passwordConfirmation: NEW_PASSWORD };

let pool: LocalPool;
let browser: Browser;

beforeEach(async () => {
  pool = await testPool();
  browser = createBrowser();
});
afterEach(() => pool.close());

function pageUrl(path: string, changes: Record<string, string | undefined> = {}): string {
  return authorizeUrl(pool, changes).replace('/oauth2/authorize', path);
}

/** Opens a page, sends its form, and answers what came of it. */
async function fill(url: string, fields: Record<string, string>): Promise<Answer> {
  return browser.submit(await browser.visit(url), url, fields);
}

function absolute(location: string): string {
  return new URL(location, pool.domain).href;
}

async function tokensOf(location: string): Promise<TokenSet> {
  const answer = await redeem(pool, new URL(location).searchParams.get('code') ?? '');
  return answer.json() as unknown as TokenSet;
}

function mailedCode(to: string): string {
  return pool.outbox.latest(to)?.code ?? '';
}

describe('sign-up', () => {
  test('leads to /confirm, whose code signs the new person in', async () => {
    const joined = await fill(pageUrl('/signup'), { username: 'new@example.com', name: 'New', ...TWICE });
    expect(joined.location).toMatch(/^\/confirm\?/u);
    const done = await fill(absolute(joined.location), { code: mailedCode('new@example.com') });
    expect(done.location).toContain(`${CALLBACK}?code=`);
    expect(decode((await tokensOf(done.location)).id_token)).toMatchObject({
      email: 'new@example.com',
      email_verified: true,
    });
  });

  test('refuses a weak password and an address that is taken, and says so on the form', async () => {
    const weak = await fill(pageUrl('/signup'), {
      username: 'new@example.com',
      password: 'short',
      passwordConfirmation: 'short',
    });
    expect(weak.body).toContain('Password did not conform with policy: Password not long enough');
    const taken = await fill(pageUrl('/signup'), { username: 'ada@example.com', ...TWICE });
    expect(taken.body).toContain('An account with the given email already exists.');
  });

  test('sends another code from /resendcode, after which only the new one works', async () => {
    const joined = await fill(pageUrl('/signup'), { username: 'new@example.com', ...TWICE });
    const first = mailedCode('new@example.com');
    expect((await browser.visit(pageUrl('/resendcode'))).location).toMatch(/^\/confirm\?/u);
    const second = mailedCode('new@example.com');
    if (first !== second) {
      const refused = await fill(absolute(joined.location), { code: first });
      expect(refused.body).toContain('Invalid verification code provided, please try again.');
    }
    expect((await fill(absolute(joined.location), { code: second })).location).toContain('?code=');
  });

  test('can be finished later by signing in, and by the link of a mail', async () => {
    await fill(pageUrl('/signup'), { username: 'new@example.com', ...TWICE });
    const again = await fill(pageUrl('/login'), { username: 'new@example.com', password: NEW_PASSWORD });
    expect(again.location).toMatch(/^\/confirm\?/u);
    const link = new URLSearchParams({
      client_id: pool.client.id,
      user_name: 'new@example.com',
      confirmation_code: mailedCode('new@example.com'),
    });
    const confirmed = await send(`${pool.domain}/confirmUser?${link.toString()}`);
    expect(confirmed.body).toContain('Your registration has been confirmed!');
  });

  test('is closed when the pool lets only administrators add people', async () => {
    pool.updatePool({ selfSignUp: false });
    expect((await browser.visit(pageUrl('/signup'))).location).toMatch(/^\/error\?/u);
  });
});

describe('a forgotten password', () => {
  test('is replaced with a mailed code, and the way goes on to /login', async () => {
    const asked = await fill(pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    expect(asked.location).toMatch(/^\/confirmforgotPassword\?/u);
    const changed = await fill(absolute(asked.location), { code: mailedCode('ada@example.com'), ...TWICE });
    expect(changed.location).toMatch(/^\/login\?/u);
    expect((await signIn(pool, { password: NEW_PASSWORD })).searchParams.has('code')).toBe(true);
  });

  test('of nobody looks the same as of somebody while the client hides who exists', async () => {
    const asked = await fill(pageUrl('/forgotPassword'), { username: 'nobody@example.com' });
    expect(asked.location).toMatch(/^\/confirmforgotPassword\?/u);
    expect((await browser.visit(absolute(asked.location))).body).toContain('n***@e***');
    expect(pool.outbox.list()).toHaveLength(0);
  });

  test('of nobody is said to be of nobody when the client does not hide who exists', async () => {
    pool.updateClient(pool.client.id, { preventUserExistenceErrors: false });
    const asked = await fill(pageUrl('/forgotPassword'), { username: 'nobody@example.com' });
    expect(asked.body).toContain('Username/client id combination not found.');
    const signedIn = await fill(pageUrl('/login'), { username: 'nobody@example.com', password: 'x' });
    expect(signedIn.body).toContain('User does not exist.');
  });
});

describe('challenges', () => {
  test('a temporary password has to be changed first', async () => {
    pool.addPerson({ email: 'temp@example.com', password: SEED_PASSWORD, status: 'FORCE_CHANGE_PASSWORD' });
    const first = await fill(pageUrl('/login'), { username: 'temp@example.com', password: SEED_PASSWORD });
    expect(first.location).toMatch(/^\/newPassword\?/u);
    expect((await fill(absolute(first.location), TWICE)).location).toContain('?code=');
    expect(pool.person('temp@example.com').status).toBe('CONFIRMED');
  });

  test('an authenticator code is asked for, and works once', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    const secret = pool.enableTotp('ada@example.com');
    const login = { username: 'ada@example.com', password: SEED_PASSWORD };
    const first = await fill(pageUrl('/login'), login);
    expect(first.location).toMatch(/^\/mfa\?/u);
    const code = totpCode(secret, pool.clock.now());
    expect((await fill(absolute(first.location), { code })).location).toContain('?code=');
    const second = await fill(pageUrl('/login'), login);
    const replayed = await fill(absolute(second.location), { code });
    expect(replayed.body).toContain('Your software token has already been used once.');
  });

  test('a code by mail is asked for', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.person('ada@example.com').mfaMethods = ['EMAIL_OTP'];
    const first = await fill(pageUrl('/login'), { username: 'ada@example.com', password: SEED_PASSWORD });
    const done = await fill(absolute(first.location), { code: mailedCode('ada@example.com') });
    expect(done.location).toContain('?code=');
  });

  test('a required second factor is set up on the way in', async () => {
    pool.updatePool({ mfa: 'ON' });
    const first = await fill(pageUrl('/login'), { username: 'ada@example.com', password: SEED_PASSWORD });
    expect(first.location).toMatch(/^\/mfaSetup\?/u);
    const page = await browser.visit(absolute(first.location));
    const secret = /<code>([A-Z2-7]{52})<\/code>/u.exec(page.body)?.[1] ?? '';
    const code = totpCode(secret, pool.clock.now());
    expect((await browser.submit(page, absolute(first.location), { code })).location).toContain('?code=');
  });

  test('an unfinished sign-in ends after five minutes with "Something went wrong"', async () => {
    pool.updatePool({ mfa: 'ON' });
    const first = await fill(pageUrl('/login'), { username: 'ada@example.com', password: SEED_PASSWORD });
    pool.clock.advance(5 * 60_000);
    const late = await browser.visit(absolute(first.location));
    const error = await browser.visit(absolute(late.location));
    expect([error.status, error.body.includes('Something went wrong')]).toEqual([400, true]);
  });

  test('five wrong passwords lock the door for a while', async () => {
    for (let i = 0; i < 5; i += 1)
      await fill(pageUrl('/login'), { username: 'ada@example.com', password: 'no' });
    const locked = await fill(pageUrl('/login'), { username: 'ada@example.com', password: SEED_PASSWORD });
    expect(locked.body).toContain('Password attempts exceeded');
    pool.clock.advance(16 * 60_000);
    expect((await signIn(pool)).searchParams.has('code')).toBe(true);
  });
});

describe('a simulated provider', () => {
  const asGoogle = { identity_provider: 'Google', scope: 'openid' };

  async function throughGoogle(
    fields: Record<string, string>,
    changes: Record<string, string> = {},
  ): Promise<Answer> {
    const start = await browser.visit(authorizeUrl(pool, { ...asGoogle, ...changes }));
    const back = await fill(absolute(start.location), fields);
    return back.location.startsWith('/oauth2/idpresponse') ? browser.visit(absolute(back.location)) : back;
  }

  test('skips /login and comes back through /oauth2/idpresponse, with Provider_id as the user name', async () => {
    const done = await throughGoogle({ email: 'g@example.com', name: 'Gee' });
    const id = decode((await tokensOf(done.location)).id_token);
    expect(id['cognito:username']).toMatch(/^Google_\d{20}$/u);
    expect(id['cognito:groups']).toEqual([`${pool.userPoolId}_Google`]);
    expect(id['identities']).toEqual([
      expect.objectContaining({
        providerName: 'Google',
        providerType: 'Google',
        primary: 'true',
        issuer: null,
      }),
    ]);
  });

  test('puts a nonce into the ID token that nobody asked for, the first time only', async () => {
    const done = await throughGoogle({ email: 'g@example.com' });
    expect(typeof decode((await tokensOf(done.location)).id_token)['nonce']).toBe('string');
    const silent = await browser.visit(authorizeUrl(pool, asGoogle));
    expect(decode((await tokensOf(silent.location)).id_token)).not.toHaveProperty('nonce');
  });

  test('keeps the nonce that the client sent', async () => {
    const done = await throughGoogle({ email: 'g@example.com' }, { nonce: 'mine' });
    expect(decode((await tokensOf(done.location)).id_token)['nonce']).toBe('mine');
  });

  test('passes on a refusal of the pre sign-up trigger in the wire form that was observed', async () => {
    pool.addIdentityProvider({ name: 'Google', preSignUpError: 'not welcome' });
    const done = await throughGoogle({ email: 'g@example.com' });
    expect(done.location).toBe(
      `${CALLBACK}?error_description=PreSignUp+failed+with+error+not+welcome.+&state=a-state&error=invalid_request`,
    );
  });

  test('can be found by an identifier, and cancelled', async () => {
    pool.addIdentityProvider({ name: 'Google', identifiers: ['example.com'] });
    const done = await throughGoogle(
      { cancel: '1' },
      { identity_provider: '', idp_identifier: 'example.com' },
    );
    expect(new URL(done.location).searchParams.get('error')).toBe('access_denied');
  });
});

describe('pages', () => {
  test('the sign-in page speaks the language of lang, and the lang cookie remembers it', async () => {
    expect((await browser.visit(pageUrl('/login', { lang: 'de' }))).body).toContain('Anmelden');
    expect(browser.cookies.get('lang')).toBe('de');
    expect((await browser.visit(pageUrl('/login'))).body).toContain('<html lang="de">');
  });

  test('login_hint fills in the user name', async () => {
    const page = await browser.visit(pageUrl('/login', { login_hint: 'ada@example.com' }));
    expect(page.body).toContain('value="ada@example.com"');
  });

  test('pages that another page leads to cannot be opened by themselves', async () => {
    for (const path of [
      '/confirm',
      '/confirmforgotPassword',
      '/newPassword',
      '/mfa',
      '/mfaSetup',
      '/resendcode',
    ]) {
      expect((await browser.visit(pageUrl(path))).location).toBe('/error?error=Something+went+wrong');
    }
  });

  test('a form from before another tab opened the page is out of date', async () => {
    const first = await browser.visit(pageUrl('/login'));
    await browser.visit(pageUrl('/login'));
    const answer = await browser.submit(first, pageUrl('/login'), {
      username: 'ada@example.com',
      password: SEED_PASSWORD,
    });
    expect([answer.status, answer.body.includes('This form is out of date')]).toEqual([403, true]);
  });

  test('allow forms to end at the callback, which form-action self alone would forbid', async () => {
    const page = await browser.visit(pageUrl('/login'));
    expect(page.headers['content-security-policy']).toContain("form-action 'self' http://localhost:3000");
  });

  test('/passkeys/add goes back with invalid_session, or says that passkeys are left out', async () => {
    const url = pageUrl('/passkeys/add', { response_type: undefined });
    expect((await browser.visit(url)).location).toBe(`${CALLBACK}?result=invalid_session`);
    await signIn(pool, { browser });
    expect((await browser.visit(url)).body).toContain('has no passkeys');
  });

  test('what people type comes back escaped', async () => {
    const answer = await fill(pageUrl('/login'), { username: '"><script>alert(1)</script>', password: 'x' });
    expect(answer.body).not.toContain('<script>');
  });
});
