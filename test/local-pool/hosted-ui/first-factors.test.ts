import { beforeEach, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import type { Answer } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { callbackUrl, decode } from '../support/app.js';
import { visitorOf } from '../support/visitor.js';
import { admin, call } from '../user-pools-api/support.js';

const pool = poolForEachTest();
const visitor = makeForEachTest(() => visitorOf(pool));
const ada = 'ada@example.com';
const grace = 'grace@example.net';
const phone = '+15550001234';

beforeEach(() => {
  pool.updatePool({ knowsLevels: true, firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] });
  pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
  pool.addPerson({ email: grace, attributes: { phone_number: phone, phone_number_verified: 'true' } });
});

/** Asked for the lowest level, tokens say how somebody has shown who they are. */
const anyLevel = { acr_values: 'urn:cognito:loa:1' };

/** Says the name, and answers the page that follows. */
const say = async (username: string, changes: Record<string, string> = {}): Promise<Answer> => {
  const next = await visitor.fill(visitor.pageUrl('/login', changes), { username });
  return next.status === 302 ? visitor.browser.send(visitor.absolute(next.location)) : next;
};

const follow = async (answer: Answer): Promise<Answer> =>
  visitor.browser.send(visitor.absolute(answer.location));

const choose = async (page: Answer, factor: string): Promise<Answer> =>
  follow(await visitor.browser.sendForm(page, { factor }));

const factorsOn = ({ text }: Answer): string[] =>
  [...text.matchAll(/name="factor" value="(\w+)"/gu)].map(([, factor = '']) => factor);

const problemOn = ({ text }: Answer): string => /id="problem"[^>]*>([^<]*)</u.exec(text)?.[1] ?? '';

const enter = (page: Answer, code: string): Promise<Answer> => visitor.browser.sendForm(page, { code });

const claimsAfter = async ({ location }: Answer): Promise<Record<string, unknown>> => {
  expect(location).toMatch(callbackUrl);
  return decode((await visitor.tokensOf(location)).id_token);
};

describe('where a code may stand for the password', () => {
  test('the sign-in page asks for the name alone, and then for the way', async () => {
    const page = await visitor.browser.send(visitor.pageUrl('/login'));
    expect(page.text).not.toContain('name="password"');
    await admin(pool, 'AdminSetUserPassword', { Username: grace, Password: seedPassword, Permanent: true });
    const choice = await say(grace);
    expect(factorsOn(choice)).toEqual(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP']);
    expect(choice.text).toContain(`value="${grace}"`);
  });

  test('somebody without a password signs in with a mailed code', async () => {
    const page = await choose(await say(grace, anyLevel), 'EMAIL_OTP');
    expect(page.text).toContain('A code was sent to g***@e***.');
    const claims = await claimsAfter(await enter(page, visitor.mailedCode(grace)));
    expect(claims).toMatchObject({ email: grace, amr: ['email_otp'] });
  });

  test('or with one by SMS', async () => {
    const page = await choose(await say(grace, anyLevel), 'SMS_OTP');
    expect(page.text).toContain('+*******1234');
    expect(await claimsAfter(await enter(page, visitor.mailedCode(phone)))).toMatchObject({ amr: ['sms'] });
  });

  test('a factor that is the only one is not asked for', async () => {
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    expect((await say(grace)).text).toContain('name="code"');
    pool.person(ada).attributes['email_verified'] = 'false';
    const page = await say(ada);
    expect(page.text).toContain('name="password"');
    expect(page.text).not.toContain('/selectFactor');
    expect((await visitor.browser.sendForm(page, { password: seedPassword })).location).toMatch(callbackUrl);
  });

  test('the password has a page of its own, which says what is wrong and keeps the name', async () => {
    const page = await choose(await say(ada, anyLevel), 'PASSWORD');
    const wrong = await visitor.browser.sendForm(page, { password: 'Wrong-Pass-1' });
    expect([wrong.status, problemOn(wrong)]).toEqual([400, 'Incorrect username or password.']);
    expect(wrong.text).toContain(`value="${ada}"`);
    const right = await visitor.browser.sendForm(wrong, { password: seedPassword });
    expect(await claimsAfter(right)).toMatchObject({ amr: ['pwd'] });
  });

  test('a script that sends name and password at once gets in as ever', async () => {
    const page = await visitor.browser.send(visitor.pageUrl('/login'));
    const done = await visitor.browser.sendForm(page, { username: ada, password: seedPassword });
    expect(done.location).toMatch(callbackUrl);
  });

  test('another way can be chosen, and the way back by the browser works too', async () => {
    const choice = await say(ada);
    const code = await choose(choice, 'EMAIL_OTP');
    const link = /href="(\/selectFactor[^"]*)"/u.exec(code.text)?.[1] ?? '';
    const again = await visitor.browser.send(visitor.absolute(link.replaceAll('&amp;', '&')));
    expect(factorsOn(again)).toEqual(['PASSWORD', 'EMAIL_OTP']);
    const password = await choose(again, 'PASSWORD');
    expect((await visitor.browser.sendForm(password, { password: seedPassword })).location).toMatch(
      callbackUrl,
    );
  });

  test('a wrong code says so and keeps what was typed; the right one still works', async () => {
    const page = await choose(await say(grace), 'EMAIL_OTP');
    const code = visitor.mailedCode(grace);
    const wrong = await enter(page, '12 34 5x');
    expect(problemOn(wrong)).toBe('Invalid verification code provided, please try again.');
    expect(wrong.text).toContain('value="12 34 5x"');
    await claimsAfter(await enter(wrong, ` ${code.slice(0, 3)} ${code.slice(3)}`));
  });

  test('a code that is too old is refused, and a new one can be had', async () => {
    const page = await choose(await say(grace), 'EMAIL_OTP');
    const old = visitor.mailedCode(grace);
    pool.clock.advance(3 * 60_000);
    const expired = await enter(page, old);
    expect(problemOn(expired)).toBe('Invalid code provided, please request a code again.');
    const resent = await follow(await visitor.browser.sendForm(expired, { resend: 'yes' }));
    expect(pool.outbox.list().filter(({ to }) => to === grace)).toHaveLength(2);
    await claimsAfter(await enter(resent, visitor.mailedCode(grace)));
  });

  test('a sign-in that takes more than five minutes starts over, however many codes were sent', async () => {
    const page = await choose(await say(grace), 'EMAIL_OTP');
    pool.clock.advance(4 * 60_000);
    const resent = await follow(await visitor.browser.sendForm(page, { resend: 'yes' }));
    pool.clock.advance(60_000);
    expect((await enter(resent, visitor.mailedCode(grace))).location).toMatch(/^\/error/u);
  });

  test('a code works once, and five wrong ones end it', async () => {
    const page = await choose(await say(grace), 'EMAIL_OTP');
    let last = page;
    for (let time = 0; time < 5; time += 1) last = await enter(last, 'wrong');
    expect(problemOn(await enter(last, visitor.mailedCode(grace)))).toBe(
      'Attempt limit exceeded, please try after some time.',
    );
  });

  test('nobody looks like somebody, up to the last refusal', async () => {
    const page = await choose(await say('nobody@example.com'), 'EMAIL_OTP');
    expect(page.text).toContain('A code was sent to n***@e***.');
    expect(pool.outbox.list()).toEqual([]);
    const problems: string[] = [];
    let last = page;
    for (let time = 0; time < 5; time += 1) {
      last = await enter(last, '123456');
      problems.push(problemOn(last));
    }
    expect(problems.slice(0, 4)).toEqual(
      Array.from({ length: 4 }, () => 'Invalid verification code provided, please try again.'),
    );
    pool.clock.advance(3 * 60_000);
    expect(problemOn(await enter(last, '123456'))).toBe(
      'Invalid code provided, please request a code again.',
    );
  });

  test('a client that does not hide who exists says that somebody does not', async () => {
    pool.updateClient(pool.client.id, { preventUserExistenceErrors: false });
    expect(problemOn(await say('nobody@example.com'))).toBe('User does not exist.');
  });

  test('somebody with a second factor is offered no code: it would pass that by', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    pool.enableTotp(ada);
    expect((await say(ada)).text).toContain('name="password"');
  });

  test('and a code asked for before the second factor was set up is good for nothing afterwards', async () => {
    pool.updatePool({ mfa: 'OPTIONAL' });
    const page = await choose(await say(ada), 'EMAIL_OTP');
    pool.enableTotp(ada);
    const refused = await enter(page, visitor.mailedCode(ada));
    expect(problemOn(refused)).toBe('Something went wrong. Sign in again.');
  });

  test('somebody disabled meanwhile starts over', async () => {
    const page = await choose(await say(grace), 'EMAIL_OTP');
    const code = visitor.mailedCode(grace);
    pool.disablePerson(grace);
    expect(problemOn(await enter(page, code))).toBe('Something went wrong. Sign in again.');
  });

  test('somebody with nothing to show hears that no code can come to them', async () => {
    pool.addPerson({ email: 'lost@example.com', attributes: { email_verified: 'false' } });
    expect(problemOn(await say('lost@example.com'))).toBe(
      'Cannot send a code: the user has no verified address.',
    );
  });

  test('the pages after it cannot be opened by themselves', async () => {
    for (const path of ['/selectFactor', '/password', '/firstCode']) {
      expect((await visitor.browser.send(visitor.pageUrl(path))).location).toMatch(/^\/error/u);
    }
  });

  test('the classic pages and other clients know nothing of it', async () => {
    pool.updateClient(pool.client.id, { explicitAuthFlows: [] });
    expect((await visitor.browser.send(visitor.pageUrl('/login'))).text).toContain('name="password"');
    pool.updateClient(pool.client.id, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    await admin(pool, 'UpdateUserPoolDomain', { Domain: 'local', ManagedLoginVersion: 1 });
    expect((await visitor.browser.send(visitor.pageUrl('/login'))).text).toContain('name="password"');
  });
});

describe('an account that never had a password', () => {
  const newcomer = 'new@example.com';
  const signUp = (changes: object = {}) =>
    call(pool, 'SignUp', { ClientId: 'choosing', Username: newcomer, ...changes });

  beforeEach(() => {
    pool.addClient({ id: 'choosing', explicitAuthFlows: ['ALLOW_USER_AUTH'] });
  });

  test('is made by SignUp without one, and confirmed by the first code at the pages', async () => {
    expect((await signUp()).status).toBe(200);
    expect(pool.person(newcomer)).not.toHaveProperty('password');
    const page = await say(newcomer);
    const claims = await claimsAfter(await enter(page, visitor.mailedCode(newcomer)));
    expect(claims).toMatchObject({ email: newcomer, email_verified: true });
    expect(pool.person(newcomer).status).toBe('CONFIRMED');
  });

  test('or by the first code of USER_AUTH', async () => {
    await signUp();
    const asked = await call(pool, 'InitiateAuth', {
      ClientId: 'choosing',
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: newcomer, PREFERRED_CHALLENGE: 'EMAIL_OTP' },
    });
    const answered = await call(pool, 'RespondToAuthChallenge', {
      ClientId: 'choosing',
      ChallengeName: 'EMAIL_OTP',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: newcomer, EMAIL_OTP_CODE: visitor.mailedCode(newcomer) },
    });
    expect(answered.body).toHaveProperty('AuthenticationResult');
    expect(pool.person(newcomer)).toMatchObject({
      status: 'CONFIRMED',
      attributes: { email_verified: 'true' },
    });
  });

  test('needs a pool and a client that take codes, and a password that is given has to be a good one', async () => {
    pool.updatePool({ firstFactors: ['PASSWORD'] });
    expect((await signUp()).type).toBe('InvalidPasswordException');
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    pool.addClient({ id: 'plain', explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });
    expect((await signUp({ ClientId: 'plain' })).type).toBe('InvalidParameterException');
    expect((await signUp({ Password: 'only-lower-case' })).type).toBe('InvalidPasswordException');
    expect((await signUp()).status).toBe(200);
  });
});
