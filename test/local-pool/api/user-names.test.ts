import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LocalPool } from '../../../src/local-pool/index.js';
import { decode, testPool } from '../support/pool.js';
import { admin, call, tokensOf, type Called, type Json } from './support.js';

const PASSWORD = 'A-Good-Pass-1';

let pool: LocalPool;

beforeAll(async () => {
  pool = await testPool();
});
afterAll(() => pool.close());

/** A pool of one's own, with a client that signs in by password. */
async function ownPool(settings: Json): Promise<{ UserPoolId: string; ClientId: string }> {
  const made = await admin(pool, 'CreateUserPool', { PoolName: 'own', ...settings });
  const { Id: UserPoolId } = made.body['UserPool'] as { Id: string };
  const client = await admin(pool, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'own',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const { ClientId } = client.body['UserPoolClient'] as { ClientId: string };
  return { UserPoolId, ClientId };
}

async function signUp(
  ClientId: string,
  Username: string,
  attributes: Record<string, string>,
): Promise<Called> {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const signedUp = await call(pool, 'SignUp', { ClientId, Username, Password: PASSWORD, UserAttributes });
  const address = attributes['email'] ?? attributes['phone_number'] ?? Username;
  const ConfirmationCode = pool.outbox.latest(address)?.code;
  await call(pool, 'ConfirmSignUp', { ClientId, Username, ConfirmationCode });
  return signedUp;
}

function signIn(ClientId: string, USERNAME: string): Promise<Called> {
  const AuthParameters = { USERNAME, PASSWORD };
  return call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
}

describe('a pool where people choose a user name', () => {
  test('signs them in by that name alone', async () => {
    const { ClientId } = await ownPool({});
    await signUp(ClientId, 'kim', { email: 'kim@example.com' });
    const { IdToken } = tokensOf(await signIn(ClientId, 'kim'));
    expect(decode(IdToken)).toMatchObject({ 'cognito:username': 'kim', 'email_verified': true });
    expect((await signIn(ClientId, 'kim@example.com')).type).toBe('NotAuthorizedException');
    expect((await signUp(ClientId, 'kim', { email: 'other@example.com' })).message).toBe(
      'User already exists',
    );
  });

  test('cannot confirm anybody without an address', async () => {
    const { ClientId } = await ownPool({});
    expect((await signUp(ClientId, 'kim', {})).message).toMatch(/email: The attribute is required/u);
  });
});

describe('a pool with aliases', () => {
  test('signs people in by name or by address', async () => {
    const { ClientId } = await ownPool({ AliasAttributes: ['email', 'preferred_username'] });
    await signUp(ClientId, 'lee', { email: 'lee@example.com', preferred_username: 'lee-the-first' });
    for (const name of ['lee', 'lee@example.com', 'lee-the-first']) {
      expect((await signIn(ClientId, name)).status).toBe(200);
    }
  });

  test('has no user name attributes besides', async () => {
    const both = await admin(pool, 'CreateUserPool', {
      PoolName: 'both',
      AliasAttributes: ['email'],
      UsernameAttributes: ['email'],
    });
    expect(both.type).toBe('InvalidParameterException');
  });
});

describe('a pool where people sign in with a phone number', () => {
  test('sends its codes by SMS', async () => {
    const { ClientId, UserPoolId } = await ownPool({ UsernameAttributes: ['phone_number'] });
    const phone = '+12065550123';
    expect((await signUp(ClientId, phone, {})).body).toMatchObject({
      CodeDeliveryDetails: {
        AttributeName: 'phone_number',
        DeliveryMedium: 'SMS',
        Destination: '+*******0123',
      },
    });
    expect((await signIn(ClientId, phone)).status).toBe(200);
    await admin(pool, 'SetUserPoolMfaConfig', {
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: {},
    });
    await admin(pool, 'AdminSetUserMFAPreference', {
      UserPoolId,
      Username: phone,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    });
    const asked = await signIn(ClientId, phone);
    expect(asked.body).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS' },
    });
    const SMS_MFA_CODE = pool.outbox.latest(phone)?.code ?? '';
    const done = await call(pool, 'RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'SMS_MFA',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: phone, SMS_MFA_CODE },
    });
    expect(tokensOf(done).AccessToken).toBeDefined();
  });
});
