import { expect, test } from '@jest/globals';
import { poolForAllTests } from '../../support/pool.js';
import { admin, type Called, type Json } from './support.js';

const pool = poolForAllTests();

const poolOf = async (settings: Json): Promise<Json> => {
  const { body } = await admin(pool, 'CreateUserPool', { PoolName: 'tiered', ...settings });
  return body['UserPool'] as Json;
};

const rotating = {
  ClientName: 'rotating',
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED' },
};
const passwordless = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } };

const withFeatures = (UserPoolId: unknown, Domain: string): Promise<Called[]> =>
  Promise.all([
    admin(pool, 'CreateUserPoolClient', { UserPoolId, ...rotating }),
    admin(pool, 'CreateUserPoolDomain', { UserPoolId, Domain, ManagedLoginVersion: 2 }),
    admin(pool, 'SetUserPoolMfaConfig', {
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      EmailMfaConfiguration: {},
    }),
  ]);

test('a user pool is on the Essentials plan unless it names another', async () => {
  expect((await poolOf({}))['UserPoolTier']).toBe('ESSENTIALS');
  expect((await poolOf({ UserPoolTier: 'LITE' }))['UserPoolTier']).toBe('LITE');
  const unknown = await admin(pool, 'CreateUserPool', { PoolName: 'x', UserPoolTier: 'GOLD' });
  expect(unknown.type).toBe('InvalidParameterException');
});

test('the Lite plan has no rotation, managed login, mailed second factor or passwordless sign-in', async () => {
  const { Id: UserPoolId } = await poolOf({ UserPoolTier: 'LITE' });
  const refused = 'FeatureUnavailableInTierException';
  const types = (await withFeatures(UserPoolId, 'lite')).map(({ type }) => type);
  expect(types).toEqual([refused, refused, refused]);
  const lite = { UserPoolId, UserPoolTier: 'LITE', ...passwordless };
  expect((await admin(pool, 'UpdateUserPool', lite)).type).toBe(refused);
  const classic = { UserPoolId, Domain: 'lite', ManagedLoginVersion: 1 };
  expect((await admin(pool, 'CreateUserPoolDomain', classic)).status).toBe(200);
  expect((await admin(pool, 'UpdateUserPoolDomain', { ...classic, ManagedLoginVersion: 2 })).type).toBe(
    refused,
  );
});

test('the other plans have them', async () => {
  for (const UserPoolTier of ['ESSENTIALS', 'PLUS']) {
    const { Id: UserPoolId } = await poolOf({ UserPoolTier, ...passwordless });
    const made = await withFeatures(UserPoolId, UserPoolTier.toLowerCase());
    expect(made.map(({ status }) => status)).toEqual([200, 200, 200]);
  }
});
