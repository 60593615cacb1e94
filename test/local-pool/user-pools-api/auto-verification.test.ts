import { describe, expect, test } from '@jest/globals';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, tokensOf, type Called, type Json } from './support.js';

const password = 'A-Good-Pass-1';
const addresses = { email: 'kim@example.com', phone_number: '+15550100' };

const pool = poolForAllTests();

/** A pool of one's own where people choose a user name. */
const ownPool = async (
  settings: Json,
): Promise<{ readonly UserPoolId: string; readonly ClientId: string }> => {
  const made = await admin(pool, 'CreateUserPool', { PoolName: 'own', ...settings });
  const { Id: UserPoolId } = made.body['UserPool'] as { readonly Id: string };
  const client = await admin(pool, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'own',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  });
  return { UserPoolId, ...(client.body['UserPoolClient'] as { readonly ClientId: string }) };
};

const signUp = (ClientId: string, attributes: Record<string, string>): Promise<Called> => {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  return call(pool, 'SignUp', { ClientId, Username: 'kim', Password: password, UserAttributes });
};

const signIn = (ClientId: string): Promise<Called> => {
  const AuthParameters = { USERNAME: 'kim', PASSWORD: password };
  return call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
};

describe('a pool that is not told to verify addresses', () => {
  test.each([{}, { AutoVerifiedAttributes: [] }])(
    'sends no code: whoever signed up waits for an administrator (%j)',
    async (settings) => {
      const { UserPoolId, ClientId } = await ownPool(settings);
      pool.outbox.clear();
      const signedUp = await signUp(ClientId, addresses);
      expect(signedUp.body).toMatchObject({ UserConfirmed: false });
      expect(signedUp.body).not.toHaveProperty('CodeDeliveryDetails');
      expect(await call(pool, 'ResendConfirmationCode', { ClientId, Username: 'kim' })).toMatchObject({
        type: 'InvalidParameterException',
        message: 'Cannot resend codes. Auto verification not turned on.',
      });
      expect(pool.outbox.list()).toEqual([]);
      expect((await signIn(ClientId)).type).toBe('UserNotConfirmedException');
      await admin(pool, 'AdminConfirmSignUp', { UserPoolId, Username: 'kim' });
      expect((await signIn(ClientId)).status).toBe(200);
    },
  );

  test('says so when it is described, and asks nobody for an address', async () => {
    const { UserPoolId, ClientId } = await ownPool({});
    const { body } = await admin(pool, 'DescribeUserPool', { UserPoolId });
    expect(body['UserPool']).toMatchObject({ AutoVerifiedAttributes: [] });
    expect((await signUp(ClientId, {})).status).toBe(200);
  });

  test('has no way back in for a forgotten password until an administrator vouches for an address', async () => {
    const { UserPoolId, ClientId } = await ownPool({});
    await signUp(ClientId, addresses);
    await admin(pool, 'AdminConfirmSignUp', { UserPoolId, Username: 'kim' });
    const forgot = { ClientId, Username: 'kim' };
    expect(await call(pool, 'ForgotPassword', forgot)).toMatchObject({
      type: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    });
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    await admin(pool, 'AdminUpdateUserAttributes', { UserPoolId, Username: 'kim', UserAttributes });
    expect((await call(pool, 'ForgotPassword', forgot)).status).toBe(200);
  });
});

describe('a pool that is told to verify addresses', () => {
  test.each([
    [['email'], 'email', 'EMAIL'],
    [['phone_number'], 'phone_number', 'SMS'],
    [['email', 'phone_number'], 'phone_number', 'SMS'],
  ] as const)(
    'sends the code of %j to the %s',
    async (AutoVerifiedAttributes, AttributeName, DeliveryMedium) => {
      const { ClientId } = await ownPool({ AutoVerifiedAttributes });
      expect((await signUp(ClientId, addresses)).body['CodeDeliveryDetails']).toMatchObject({
        AttributeName,
        DeliveryMedium,
      });
      const ConfirmationCode = pool.outbox.latest(addresses[AttributeName])?.code;
      const confirmed = await call(pool, 'ConfirmSignUp', { ClientId, Username: 'kim', ConfirmationCode });
      expect(confirmed.status).toBe(200);
    },
  );

  test('sends no code to an address of the other kind', async () => {
    const { ClientId } = await ownPool({ AutoVerifiedAttributes: ['email'] });
    const { body } = await signUp(ClientId, { phone_number: addresses.phone_number });
    expect(body).not.toHaveProperty('CodeDeliveryDetails');
  });

  test('is the one that is there at the start, until an update leaves the setting out', async () => {
    const Username = 'new@example.com';
    const send = (): Promise<Called> =>
      call(pool, 'ResendConfirmationCode', { ClientId: pool.publicClient.id, Username });
    await call(pool, 'SignUp', { ClientId: pool.publicClient.id, Username, Password: password });
    expect((await send()).status).toBe(200);
    await admin(pool, 'UpdateUserPool', {});
    expect((await send()).type).toBe('InvalidParameterException');
  });
});

describe('an address that somebody changes', () => {
  test.each([
    [[], []],
    [['email'], [{ AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' }]],
  ])(
    'gets a code by itself only where the pool verifies it (%j), and one that is asked for anywhere',
    async (AutoVerifiedAttributes, sent) => {
      const { UserPoolId, ClientId } = await ownPool({ AutoVerifiedAttributes });
      await signUp(ClientId, addresses);
      await admin(pool, 'AdminConfirmSignUp', { UserPoolId, Username: 'kim' });
      const { AccessToken } = tokensOf(await signIn(ClientId));
      const UserAttributes = [
        { Name: 'email', Value: 'new-kim@example.com' },
        { Name: 'phone_number', Value: '+15550199' },
      ];
      const { body } = await call(pool, 'UpdateUserAttributes', { AccessToken, UserAttributes });
      expect(body).toEqual({ CodeDeliveryDetailsList: sent });
      const asked = { AccessToken, AttributeName: 'email' };
      expect((await call(pool, 'GetUserAttributeVerificationCode', asked)).status).toBe(200);
      const Code = pool.outbox.latest('new-kim@example.com')?.code;
      expect((await call(pool, 'VerifyUserAttribute', { ...asked, Code })).status).toBe(200);
    },
  );
});
