import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, respond, secretHash, signInByPassword, type Called, type Json } from './support.js';

const password = 'A-Good-Pass-1';

const pool = poolForAllTests();

const asPublic = (operation: string, input: Json): Promise<Called> =>
  call(pool, operation, { ClientId: pool.publicClient.id, ...input });

const codeTo = (address: string): string => pool.outbox.latest(address)?.code ?? '';

const wrong = (code: string): string => (code === '000000' ? '111111' : '000000');

describe('SignUp', () => {
  test('answers the sub and where the code went, masked', async () => {
    const { body } = await asPublic('SignUp', { Username: 'one@example.com', Password: password });
    expect(body).toEqual({
      UserConfirmed: false,
      UserSub: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'o***@e***' },
    });
  });

  test.each([
    ['short-1A', 'short-1', 'Password did not conform with policy: Password not long enough'],
    [
      'no upper case',
      'all-lower-1',
      'Password did not conform with policy: Password must have uppercase characters',
    ],
    [
      'no number',
      'No-Number-Here',
      'Password did not conform with policy: Password must have numeric characters',
    ],
    [
      'no symbol',
      'NoSymbolHere1',
      'Password did not conform with policy: Password must have symbol characters',
    ],
  ])('words a password with %s as Cognito does', async (_what, Password, message) => {
    const refused = await asPublic('SignUp', { Username: 'weak@example.com', Password });
    expect(refused).toMatchObject({ status: 400, type: 'InvalidPasswordException', message });
  });

  test('refuses a taken address, in whatever case', async () => {
    const taken = await asPublic('SignUp', { Username: 'ADA@example.com', Password: password });
    expect(taken.type).toBe('UsernameExistsException');
  });

  test('wants an e-mail address where people sign in with one', async () => {
    const refused = await asPublic('SignUp', { Username: 'just-a-name', Password: password });
    expect(refused).toMatchObject({
      type: 'InvalidParameterException',
      message: 'Username should be an email.',
    });
  });

  test.each([
    [{ Name: 'shoe_size', Value: '43' }, 'InvalidParameterException', /shoe_size: Attribute does not exist/u],
    [
      { Name: 'custom:tier', Value: 'gold' },
      'InvalidParameterException',
      /custom:tier: Attribute does not exist/u,
    ],
    [{ Name: 'phone_number', Value: '12' }, 'InvalidParameterException', /Invalid phone number format/u],
    [{ Name: 'sub', Value: 'mine' }, 'InvalidParameterException', /sub: Attribute cannot be updated/u],
    [{ Name: 'email_verified', Value: 'true' }, 'NotAuthorizedException', /unauthorized attribute/u],
  ])('does not take the attribute %j', async (attribute, type, message) => {
    const refused = await asPublic('SignUp', {
      Username: 'attributes@example.com',
      Password: password,
      UserAttributes: [attribute],
    });
    expect(refused.type).toBe(type);
    expect(refused.message).toMatch(message);
  });

  test('is off where only administrators create people', async () => {
    pool.updatePool({ selfSignUp: false });
    const refused = await asPublic('SignUp', { Username: 'late@example.com', Password: password });
    pool.updatePool({ selfSignUp: true });
    expect(refused).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'SignUp is not permitted for this user pool',
    });
  });
});

describe('SECRET_HASH', () => {
  const Username = 'hashed@example.com';
  const signUp = (input: Json): Promise<Called> =>
    call(pool, 'SignUp', { Username, Password: password, ...input });

  test('is asked for from a client with a secret', async () => {
    expect(await signUp({ ClientId: pool.client.id })).toMatchObject({
      type: 'NotAuthorizedException',
      message: `Client ${pool.client.id} is configured with secret but SECRET_HASH was not received`,
    });
  });

  test('must be of this user name and client', async () => {
    const SecretHash = secretHash(pool, 'somebody-else@example.com');
    expect(await signUp({ ClientId: pool.client.id, SecretHash })).toMatchObject({
      type: 'NotAuthorizedException',
      message: `Unable to verify secret hash for client ${pool.client.id}`,
    });
  });

  test('is refused from a client without a secret', async () => {
    const refused = await signUp({ ClientId: pool.publicClient.id, SecretHash: secretHash(pool, Username) });
    expect(refused.type).toBe('NotAuthorizedException');
  });

  test.each([
    ['ConfirmSignUp', { ConfirmationCode: '1' }],
    ['ResendConfirmationCode', {}],
    ['ForgotPassword', {}],
    ['ConfirmForgotPassword', { ConfirmationCode: '1', Password: password }],
  ])('is asked for by %s too, before anything else', async (operation, more) => {
    const input = { ClientId: pool.client.id, Username: 'ada@example.com', ...more };
    const message = `Client ${pool.client.id} is configured with secret but SECRET_HASH was not received`;
    expect(await call(pool, operation, input)).toMatchObject({ type: 'NotAuthorizedException', message });
    const SecretHash = secretHash(pool, 'grace@example.com');
    expect(await call(pool, operation, { ...input, SecretHash })).toMatchObject({
      message: `Unable to verify secret hash for client ${pool.client.id}`,
    });
  });

  test('is asked for by the answer to a challenge', async () => {
    const username = 'challenged@example.com';
    pool.addPerson({ email: username, password: password, status: 'FORCE_CHANGE_PASSWORD' });
    const hashOfSecret = secretHash(pool, username);
    const asked = await call(pool, 'InitiateAuth', {
      ClientId: pool.client.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH: hashOfSecret },
    });
    const answer = { USERNAME: username, NEW_PASSWORD: 'My-Own-Pass-1' };
    const ClientId = pool.client.id;
    expect((await respond(pool, asked, answer, { ClientId })).message).toMatch(
      /SECRET_HASH was not received/u,
    );
    expect((await respond(pool, asked, { ...answer, SECRET_HASH: hashOfSecret }, { ClientId })).status).toBe(
      200,
    );
  });

  test('lets a client with a secret in', async () => {
    expect((await signUp({ ClientId: pool.client.id, SecretHash: secretHash(pool, Username) })).status).toBe(
      200,
    );
  });
});

describe('ConfirmSignUp', () => {
  test('takes the code once, verifies the address and opens the door', async () => {
    const Username = 'confirm@example.com';
    await asPublic('SignUp', { Username, Password: password });
    expect((await signInByPassword(pool, Username, password)).type).toBe('UserNotConfirmedException');
    const ConfirmationCode = codeTo(Username);
    expect(
      (await asPublic('ConfirmSignUp', { Username, ConfirmationCode: wrong(ConfirmationCode) })).type,
    ).toBe('CodeMismatchException');
    expect((await asPublic('ConfirmSignUp', { Username, ConfirmationCode })).status).toBe(200);
    expect(await asPublic('ConfirmSignUp', { Username, ConfirmationCode })).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    });
    expect((await signInByPassword(pool, Username, password)).status).toBe(200);
  });

  test('knows a code for a day, and a new one replaces the old one', async () => {
    const Username = 'slow@example.com';
    await asPublic('SignUp', { Username, Password: password });
    const first = codeTo(Username);
    await asPublic('ResendConfirmationCode', { Username });
    const second = codeTo(Username);
    if (first !== second) {
      const old = await asPublic('ConfirmSignUp', { Username, ConfirmationCode: first });
      expect(old.type).toBe('CodeMismatchException');
    }
    pool.clock.advance(25 * 3_600_000);
    const late = await asPublic('ConfirmSignUp', { Username, ConfirmationCode: second });
    expect(late).toMatchObject({
      type: 'ExpiredCodeException',
      message: 'Invalid code provided, please request a code again.',
    });
  });

  test('lets nobody guess for long', async () => {
    const Username = 'guessed@example.com';
    await asPublic('SignUp', { Username, Password: password });
    const ConfirmationCode = wrong(codeTo(Username));
    for (let guess = 0; guess < 5; guess += 1)
      await asPublic('ConfirmSignUp', { Username, ConfirmationCode });
    expect(await asPublic('ConfirmSignUp', { Username, ConfirmationCode: codeTo(Username) })).toMatchObject({
      type: 'LimitExceededException',
      message: 'Attempt limit exceeded, please try after some time.',
    });
  });
});

describe('ForgotPassword', () => {
  test('lets somebody choose a new password with the mailed code', async () => {
    const Username = 'forgot@example.com';
    pool.addPerson({ email: Username, password: seedPassword });
    expect((await asPublic('ForgotPassword', { Username })).body).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'f***@e***' },
    });
    const confirm = { Username, ConfirmationCode: codeTo(Username) };
    expect((await asPublic('ConfirmForgotPassword', { ...confirm, Password: 'too-weak' })).type).toBe(
      'InvalidPasswordException',
    );
    expect((await asPublic('ConfirmForgotPassword', { ...confirm, Password: password })).status).toBe(200);
    expect((await signInByPassword(pool, Username, seedPassword)).type).toBe('NotAuthorizedException');
    expect((await signInByPassword(pool, Username, password)).status).toBe(200);
  });

  test('is limited to five codes an hour', async () => {
    const Username = 'often@example.com';
    pool.addPerson({ email: Username, password: seedPassword });
    for (let time = 0; time < 5; time += 1) await asPublic('ForgotPassword', { Username });
    expect((await asPublic('ForgotPassword', { Username })).type).toBe('LimitExceededException');
    pool.clock.advance(3_600_001);
    expect((await asPublic('ForgotPassword', { Username })).status).toBe(200);
  });

  test('needs a verified address', async () => {
    const email = 'unverified@example.com';
    pool.addPerson({ email, password: seedPassword, attributes: { email_verified: 'false' } });
    expect(await asPublic('ForgotPassword', { Username: email })).toMatchObject({
      type: 'InvalidParameterException',
      message: 'Cannot reset password for the user as there is no registered/verified email or phone_number',
    });
  });

  test('is not for people who never had a password of their own', async () => {
    const email = 'temporary@example.com';
    pool.addPerson({ email, password: seedPassword, status: 'FORCE_CHANGE_PASSWORD' });
    expect((await asPublic('ForgotPassword', { Username: email })).message).toBe(
      'User password cannot be reset in the current state.',
    );
  });
});

describe('PreventUserExistenceErrors', () => {
  const Username = 'nobody@example.com';

  test('ENABLED: an unknown name gets the answers of a known one', async () => {
    expect((await asPublic('ForgotPassword', { Username })).body).toMatchObject({
      CodeDeliveryDetails: { Destination: 'n***@e***' },
    });
    expect((await asPublic('ResendConfirmationCode', { Username })).status).toBe(200);
    const ConfirmationCode = '123456';
    expect((await asPublic('ConfirmSignUp', { Username, ConfirmationCode })).type).toBe(
      'ExpiredCodeException',
    );
    expect(
      (await asPublic('ConfirmForgotPassword', { Username, ConfirmationCode, Password: password })).type,
    ).toBe('CodeMismatchException');
    expect((await signInByPassword(pool, Username, password)).message).toBe(
      'Incorrect username or password.',
    );
  });

  test('LEGACY: says that there is nobody', async () => {
    const { body } = await admin(pool, 'CreateUserPoolClient', {
      ClientName: 'legacy',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    });
    const { ClientId } = body['UserPoolClient'] as { readonly ClientId: string };
    const input = { ClientId, Username, ConfirmationCode: '1', Password: password };
    for (const operation of [
      'ForgotPassword',
      'ResendConfirmationCode',
      'ConfirmSignUp',
      'ConfirmForgotPassword',
    ]) {
      expect([operation, (await call(pool, operation, input)).type]).toEqual([
        operation,
        'UserNotFoundException',
      ]);
    }
    const signIn = await call(pool, 'InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: Username, SRP_A: 'abc' },
    });
    expect(signIn).toMatchObject({ type: 'UserNotFoundException', message: 'User does not exist.' });
  });
});
