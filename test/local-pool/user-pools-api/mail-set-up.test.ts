import { beforeAll, describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, respond, signInByPassword, tokensOf, type Called } from './support.js';

const pool = poolForAllTests();

beforeAll(async () => {
  await offer({ SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} });
});

const offer = (methods: Record<string, unknown>): Promise<Called> =>
  admin(pool, 'SetUserPoolMfaConfig', { MfaConfiguration: 'ON', ...methods });

let count = 0;

/** Somebody whose address nobody has verified yet. */
const somebody = (email_verified = 'false'): string => {
  count += 1;
  const email = `mail-set-up-${count}@example.com`;
  pool.addPerson({ email, password: seedPassword, attributes: { email_verified } });
  return email;
};

const wrong = (code: string): string => (code === '000000' ? '111111' : '000000');

const codeTo = (address: string): string => pool.outbox.latest(address)?.code ?? '';

const asked = async (email: string): Promise<Called> => {
  const answer = await signInByPassword(pool, email, seedPassword);
  expect(answer.body['ChallengeName']).toBe('MFA_SETUP');
  return answer;
};

describe('MFA_SETUP by mail', () => {
  test('stands beside the authenticator app, and verifies the address with the code that went there', async () => {
    const email = somebody();
    const setUp = await asked(email);
    expect(setUp.body['ChallengeParameters']).toMatchObject({
      MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]',
    });
    const mailed = await respond(pool, setUp, { USERNAME: email, EMAIL: email });
    expect(mailed.body).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'm***@e***' },
    });
    const emailOtpCode = codeTo(email);
    const missed = await respond(pool, mailed, { USERNAME: email, EMAIL_OTP_CODE: wrong(emailOtpCode) });
    expect(missed.type).toBe('CodeMismatchException');
    expect(pool.person(email).mfaMethods).toEqual([]);
    const done = await respond(pool, mailed, { USERNAME: email, EMAIL_OTP_CODE: emailOtpCode });
    expect(tokensOf(done).AccessToken).toBeDefined();
    expect(pool.person(email)).toMatchObject({
      mfaMethods: ['EMAIL_OTP'],
      attributes: { email, email_verified: 'true' },
    });
    expect((await signInByPassword(pool, email, seedPassword)).body['ChallengeName']).toBe('EMAIL_OTP');
  });

  test('is all there is to set up where the pool offers no authenticator app', async () => {
    await offer({ EmailMfaConfiguration: {} });
    const email = somebody();
    const setUp = await asked(email);
    const { ChallengeParameters, Session } = setUp.body;
    expect(ChallengeParameters).toMatchObject({ MFAS_CAN_SETUP: '["EMAIL_OTP"]' });
    expect((await call(pool, 'AssociateSoftwareToken', { Session })).type).toBe(
      'SoftwareTokenMFANotFoundException',
    );
    expect((await respond(pool, setUp, { USERNAME: email, EMAIL: email })).status).toBe(200);
    await offer({ SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} });
  });

  test('takes a new address of somebody who has verified none, once its own code came back', async () => {
    const email = somebody();
    const next = 'chosen-at-set-up@example.com';
    const mailed = await respond(pool, await asked(email), { USERNAME: email, EMAIL: next });
    expect(pool.person(email).attributes['email']).toBe(email);
    await respond(pool, mailed, { USERNAME: pool.person(email).sub, EMAIL_OTP_CODE: codeTo(next) });
    expect(pool.person(next).attributes).toMatchObject({ email: next, email_verified: 'true' });
  });

  test('does not verify one address with the code that went to another', async () => {
    const email = somebody();
    const [first, second] = [await asked(email), await asked(email)];
    const toVictim = await respond(pool, second, { USERNAME: email, EMAIL: 'victim@example.com' });
    await respond(pool, first, { USERNAME: email, EMAIL: 'attacker@example.com' });
    const mailedCode = codeTo('attacker@example.com');
    expect((await respond(pool, toVictim, { USERNAME: email, EMAIL_OTP_CODE: mailedCode })).type).toBe(
      'ExpiredCodeException',
    );
    expect(pool.person(email).attributes['email_verified']).toBe('false');
  });

  test('moves no verified address: a password alone is not enough for that', async () => {
    const email = somebody('true');
    const setUp = await asked(email);
    const moved = await respond(pool, setUp, { USERNAME: email, EMAIL: 'elsewhere@example.com' });
    expect(moved.type).toBe('InvalidParameterException');
    expect(pool.outbox.latest('elsewhere@example.com')).toBeUndefined();
    const kept = await respond(pool, setUp, { USERNAME: email, EMAIL: email.toUpperCase() });
    expect(kept.body['ChallengeName']).toBe('EMAIL_OTP');
  });

  test.each([
    ['no address', 'not-an-address', 'InvalidParameterException'],
    ['an empty one', '', 'InvalidParameterException'],
    ['somebody else’s', 'ada@example.com', 'AliasExistsException'],
  ])('refuses %s, after which another may be given', async (_what, EMAIL, type) => {
    const email = somebody();
    const setUp = await asked(email);
    expect((await respond(pool, setUp, { USERNAME: email, EMAIL })).type).toBe(type);
    expect((await respond(pool, setUp, { USERNAME: email, EMAIL: email })).status).toBe(200);
  });

  test('is not there where the pool has no mailed factor', async () => {
    await offer({ SoftwareTokenMfaConfiguration: { Enabled: true } });
    const email = somebody();
    const refused = await respond(pool, await asked(email), { USERNAME: email, EMAIL: email });
    await offer({ SoftwareTokenMfaConfiguration: { Enabled: true }, EmailMfaConfiguration: {} });
    expect(refused.type).toBe('InvalidParameterException');
    expect(pool.outbox.latest(email)).toBeUndefined();
  });
});
