import { describe, expect, test } from '@jest/globals';
import { poolForAllTests } from '../../support/pool.js';
import { decode } from '../support/app.js';
import { admin, call, tokensOf, type Called, type Json } from './support.js';

const password = 'A-Good-Pass-1';

const pool = poolForAllTests();

/** A pool of one's own, with a client that signs in by password. */
const ownPool = async (
  settings: Json,
): Promise<{ readonly UserPoolId: string; readonly ClientId: string }> => {
  const made = await admin(pool, 'CreateUserPool', {
    PoolName: 'own',
    AutoVerifiedAttributes: ['email'],
    ...settings,
  });
  const { Id: UserPoolId } = made.body['UserPool'] as { readonly Id: string };
  const client = await admin(pool, 'CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'own',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const { ClientId } = client.body['UserPoolClient'] as { readonly ClientId: string };
  return { UserPoolId, ClientId };
};

const signUp = async (
  ClientId: string,
  Username: string,
  attributes: Record<string, string>,
): Promise<Called> => {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const signedUp = await call(pool, 'SignUp', { ClientId, Username, Password: password, UserAttributes });
  const address = attributes['email'] ?? attributes['phone_number'] ?? Username;
  const ConfirmationCode = pool.outbox.latest(address)?.code;
  await call(pool, 'ConfirmSignUp', { ClientId, Username, ConfirmationCode });
  return signedUp;
};

const verified = [{ Name: 'email_verified', Value: 'true' }];

const signUpInput = (ClientId: string, Username: string, email: string): Json => ({
  ClientId,
  Username,
  Password: password,
  UserAttributes: [{ Name: 'email', Value: email }],
});

const nameIn = (signedIn: Called): unknown => decode(tokensOf(signedIn).IdToken)['cognito:username'];

const signIn = (ClientId: string, USERNAME: string): Promise<Called> => {
  const AuthParameters = { USERNAME, PASSWORD: password };
  return call(pool, 'InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
};

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

  test('signs nobody in by an address before it is verified', async () => {
    const { ClientId, UserPoolId } = await ownPool({ AliasAttributes: ['email'] });
    await call(pool, 'SignUp', signUpInput(ClientId, 'max', 'max@example.com'));
    await admin(pool, 'AdminConfirmSignUp', { UserPoolId, Username: 'max' });
    expect((await signIn(ClientId, 'max')).status).toBe(200);
    expect((await signIn(ClientId, 'max@example.com')).type).toBe('NotAuthorizedException');
    await admin(pool, 'AdminUpdateUserAttributes', { UserPoolId, Username: 'max', UserAttributes: verified });
    expect((await signIn(ClientId, 'max@example.com')).status).toBe(200);
  });

  test('leaves an address with whoever verified it first, until a sign-up takes it over by name', async () => {
    const { ClientId } = await ownPool({ AliasAttributes: ['email'] });
    const address = 'shared@example.com';
    await signUp(ClientId, 'first', { email: address });
    expect((await call(pool, 'SignUp', signUpInput(ClientId, 'second', address))).status).toBe(200);
    const ConfirmationCode = pool.outbox.latest(address)?.code ?? '';
    const input = { ClientId, Username: 'second', ConfirmationCode };
    const wrong = ConfirmationCode === '000000' ? '111111' : '000000';
    const guessed = await call(pool, 'ConfirmSignUp', { ...input, ConfirmationCode: wrong });
    expect(guessed.type).toBe('CodeMismatchException');
    expect(await call(pool, 'ConfirmSignUp', input)).toMatchObject({
      type: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    expect(nameIn(await signIn(ClientId, address))).toBe('first');
    expect((await call(pool, 'ConfirmSignUp', { ...input, ForceAliasCreation: true })).status).toBe(200);
    expect(nameIn(await signIn(ClientId, address))).toBe('second');
    const first = tokensOf(await signIn(ClientId, 'first'));
    expect(decode(first.IdToken)).toMatchObject({ email: address, email_verified: false });
    const { AccessToken } = first;
    const asked = { AccessToken, AttributeName: 'email' };
    await call(pool, 'GetUserAttributeVerificationCode', asked);
    const Code = pool.outbox.latest(address)?.code;
    expect((await call(pool, 'VerifyUserAttribute', { ...asked, Code })).type).toBe('AliasExistsException');
    expect(nameIn(await signIn(ClientId, address))).toBe('second');
  });

  test('lets an administrator give an address to somebody new only if it is free or forced', async () => {
    const { ClientId, UserPoolId } = await ownPool({ AliasAttributes: ['email'] });
    const address = 'given@example.com';
    await signUp(ClientId, 'owner', { email: address });
    const UserAttributes = [{ Name: 'email', Value: address }];
    const made = (Username: string, input: Json): Promise<Called> =>
      admin(pool, 'AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS', ...input });
    expect((await made('unverified', { UserAttributes })).status).toBe(200);
    const vouched = { UserAttributes: [...UserAttributes, ...verified] };
    expect((await made('heir', vouched)).type).toBe('AliasExistsException');
    const update = { UserPoolId, Username: 'unverified', UserAttributes: verified };
    expect((await admin(pool, 'AdminUpdateUserAttributes', update)).type).toBe('AliasExistsException');
    expect(nameIn(await signIn(ClientId, address))).toBe('owner');
    expect((await made('heir', { ...vouched, ForceAliasCreation: true })).status).toBe(200);
    const found = await admin(pool, 'AdminGetUser', { UserPoolId, Username: address });
    expect(found.body['Username']).toBe('heir');
  });

  test.each([
    ['email', 'somebody@example.com', 'email'],
    ['phone_number', '+12065550123', 'phone number'],
  ])('takes no user name that looks like the alias %s', async (alias, name, kind) => {
    const { ClientId, UserPoolId } = await ownPool({ AliasAttributes: [alias] });
    const message = `Username cannot be of ${kind} format, since user pool is configured for ${kind} alias.`;
    const refused = { type: 'InvalidParameterException', message };
    expect(await call(pool, 'SignUp', signUpInput(ClientId, name, 'a@example.com'))).toMatchObject(refused);
    expect(await admin(pool, 'AdminCreateUser', { UserPoolId, Username: name })).toMatchObject(refused);
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
    const { ClientId, UserPoolId } = await ownPool({
      UsernameAttributes: ['phone_number'],
      AutoVerifiedAttributes: ['phone_number'],
    });
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
    const smsMfaCode = pool.outbox.latest(phone)?.code ?? '';
    const done = await call(pool, 'RespondToAuthChallenge', {
      ClientId,
      ChallengeName: 'SMS_MFA',
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: phone, SMS_MFA_CODE: smsMfaCode },
    });
    expect(tokensOf(done).AccessToken).toBeDefined();
  });
});
