import { beforeAll, describe, expect, test } from '@jest/globals';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, respond, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const used = {
  type: 'PasswordHistoryPolicyViolationException',
  message: 'Password has previously been used.',
};
const [FIRST, SECOND, THIRD, FOURTH] = ['First-Pass-1', 'Second-Pass-2', 'Third-Pass-3', 'Fourth-Pass-4'];
const settings = { MfaConfiguration: 'OPTIONAL', AutoVerifiedAttributes: ['email'] };
const sender = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms' };

const pool = poolForAllTests();

beforeAll(async () => {
  await admin(pool, 'UpdateUserPool', remembering(2));
});

const remembering = (PasswordHistorySize: number): Json => ({
  ...settings,
  Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize } },
});

const change = async (email: string, PreviousPassword: string, ProposedPassword: string): Promise<Called> => {
  const { AccessToken } = tokensOf(await signInByPassword(pool, email, PreviousPassword));
  return call(pool, 'ChangePassword', { AccessToken, PreviousPassword, ProposedPassword });
};

describe('a pool that remembers two passwords', () => {
  test('lets nobody change to the present one or the one before, but to an older one', async () => {
    const email = 'change@example.com';
    pool.addPerson({ email, password: FIRST });
    expect(await change(email, FIRST, FIRST)).toMatchObject(used);
    expect((await change(email, FIRST, SECOND)).status).toBe(200);
    expect(await change(email, SECOND, FIRST)).toMatchObject(used);
    expect((await change(email, SECOND, THIRD)).status).toBe(200);
    expect((await change(email, THIRD, FIRST)).status).toBe(200);
  });

  test('takes no used one for a forgotten one, and the code stays good for another', async () => {
    const email = 'forgot@example.com';
    pool.addPerson({ email, password: FIRST });
    const person = { ClientId: pool.publicClient.id, Username: email };
    await call(pool, 'ForgotPassword', person);
    const confirm = { ...person, ConfirmationCode: pool.outbox.latest(email)?.code };
    expect(await call(pool, 'ConfirmForgotPassword', { ...confirm, Password: FIRST })).toMatchObject(used);
    expect((await call(pool, 'ConfirmForgotPassword', { ...confirm, Password: SECOND })).status).toBe(200);
  });

  test('takes no temporary password for a new one', async () => {
    const email = 'invited@example.com';
    pool.addPerson({ email, password: FIRST, status: 'FORCE_CHANGE_PASSWORD' });
    const asked = await signInByPassword(pool, email, FIRST);
    expect(await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: FIRST })).toMatchObject(used);
    const again = await signInByPassword(pool, email, FIRST);
    expect((await respond(pool, again, { USERNAME: email, NEW_PASSWORD: SECOND })).status).toBe(200);
  });

  test('holds administrators to it, too', async () => {
    pool.addPerson({ email: 'set@example.com', password: FIRST });
    const input = { Username: 'set@example.com', Permanent: true };
    expect(await admin(pool, 'AdminSetUserPassword', { ...input, Password: FIRST })).toMatchObject(used);
    expect((await admin(pool, 'AdminSetUserPassword', { ...input, Password: FOURTH })).status).toBe(200);
  });

  test('keeps nothing of them once the setting is gone', async () => {
    const email = 'gone@example.com';
    pool.addPerson({ email, password: FIRST });
    await change(email, FIRST, SECOND);
    await admin(pool, 'UpdateUserPool', settings);
    expect((await change(email, SECOND, FIRST)).status).toBe(200);
    expect(pool.person(email)).not.toHaveProperty('previousPasswords');
    await admin(pool, 'UpdateUserPool', remembering(2));
  });
});

describe('PasswordHistorySize', () => {
  const shown = async (): Promise<Json> => {
    const { body } = await admin(pool, 'DescribeUserPool');
    return (body['UserPool'] as { readonly Policies: { readonly PasswordPolicy: Json } }).Policies
      .PasswordPolicy;
  };

  test('is 24 at most, and is not shown when it is 0', async () => {
    expect(await shown()).toMatchObject({ PasswordHistorySize: 2 });
    expect((await admin(pool, 'UpdateUserPool', remembering(25))).type).toBe('InvalidParameterException');
    expect((await admin(pool, 'UpdateUserPool', remembering(24))).status).toBe(200);
    await admin(pool, 'UpdateUserPool', remembering(0));
    expect(await shown()).not.toHaveProperty('PasswordHistorySize');
  });

  test('is not for the Lite plan', async () => {
    const lite = { PoolName: 'lite', UserPoolTier: 'LITE', SmsConfiguration: sender };
    const refused = await admin(pool, 'CreateUserPool', { ...lite, ...remembering(2) });
    expect(refused.type).toBe('FeatureUnavailableInTierException');
    expect((await admin(pool, 'CreateUserPool', { ...lite, ...remembering(0) })).status).toBe(200);
  });
});
