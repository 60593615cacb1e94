import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import type { Answer } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';

const minuteMs = 60_000;
const ada = 'ada@example.com';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));

/** Signs in with the password, and answers where that leads. */
const signInAs = async (username: string, password = seedPassword): Promise<string> => {
  const answer = await visitor.fill(visitor.pageUrl('/login'), { username, password });
  return visitor.absolute(answer.location);
};

const choose = async (url: string, method: string): Promise<string> =>
  visitor.absolute((await visitor.fill(url, { method })).location);

const secretOn = (page: Answer): string => /[?&]secret=([A-Z2-7]{52})/u.exec(page.text)?.[1] ?? '';

const offersOn = (page: Answer): string[] =>
  [...page.text.matchAll(/<button[^>]* name="method" value="([A-Z_]+)"/gu)].map(([, name]) => name ?? '');

describe('where the pool requires a second factor', () => {
  test('an authenticator app is set up on the way in, and asked for the next time', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
    const url = await signInAs(ada);
    expect(url).toContain('/mfaSetup?');
    const page = await visitor.browser.send(url);
    const code = totpCode(secretOn(page), pool.clock.now());
    expect((await visitor.browser.sendForm(page, { code })).location).toContain('?code=');
    expect(await signInAs(ada)).toContain('/mfa?');
  });

  test('a wrong code of the new app sets nothing up', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
    const answer = await visitor.fill(await signInAs(ada), { code: 'no' });
    expect(answer.text).toContain('Invalid code received for user');
    expect(pool.person(ada).mfaMethods).toEqual([]);
  });

  test('people choose between an app and their mail where the pool has both, and the mailed code signs them in', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] });
    const choice = await signInAs(ada);
    expect(choice).toContain('/selectMfa?');
    expect(offersOn(await visitor.browser.send(choice))).toEqual(['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
    const url = await choose(choice, 'EMAIL_OTP');
    expect((await visitor.browser.send(url)).text).toContain('a***@e***');
    const done = await visitor.fill(url, { code: visitor.mailedCode(ada) });
    expect(done.location).toContain('?code=');
    expect(pool.person(ada).mfaMethods).toEqual(['EMAIL_OTP']);
    expect(await signInAs(ada)).toContain('/mfa?');
  });

  test('the app can be chosen as well', async () => {
    pool.updatePool({ mfa: 'ON' });
    const url = await choose(await signInAs(ada), 'SOFTWARE_TOKEN_MFA');
    const page = await visitor.browser.send(url);
    const code = totpCode(secretOn(page), pool.clock.now());
    expect((await visitor.browser.sendForm(page, { code })).location).toContain('?code=');
    expect(pool.person(ada).mfaMethods).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('there is nothing to choose where mail is all there is, and the code verifies the address', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['EMAIL_OTP'] });
    pool.addPerson({
      email: 'new@example.com',
      password: seedPassword,
      attributes: { email_verified: 'false' },
    });
    const url = await signInAs('new@example.com');
    expect(url).toContain('/mfa?');
    expect((await visitor.fill(url, { code: visitor.mailedCode('new@example.com') })).location).toContain(
      '?code=',
    );
    expect(pool.person('new@example.com').attributes['email_verified']).toBe('true');
    expect(pool.person('new@example.com').mfaMethods).toEqual(['EMAIL_OTP']);
  });

  test('a wrong mailed code sets nothing up, and verifies no address', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['EMAIL_OTP'] });
    pool.addPerson({
      email: 'new@example.com',
      password: seedPassword,
      attributes: { email_verified: 'false' },
    });
    const answer = await visitor.fill(await signInAs('new@example.com'), { code: 'no' });
    expect(answer.text).toContain('Invalid verification code provided, please try again.');
    expect(pool.person('new@example.com').attributes['email_verified']).toBe('false');
    expect(pool.person('new@example.com').mfaMethods).toEqual([]);
  });

  test('somebody who is disabled between password and code does not get in', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['EMAIL_OTP'] });
    const url = await signInAs(ada);
    pool.disablePerson(ada);
    const answer = await visitor.fill(url, { code: visitor.mailedCode(ada) });
    expect([answer.status, answer.location]).toEqual([400, '']);
    expect(await visitor.cookies()).not.toHaveProperty('cognito');
  });

  test('a factor that is not on offer cannot be chosen', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] });
    const answer = await visitor.fill(await signInAs(ada), { method: 'SMS_MFA' });
    expect([answer.status, answer.location]).toEqual([400, '']);
  });

  test('somebody without an address is told so where mail is all there is', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['EMAIL_OTP'], usernameAttributes: [] });
    const person = pool.addPerson({ email: 'x@example.com', username: 'plain', password: seedPassword });
    delete person.attributes['email'];
    const answer = await visitor.fill(visitor.pageUrl('/login'), {
      username: 'plain',
      password: seedPassword,
    });
    expect(answer.text).toContain('has no second factor, and no address that could become one');
  });
});

describe('where people have several second factors', () => {
  beforeEach(() => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.enableTotp(ada);
    pool.person(ada).mfaMethods = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'];
  });

  test('they choose one, and the others stay theirs', async () => {
    const choice = await signInAs(ada);
    expect(choice).toContain('/selectMfa?');
    const done = await visitor.fill(await choose(choice, 'EMAIL_OTP'), { code: visitor.mailedCode(ada) });
    expect(done.location).toContain('?code=');
    expect(pool.person(ada).mfaMethods).toEqual(['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
  });

  test('they are asked for the one they prefer', async () => {
    pool.person(ada).preferredMfa = 'EMAIL_OTP';
    expect(await signInAs(ada)).toContain('/mfa?');
    expect(visitor.mailedCode(ada)).toMatch(/^\d{6}$/u);
  });
});

describe('an optional second factor (quirk: pages)', () => {
  test('is not offered to people who have none', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    expect(await signInAs(ada)).toContain('?code=');
  });
});

describe('an unfinished authentication (quirk: pages)', () => {
  test('is cancelled five minutes after the password, however many steps it has taken since', async () => {
    pool.updatePool({ mfa: 'ON' });
    pool.addPerson({ email: 'temp@example.com', password: seedPassword, status: 'FORCE_CHANGE_PASSWORD' });
    const first = await signInAs('temp@example.com');
    pool.clock.advance(3 * minuteMs);
    const password = 'Another-Pass-2';
    const second = await visitor.fill(first, { password, passwordConfirmation: password });
    const third = await choose(visitor.absolute(second.location), 'EMAIL_OTP');
    pool.clock.advance(2 * minuteMs - 1000);
    expect((await visitor.browser.send(third)).status).toBe(200);
    pool.clock.advance(1000);
    expect((await visitor.browser.send(third)).location).toBe('/error?error=Something+went+wrong');
  });
});

describe('wrong codes of an authenticator app', () => {
  const somethingWrong = '/error?error=Something+went+wrong';

  const guess = async (url: string, times: number): Promise<Answer> => {
    let answer = await visitor.fill(url, { code: 'no' });
    for (let i = 1; i < times; i += 1) answer = await visitor.fill(url, { code: 'no' });
    return answer;
  };

  test('may be corrected four times; with the fifth the sign-in starts over', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    const secret = pool.enableTotp(ada);
    const url = await signInAs(ada);
    expect((await guess(url, 4)).text).toContain('Invalid code received for user');
    expect((await guess(url, 1)).location).toBe(somethingWrong);
    expect((await visitor.browser.send(url)).location).toBe(somethingWrong);
    const again = await signInAs(ada);
    const code = totpCode(secret, pool.clock.now());
    expect((await visitor.fill(again, { code })).location).toContain('?code=');
  });

  test('count while the app is set up as well', async () => {
    pool.updatePool({ mfa: 'ON', mfaMethods: ['SOFTWARE_TOKEN_MFA'] });
    expect((await guess(await signInAs(ada), 5)).location).toBe(somethingWrong);
  });
});
