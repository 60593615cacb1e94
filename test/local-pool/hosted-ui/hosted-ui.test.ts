import { describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { callbackUrl, decode, signIn } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';

const newPassword = 'Another-Pass-2';
const twice = { password: newPassword, passwordConfirmation: newPassword };

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

describe('sign-up', () => {
  test('leads to /confirm, whose code signs the new person in', async () => {
    const joined = await visitor.fill(visitor.pageUrl('/signup'), {
      username: 'new@example.com',
      name: 'New',
      ...twice,
    });
    expect(joined.location).toMatch(/^\/confirm\?/u);
    const done = await visitor.fill(visitor.absolute(joined.location), {
      code: visitor.mailedCode('new@example.com'),
    });
    expect(done.location).toContain(`${callbackUrl}?code=`);
    expect(decode((await visitor.tokensOf(done.location)).id_token)).toMatchObject({
      email: 'new@example.com',
      email_verified: true,
    });
  });

  test('refuses a weak password and an address that is taken, and says so on the form', async () => {
    const weak = await visitor.fill(visitor.pageUrl('/signup'), {
      username: 'new@example.com',
      password: 'short',
      passwordConfirmation: 'short',
    });
    expect(weak.text).toContain('Password did not conform with policy: Password not long enough');
    const taken = await visitor.fill(visitor.pageUrl('/signup'), { username: 'ada@example.com', ...twice });
    expect(taken.text).toContain('An account with the given email already exists.');
  });

  test('sends another code from /resendcode, after which only the new one works', async () => {
    const joined = await visitor.fill(visitor.pageUrl('/signup'), { username: 'new@example.com', ...twice });
    const first = visitor.mailedCode('new@example.com');
    expect((await visitor.browser.send(visitor.pageUrl('/resendcode'))).location).toMatch(/^\/confirm\?/u);
    const second = visitor.mailedCode('new@example.com');
    if (first !== second) {
      const refused = await visitor.fill(visitor.absolute(joined.location), { code: first });
      expect(refused.text).toContain('Invalid verification code provided, please try again.');
    }
    expect((await visitor.fill(visitor.absolute(joined.location), { code: second })).location).toContain(
      '?code=',
    );
  });

  test('can be finished later by signing in, and by the link of a mail', async () => {
    await visitor.fill(visitor.pageUrl('/signup'), { username: 'new@example.com', ...twice });
    const again = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'new@example.com',
      password: newPassword,
    });
    expect(again.location).toMatch(/^\/confirm\?/u);
    const link = new URLSearchParams({
      client_id: pool.client.id,
      user_name: 'new@example.com',
      confirmation_code: visitor.mailedCode('new@example.com'),
    });
    const confirmed = await send(`${pool.domain}/confirmUser?${link.toString()}`);
    expect(confirmed.text).toContain('Your registration has been confirmed!');
  });

  test('is closed when the pool lets only administrators add people', async () => {
    pool.updatePool({ selfSignUp: false });
    expect((await visitor.browser.send(visitor.pageUrl('/signup'))).location).toMatch(/^\/error\?/u);
  });
});

describe('a forgotten password', () => {
  test('is replaced with a mailed code, and the way goes on to /login', async () => {
    const asked = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'ada@example.com' });
    expect(asked.location).toMatch(/^\/confirmforgotPassword\?/u);
    const changed = await visitor.fill(visitor.absolute(asked.location), {
      code: visitor.mailedCode('ada@example.com'),
      ...twice,
    });
    expect(changed.location).toMatch(/^\/login\?/u);
    expect((await signIn(pool, { password: newPassword })).searchParams.has('code')).toBe(true);
  });

  test('of nobody looks the same as of somebody while the client hides who exists', async () => {
    const asked = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'nobody@example.com' });
    expect(asked.location).toMatch(/^\/confirmforgotPassword\?/u);
    expect((await visitor.browser.send(visitor.absolute(asked.location))).text).toContain('n***@e***');
    expect(pool.outbox.list()).toHaveLength(0);
  });

  test('of nobody is said to be of nobody when the client does not hide who exists', async () => {
    pool.updateClient(pool.client.id, { preventUserExistenceErrors: false });
    const asked = await visitor.fill(visitor.pageUrl('/forgotPassword'), { username: 'nobody@example.com' });
    expect(asked.text).toContain('Username/client id combination not found.');
    const signedIn = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'nobody@example.com',
      password: 'x',
    });
    expect(signedIn.text).toContain('User does not exist.');
  });
});

describe('challenges', () => {
  test('a temporary password has to be changed first', async () => {
    pool.addPerson({ email: 'temp@example.com', password: seedPassword, status: 'FORCE_CHANGE_PASSWORD' });
    const first = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'temp@example.com',
      password: seedPassword,
    });
    expect(first.location).toMatch(/^\/newPassword\?/u);
    expect((await visitor.fill(visitor.absolute(first.location), twice)).location).toContain('?code=');
    expect(pool.person('temp@example.com').status).toBe('CONFIRMED');
  });

  test('an authenticator code is asked for, and works once', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    const secret = pool.enableTotp('ada@example.com');
    const login = { username: 'ada@example.com', password: seedPassword };
    const first = await visitor.fill(visitor.pageUrl('/login'), login);
    expect(first.location).toMatch(/^\/mfa\?/u);
    const code = totpCode(secret, pool.clock.now());
    expect((await visitor.fill(visitor.absolute(first.location), { code })).location).toContain('?code=');
    const second = await visitor.fill(visitor.pageUrl('/login'), login);
    const replayed = await visitor.fill(visitor.absolute(second.location), { code });
    expect(replayed.text).toContain('Your software token has already been used once.');
  });

  test('a code by mail is asked for', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.person('ada@example.com').mfaMethods = ['EMAIL_OTP'];
    const first = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'ada@example.com',
      password: seedPassword,
    });
    const done = await visitor.fill(visitor.absolute(first.location), {
      code: visitor.mailedCode('ada@example.com'),
    });
    expect(done.location).toContain('?code=');
  });

  test('an unfinished sign-in ends after five minutes with "Something went wrong"', async () => {
    pool.updatePool({ mfa: 'ON' });
    const first = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'ada@example.com',
      password: seedPassword,
    });
    pool.clock.advance(5 * 60_000);
    const late = await visitor.browser.send(visitor.absolute(first.location));
    const error = await visitor.browser.send(visitor.absolute(late.location));
    expect([error.status, error.text.includes('Something went wrong')]).toEqual([400, true]);
  });

  test('five wrong passwords lock the door for a while', async () => {
    for (let i = 0; i < 5; i += 1)
      await visitor.fill(visitor.pageUrl('/login'), { username: 'ada@example.com', password: 'no' });
    const locked = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'ada@example.com',
      password: seedPassword,
    });
    expect(locked.text).toContain('Password attempts exceeded');
    pool.clock.advance(16 * 60_000);
    expect((await signIn(pool)).searchParams.has('code')).toBe(true);
  });
});
