import { beforeAll, describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, secretHash, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const invalid = { type: 'NotAuthorizedException', message: 'Invalid session for the user.' };
const expired = { ...invalid, message: 'Invalid session for the user, session is expired.' };

const pool = poolForAllTests();

beforeAll(async () => {
  pool.addClient({ id: 'app', explicitAuthFlows: ['ALLOW_USER_AUTH'] });
  pool.addClient({ id: 'other_app', explicitAuthFlows: ['ALLOW_USER_AUTH'] });
});

let count = 0;

const signUp = async (
  input: Json = {},
): Promise<{ readonly Username: string; readonly session: unknown }> => {
  count += 1;
  const Username = `signed-up-${count}@example.com`;
  const { body } = await call(pool, 'SignUp', {
    ClientId: 'app',
    Username,
    Password: seedPassword,
    ...input,
  });
  return { Username, session: body['Session'] };
};

const confirm = (Username: string, input: Json = {}): Promise<Called> => {
  const ConfirmationCode = pool.outbox.latest(Username)?.code;
  return call(pool, 'ConfirmSignUp', { ClientId: 'app', Username, ConfirmationCode, ...input });
};

const confirmed = async (): Promise<{ readonly Username: string; readonly session: unknown }> => {
  const { Username, session } = await signUp();
  const { body } = await confirm(Username, { Session: session });
  return { Username, session: body['Session'] };
};

const begin = (USERNAME: string, Session: unknown, input: Json = {}): Promise<Called> =>
  call(pool, 'InitiateAuth', {
    ClientId: 'app',
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME },
    Session,
    ...input,
  });

describe('the Session of a sign-up', () => {
  test('leads from SignUp over ConfirmSignUp to tokens, without the password', async () => {
    const { Username, session } = await confirmed();
    const { AccessToken } = tokensOf(await begin(Username, session));
    expect((await call(pool, 'GetUser', { AccessToken })).status).toBe(200);
  });

  test('is given by ConfirmSignUp to an app that sent none back', async () => {
    const { Username } = await signUp();
    const { body } = await confirm(Username);
    expect(tokensOf(await begin(Username, body['Session'])).RefreshToken).toBeDefined();
  });

  test('is for clients that allow USER_AUTH', async () => {
    const ClientId = pool.publicClient.id;
    const { Username, session } = await signUp({ ClientId });
    expect(session).toBeUndefined();
    expect((await confirm(Username, { ClientId })).body).toEqual({});
    const refused = await begin(Username, 'made-up-'.repeat(3), { ClientId });
    expect(refused).toMatchObject({
      type: 'InvalidParameterException',
      message: 'USER_AUTH flow not enabled for this client',
    });
  });

  test('signs in once', async () => {
    const { Username, session } = await confirmed();
    const both = await Promise.all([begin(Username, session), begin(Username, session)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await begin(Username, session)).type).toBe('NotAuthorizedException');
    await admin(pool, 'AdminUserGlobalSignOut', { Username });
    expect(await begin(Username, session)).toMatchObject(expired);
  });

  test('is for the first sign-in only', async () => {
    const { Username, session } = await confirmed();
    expect((await signInByPassword(pool, Username, seedPassword)).status).toBe(200);
    expect(await begin(Username, session)).toMatchObject(invalid);
  });

  test('ends with the session lifetime of the client, at both steps', async () => {
    const { Username, session } = await confirmed();
    pool.clock.advance(179_000);
    const inTime = await signUp();
    pool.clock.advance(1_000);
    expect(await begin(Username, session)).toMatchObject(expired);
    pool.clock.advance(170_000);
    expect((await confirm(inTime.Username, { Session: inTime.session })).status).toBe(200);
    const late = await signUp();
    pool.clock.advance(180_000);
    expect(await confirm(late.Username, { Session: late.session })).toMatchObject(expired);
    expect((await confirm(late.Username)).status).toBe(200);
  });

  test('belongs to its person and its client, at both steps', async () => {
    const mine = await confirmed();
    const theirs = await signUp();
    expect(await begin('ada@example.com', mine.session)).toMatchObject(invalid);
    expect(await begin('nobody@example.com', mine.session)).toMatchObject(invalid);
    expect(await begin(mine.Username, mine.session, { ClientId: 'other_app' })).toMatchObject(invalid);
    const third = await signUp();
    expect(await confirm(third.Username, { Session: theirs.session })).toMatchObject(invalid);
    const elsewhere = { ClientId: 'other_app', Session: theirs.session };
    expect(await confirm(theirs.Username, elsewhere)).toMatchObject(invalid);
    expect((await begin(mine.Username, mine.session)).status).toBe(200);
  });

  test('signs nobody in before the code came back, nor the one of SignUp after it', async () => {
    const { Username, session } = await signUp();
    expect((await begin(Username, session)).type).toBe('UserNotConfirmedException');
    const wrongCode = { ConfirmationCode: 'wrong', Session: session };
    expect((await confirm(Username, wrongCode)).type).toBe('CodeMismatchException');
    expect((await confirm(Username)).status).toBe(200);
    expect(await begin(Username, session)).toMatchObject(invalid);
  });

  test('is no challenge that could be answered, and no challenge is one', async () => {
    const { Username, session } = await confirmed();
    const answer = { ClientId: 'app', Session: session, ChallengeResponses: { USERNAME: Username } };
    for (const ChallengeName of ['SELECT_CHALLENGE', 'PASSWORD', 'EMAIL_OTP', 'MFA_SETUP']) {
      const refused = await call(pool, 'RespondToAuthChallenge', { ...answer, ChallengeName });
      expect([ChallengeName, refused.type]).toEqual([ChallengeName, 'NotAuthorizedException']);
    }
    const choice = await begin(Username, undefined);
    expect(choice.body['ChallengeName']).toBe('SELECT_CHALLENGE');
    expect(await begin(Username, choice.body['Session'])).toMatchObject(invalid);
    expect(await begin(Username, 'made-up-'.repeat(3))).toMatchObject(expired);
  });

  test('passes by no second factor that the pool requires', async () => {
    pool.updatePool({ mfa: 'ON' });
    const { Username, session } = await confirmed();
    const asked = await begin(Username, session);
    pool.updatePool({ mfa: 'OPTIONAL' });
    expect(asked.body).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    expect(asked.body).not.toHaveProperty('AuthenticationResult');
  });

  test('passes by no second factor that the person has', async () => {
    const { Username, session } = await confirmed();
    const secret = pool.enableTotp(Username);
    const asked = await begin(Username, session);
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    const done = await call(pool, 'RespondToAuthChallenge', {
      ClientId: 'app',
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: asked.body['Session'],
      ChallengeResponses: {
        USERNAME: Username,
        SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, pool.clock.now()),
      },
    });
    expect(tokensOf(done).AccessToken).toBeDefined();
  });

  test('is worth nothing once the person is disabled or must choose another password', async () => {
    const disabled = await confirmed();
    pool.disablePerson(disabled.Username);
    expect((await begin(disabled.Username, disabled.session)).message).toBe('User is disabled.');
    const reset = await confirmed();
    await admin(pool, 'AdminResetUserPassword', { Username: reset.Username });
    expect((await begin(reset.Username, reset.session)).type).toBe('PasswordResetRequiredException');
    const replaced = await confirmed();
    await admin(pool, 'AdminSetUserPassword', { Username: replaced.Username, Password: 'Temp-Pass-1' });
    expect((await begin(replaced.Username, replaced.session)).body['ChallengeName']).toBe(
      'NEW_PASSWORD_REQUIRED',
    );
  });

  test('of a client with a secret needs the secret hash as well', async () => {
    const ClientId = pool.client.id;
    pool.updateClient(ClientId, { explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    count += 1;
    const Username = `signed-up-${count}@example.com`;
    const SecretHash = secretHash(pool, Username);
    await call(pool, 'SignUp', { ClientId, Username, Password: seedPassword, SecretHash });
    const { body } = await confirm(Username, { ClientId, SecretHash });
    expect((await begin(Username, body['Session'], { ClientId })).type).toBe('NotAuthorizedException');
    const AuthParameters = { USERNAME: Username, SECRET_HASH: SecretHash };
    expect((await begin(Username, body['Session'], { ClientId, AuthParameters })).status).toBe(200);
  });
});
