import { describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { startPool, poolForAllTests } from '../../support/pool.js';
import { decode, signInForTokens } from '../support/app.js';
import { admin, call, respond, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const operations = [
  'GetUser',
  'GetUserAuthFactors',
  'UpdateUserAttributes',
  'DeleteUserAttributes',
  'GetUserAttributeVerificationCode',
  'VerifyUserAttribute',
  'ChangePassword',
  'DeleteUser',
  'AssociateSoftwareToken',
  'VerifySoftwareToken',
  'SetUserMFAPreference',
  'ListDevices',
  'GetDevice',
  'ForgetDevice',
  'UpdateDeviceStatus',
  'ConfirmDevice',
  'StartWebAuthnRegistration',
  'CompleteWebAuthnRegistration',
  'ListWebAuthnCredentials',
  'DeleteWebAuthnCredential',
  'GlobalSignOut',
];

const pool = poolForAllTests();

interface Caller {
  readonly email: string;
  readonly token: string;
  readonly call: (operation: string, input?: Json) => Promise<Called>;
}

let count = 0;

const somebody = async (attributes: Record<string, string> = {}): Promise<Caller> => {
  count += 1;
  const email = `self-service-${count}@example.com`;
  pool.addPerson({ email, password: seedPassword, attributes });
  const { AccessToken } = tokensOf(await signInByPassword(pool, email, seedPassword));
  return {
    email,
    token: AccessToken,
    call: (operation, input) => call(pool, operation, { AccessToken, ...input }),
  };
};

const attributesOf = (called: Called): Record<string, string> => {
  const list = called.body['UserAttributes'] as { readonly Name: string; readonly Value: string }[];
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
};

describe.each(operations)('%s', (operation) => {
  const rest = {
    UserCode: '123456',
    AttributeName: 'email',
    Code: '1',
    ProposedPassword: 'Another-Passw0rd!',
    DeviceKey: 'us-east-1_00000000-0000-4000-8000-000000000000',
    UserAttributes: [],
    UserAttributeNames: [],
    Credential: {},
    CredentialId: 'x',
  };

  test('takes a live access token of this pool with the self-service scope, and no other', async () => {
    const { token, email } = await somebody();
    const { access_token: AccessToken } = await signInForTokens(pool, {
      username: email,
      changes: { scope: 'openid email profile' },
    });
    expect(await call(pool, operation, { AccessToken, ...rest })).toMatchObject({
      status: 400,
      type: 'NotAuthorizedException',
      message: 'Access Token does not have required scopes',
    });
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Json;
    const forged = Buffer.from(JSON.stringify({ ...claims, username: 'ada' })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const bad of [
      'garbage',
      `${header}.${forged}.${signature}`,
      `${none}.${payload}.`,
      `${header}.${payload}.`,
    ]) {
      const refused = await call(pool, operation, { AccessToken: bad, ...rest });
      expect(refused).toMatchObject({ type: 'NotAuthorizedException', message: 'Invalid Access Token' });
    }
    expect((await call(pool, operation, rest)).type).toBe('InvalidParameterException');
    await call(pool, 'GlobalSignOut', { AccessToken: token });
    expect((await call(pool, operation, { AccessToken: token, ...rest })).message).toBe(
      'Access Token has been revoked',
    );
  });
});

describe('an access token', () => {
  test('ends with its hour', async () => {
    const { call } = await somebody();
    pool.clock.advance(3_600_000);
    expect(await call('GetUser')).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'Access Token has expired',
    });
  });

  test('of another user pool’s key, under this issuer’s name, is no token of ours', async () => {
    const elsewhere = await startPool({ issuer: pool.issuer });
    await elsewhere.keys.rotate();
    const tokens = tokensOf(await signInByPassword(elsewhere, 'ada@example.com', seedPassword));
    await elsewhere.close();
    expect((await call(pool, 'GetUser', { AccessToken: tokens.AccessToken })).message).toBe(
      'Invalid Access Token',
    );
  });

  test('is not to be replaced by the ID token', async () => {
    const { IdToken } = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    expect((await call(pool, 'GetUser', { AccessToken: IdToken })).message).toBe('Invalid Access Token');
  });

  test('is worth nothing once its person is disabled', async () => {
    const { email, call } = await somebody();
    pool.disablePerson(email);
    expect((await call('GetUser')).message).toBe('User is disabled.');
  });
});

describe('attributes', () => {
  test('change; a blank value deletes', async () => {
    const { call } = await somebody({ name: 'Before', website: 'https://example.com' });
    const UserAttributes = [
      { Name: 'name', Value: 'After' },
      { Name: 'website', Value: '' },
    ];
    expect((await call('UpdateUserAttributes', { UserAttributes })).body).toEqual({
      CodeDeliveryDetailsList: [],
    });
    const attributes = attributesOf(await call('GetUser'));
    expect(attributes['name']).toBe('After');
    expect(attributes).not.toHaveProperty('website');
    await call('DeleteUserAttributes', { UserAttributeNames: ['name'] });
    expect(attributesOf(await call('GetUser'))).not.toHaveProperty('name');
  });

  test('keep to the client’s read and write permissions', async () => {
    const { email } = await somebody({ name: 'Name', nickname: 'Nick' });
    const ClientId = 'narrow';
    pool.addClient({
      id: ClientId,
      explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      readAttributes: ['email', 'name'],
      writeAttributes: ['nickname'],
    });
    const AuthParameters = { USERNAME: email, PASSWORD: seedPassword };
    const signedIn = await call(pool, 'InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    const { AccessToken, IdToken } = tokensOf(signedIn);
    const own = (operation: string, input: Json = {}): Promise<Called> =>
      call(pool, operation, { AccessToken, ...input });
    expect(Object.keys(attributesOf(await own('GetUser'))).sort()).toEqual(['email', 'name', 'sub']);
    expect(decode(IdToken)).not.toHaveProperty('nickname');
    expect(
      await own('UpdateUserAttributes', { UserAttributes: [{ Name: 'name', Value: 'X' }] }),
    ).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'A client attempted to write unauthorized attribute',
    });
    const deleted = await own('DeleteUserAttributes', { UserAttributeNames: ['name'] });
    expect(deleted.type).toBe('NotAuthorizedException');
    const allowed = await own('UpdateUserAttributes', { UserAttributes: [{ Name: 'nickname', Value: 'X' }] });
    expect(allowed.status).toBe(200);
  });

  test('an address of somebody else’s is refused', async () => {
    const { call } = await somebody();
    const refused = await call('UpdateUserAttributes', {
      UserAttributes: [{ Name: 'email', Value: 'Ada@example.com' }],
    });
    expect(refused.type).toBe('AliasExistsException');
  });

  test('a new address counts at once, unverified, unless the pool holds it back until its code came', async () => {
    const { email, call } = await somebody();
    const move = (Value: string): Promise<Called> =>
      call('UpdateUserAttributes', { UserAttributes: [{ Name: 'email', Value }] });
    await move('moved@example.com');
    expect(attributesOf(await call('GetUser'))).toMatchObject({
      email: 'moved@example.com',
      email_verified: 'false',
    });
    expect((await signInByPassword(pool, email, seedPassword)).type).toBe('NotAuthorizedException');
    const first = { AttributeName: 'email', Code: pool.outbox.latest('moved@example.com')?.code };
    await call('VerifyUserAttribute', first);

    await admin(pool, 'UpdateUserPool', {
      MfaConfiguration: 'OPTIONAL',
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
    await move('held@example.com');
    expect(attributesOf(await call('GetUser'))).toMatchObject({
      email: 'moved@example.com',
      email_verified: 'true',
    });
    const Code = pool.outbox.latest('held@example.com')?.code;
    expect((await call('VerifyUserAttribute', { AttributeName: 'email', Code: 'wrong' })).type).toBe(
      'CodeMismatchException',
    );
    await call('VerifyUserAttribute', { AttributeName: 'email', Code });
    expect(attributesOf(await call('GetUser'))).toMatchObject({
      email: 'held@example.com',
      email_verified: 'true',
    });
    expect((await signInByPassword(pool, 'held@example.com', seedPassword)).status).toBe(200);
    await admin(pool, 'UpdateUserPool', { MfaConfiguration: 'OPTIONAL' });
  });

  test('a code to verify an address can be asked for five times an hour', async () => {
    const { email, call } = await somebody();
    for (let time = 0; time < 5; time += 1) {
      const sent = await call('GetUserAttributeVerificationCode', { AttributeName: 'email' });
      expect(sent.body).toMatchObject({
        CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL' },
      });
    }
    expect((await call('GetUserAttributeVerificationCode', { AttributeName: 'email' })).type).toBe(
      'LimitExceededException',
    );
    expect(pool.outbox.latest(email)?.purpose).toBe('verify-attribute');
  });

  test('a code to verify an address can be tried fifteen times an hour', async () => {
    const { call } = await somebody();
    const attempt = { AttributeName: 'email', Code: 'wrong' };
    for (let time = 0; time < 15; time += 1) {
      expect((await call('VerifyUserAttribute', attempt)).type).toBe('ExpiredCodeException');
    }
    expect((await call('VerifyUserAttribute', attempt)).type).toBe('LimitExceededException');
  });

  test('the last name that somebody signs in with cannot be deleted', async () => {
    const { call } = await somebody();
    const refused = await call('DeleteUserAttributes', { UserAttributeNames: ['email'] });
    expect(refused.type).toBe('InvalidParameterException');
  });
});

describe('ChangePassword', () => {
  test('is limited to five tries an hour', async () => {
    const { call } = await somebody();
    const attempt = { PreviousPassword: 'Wrong-Pass-1', ProposedPassword: 'Another-Pass-2' };
    for (let time = 0; time < 4; time += 1) {
      expect((await call('ChangePassword', attempt)).message).toBe('Incorrect username or password.');
    }
    await call('ChangePassword', attempt);
    expect(await call('ChangePassword', attempt)).toMatchObject({
      type: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
  });

  test('takes no previous password from somebody who has none', async () => {
    const email = 'passwordless@example.com';
    pool.addPerson({ email });
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP'] });
    pool.addClient({ id: 'by_mail', explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    const asked = await call(pool, 'InitiateAuth', {
      ClientId: 'by_mail',
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: email, PREFERRED_CHALLENGE: 'EMAIL_OTP' },
    });
    const answer = { USERNAME: email, EMAIL_OTP_CODE: pool.outbox.latest(email)?.code ?? '' };
    const { AccessToken } = tokensOf(await respond(pool, asked, answer, { ClientId: 'by_mail' }));
    const change = (input: Json): Promise<Called> => call(pool, 'ChangePassword', { AccessToken, ...input });
    const ProposedPassword = 'First-Pass-1';
    expect((await change({ ProposedPassword, PreviousPassword: 'Not-It-1' })).type).toBe(
      'NotAuthorizedException',
    );
    expect((await change({ ProposedPassword })).status).toBe(200);
    expect((await signInByPassword(pool, email, ProposedPassword)).status).toBe(200);
  });

  test('gives no password to somebody of another provider', async () => {
    const { call, email } = await somebody();
    const person = pool.person(email);
    person.status = 'EXTERNAL_PROVIDER';
    delete person.password;
    expect((await call('ChangePassword', { ProposedPassword: 'First-Pass-1' })).type).toBe(
      'NotAuthorizedException',
    );
    expect(person.password).toBeUndefined();
  });

  test('cannot leave out the previous password of somebody who has one', async () => {
    const { call } = await somebody();
    expect((await call('ChangePassword', { ProposedPassword: 'Another-Pass-2' })).type).toBe(
      'NotAuthorizedException',
    );
  });
});

describe('an authenticator app', () => {
  test('is associated, verified by a code of the pool’s clock, then preferred', async () => {
    const { email, call } = await somebody();
    const enable = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    expect(await call('SetUserMFAPreference', enable)).toMatchObject({
      type: 'InvalidParameterException',
      message: 'User has not verified software token mfa',
    });
    expect((await call('VerifySoftwareToken', { UserCode: '123456' })).type).toBe(
      'SoftwareTokenMFANotFoundException',
    );
    const { SecretCode } = (await call('AssociateSoftwareToken')).body as { readonly SecretCode: string };
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/u);
    pool.clock.advance(600_000);
    const good = totpCode(SecretCode, pool.clock.now());
    expect(await call('VerifySoftwareToken', { UserCode: good === '000000' ? '1' : '000000' })).toMatchObject(
      {
        type: 'EnableSoftwareTokenMFAException',
        message: 'Code mismatch',
      },
    );
    expect((await call('VerifySoftwareToken', { UserCode: good })).body).toEqual({ Status: 'SUCCESS' });
    expect((await signInByPassword(pool, email, seedPassword)).body).toHaveProperty('AuthenticationResult');
    expect((await call('SetUserMFAPreference', enable)).status).toBe(200);
    expect((await call('GetUser')).body).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    expect((await signInByPassword(pool, email, seedPassword)).body['ChallengeName']).toBe(
      'SOFTWARE_TOKEN_MFA',
    );
    await call('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: false } });
    expect((await call('GetUser')).body).not.toHaveProperty('UserMFASettingList');
  });

  test('is not on offer where the pool has it off', async () => {
    const { call } = await somebody();
    pool.updatePool({ mfa: 'OFF' });
    const refused = await call('AssociateSoftwareToken');
    pool.updatePool({ mfa: 'OPTIONAL' });
    expect(refused).toMatchObject({
      type: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA has not been enabled by the userPool.',
    });
  });
});

describe('SetUserMFAPreference', () => {
  test('prefers one factor at most, and only one that is on', async () => {
    const { call } = await somebody();
    const both = { Enabled: true, PreferredMfa: true };
    const two = { EmailMfaSettings: both, SMSMfaSettings: both };
    expect((await call('SetUserMFAPreference', two)).type).toBe('InvalidParameterException');
    const off = { EmailMfaSettings: { Enabled: false, PreferredMfa: true } };
    expect((await call('SetUserMFAPreference', off)).type).toBe('InvalidParameterException');
  });

  test('needs a verified address for codes by mail or SMS', async () => {
    const { call } = await somebody();
    expect((await call('SetUserMFAPreference', { SMSMfaSettings: { Enabled: true } })).message).toBe(
      'User does not have delivery config set to turn on SMS_MFA',
    );
    expect((await call('SetUserMFAPreference', { EmailMfaSettings: { Enabled: true } })).status).toBe(200);
    expect((await call('GetUserAuthFactors')).body).toMatchObject({
      UserMFASettingList: ['EMAIL_OTP'],
      ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP'],
    });
  });
});

test('passkeys are left out, and the operations say so', async () => {
  const { call } = await somebody();
  expect((await call('StartWebAuthnRegistration')).type).toBe('WebAuthnNotEnabledException');
  expect((await call('CompleteWebAuthnRegistration', { Credential: {} })).type).toBe(
    'WebAuthnNotEnabledException',
  );
  expect((await call('ListWebAuthnCredentials')).body).toEqual({ Credentials: [] });
  expect((await call('DeleteWebAuthnCredential', { CredentialId: 'x' })).type).toBe(
    'ResourceNotFoundException',
  );
});

test('GlobalSignOut ends userInfo as well', async () => {
  const { call, token } = await somebody();
  await call('GlobalSignOut');
  const answer = await send(`${pool.domain}/oauth2/userInfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(401);
});

test('DeleteUser takes the person and every sign-in away', async () => {
  const { email, call } = await somebody();
  expect((await call('DeleteUser')).body).toEqual({});
  expect((await call('GetUser')).type).toBe('NotAuthorizedException');
  expect((await admin(pool, 'AdminGetUser', { Username: email })).type).toBe('UserNotFoundException');
  expect(
    (await call('SignUp', { ClientId: pool.publicClient.id, Username: email, Password: seedPassword }))
      .status,
  ).toBe(200);
});

test('whatever a self-service operation is sent with a good token, it never fails inside', async () => {
  const oddities: unknown[] = [
    null,
    1,
    true,
    '',
    'x',
    [],
    [1],
    [{}],
    {},
    { Enabled: 1 },
    { a: 1 },
    'y'.repeat(3000),
  ];
  const members =
    'AttributeName Code ConfirmationCode CredentialId DeviceKey DeviceName DeviceRememberedStatus DeviceSecretVerifierConfig EmailMfaSettings Limit PaginationToken PreviousPassword ProposedPassword SMSMfaSettings SoftwareTokenMfaSettings UserAttributeNames UserAttributes UserCode Session'.split(
      ' ',
    );
  for (const operation of operations) {
    const { call } = await somebody();
    for (const oddity of oddities) {
      const input = Object.fromEntries(members.map((name) => [name, oddity]));
      const { status, type } = await call(operation, input);
      expect([operation, oddity, type, status < 500]).toEqual([operation, oddity, type, true]);
    }
  }
}, 60_000);
