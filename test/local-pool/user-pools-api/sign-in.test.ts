import { beforeAll, describe, expect, test } from '@jest/globals';
import { seedPassword, totpCode, type LocalPool } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { decode } from '../support/app.js';
import {
  admin,
  call,
  respond,
  secretHash,
  signInByPassword,
  tokensOf,
  type Called,
  type Json,
} from './support.js';

const pool = poolForAllTests();

const initiate = (
  AuthFlow: string,
  AuthParameters: Record<string, string>,
  more: Json = {},
): Promise<Called> =>
  call(pool, 'InitiateAuth', { ClientId: pool.publicClient.id, AuthFlow, AuthParameters, ...more });

let count = 0;

const somebody = (changes: Partial<Parameters<LocalPool['addPerson']>[0]> = {}): string => {
  count += 1;
  const email = `signs-in-${count}@example.com`;
  pool.addPerson({ email, password: seedPassword, ...changes });
  return email;
};

describe('the tokens of a sign-in through the API', () => {
  test('carry the self-service scope alone, and all that the client may read', async () => {
    const { AccessToken, IdToken, RefreshToken } = tokensOf(
      await signInByPassword(pool, 'ada@example.com', seedPassword),
    );
    expect(decode(AccessToken)).toMatchObject({
      'scope': 'aws.cognito.signin.user.admin',
      'client_id': pool.publicClient.id,
      'token_use': 'access',
      'cognito:groups': ['admins', 'staff'],
    });
    expect(decode(IdToken)).toMatchObject({
      aud: pool.publicClient.id,
      email_verified: true,
      name: 'Ada Lovelace',
    });
    expect(decode(IdToken)).not.toHaveProperty('at_hash');
    expect(decode(IdToken)['origin_jti']).toBe(decode(AccessToken)['origin_jti']);
    expect(RefreshToken.split('.')).toHaveLength(5);
  });

  test('are refused by userInfo', async () => {
    const { AccessToken } = tokensOf(await signInByPassword(pool, 'ada@example.com', seedPassword));
    const headers = { authorization: `Bearer ${AccessToken}` };
    const answer = await send(`${pool.domain}/oauth2/userInfo`, { headers });
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('Access token does not contain openid scope');
  });
});

describe('InitiateAuth', () => {
  test('offers only the flows of the client', async () => {
    expect(await initiate('USER_AUTH', { USERNAME: 'ada@example.com' })).toMatchObject({
      type: 'InvalidParameterException',
      message: 'USER_AUTH flow not enabled for this client',
    });
  });

  test('leaves an administrator’s flow to AdminInitiateAuth', async () => {
    const refused = await initiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'x', PASSWORD: 'y' });
    expect(refused.type).toBe('InvalidParameterException');
  });

  test('has no Lambda for CUSTOM_AUTH', async () => {
    pool.addClient({ id: 'custom', explicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
    const refused = await initiate('CUSTOM_AUTH', { USERNAME: 'ada@example.com' }, { ClientId: 'custom' });
    expect(refused.message).toBe('null invocation failed due to configuration.');
  });

  test('names the parameter that is missing', async () => {
    expect((await initiate('USER_PASSWORD_AUTH', { PASSWORD: 'x' })).message).toBe(
      'Missing required parameter USERNAME',
    );
    expect((await initiate('USER_SRP_AUTH', { USERNAME: 'ada@example.com' })).message).toBe(
      'Missing required parameter SRP_A',
    );
  });

  test('with a client secret needs the hash of the name as given', async () => {
    const name = 'ada@example.com';
    const parameters = { USERNAME: name, PASSWORD: seedPassword };
    const ClientId = pool.client.id;
    expect((await initiate('USER_PASSWORD_AUTH', parameters, { ClientId })).type).toBe(
      'NotAuthorizedException',
    );
    const hashed = { ...parameters, SECRET_HASH: secretHash(pool, name) };
    expect((await initiate('USER_PASSWORD_AUTH', hashed, { ClientId })).status).toBe(200);
  });

  test('shuts somebody out after five wrong passwords, for longer each time', async () => {
    const email = somebody();
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await signInByPassword(pool, email, 'Wrong-Pass-1')).message).toBe(
        'Incorrect username or password.',
      );
    }
    expect((await signInByPassword(pool, email, seedPassword)).message).toBe('Password attempts exceeded');
    pool.clock.advance(1_000);
    expect((await signInByPassword(pool, email, 'Wrong-Pass-1')).message).toBe(
      'Incorrect username or password.',
    );
    pool.clock.advance(1_000);
    expect((await signInByPassword(pool, email, seedPassword)).message).toBe('Password attempts exceeded');
    pool.clock.advance(1_000);
    expect((await signInByPassword(pool, email, seedPassword)).status).toBe(200);
  });

  test.each([
    ['UNCONFIRMED', 'UserNotConfirmedException', 'User is not confirmed.'],
    ['RESET_REQUIRED', 'PasswordResetRequiredException', 'Password reset required for the user'],
  ] as const)('does not sign in somebody %s', async (status, type, message) => {
    const email = somebody({ status });
    expect(await signInByPassword(pool, email, seedPassword)).toMatchObject({ type, message });
    expect((await signInByPassword(pool, email, 'Wrong-Pass-1')).type).toBe('NotAuthorizedException');
  });

  test('does not sign in somebody disabled', async () => {
    const email = somebody();
    pool.disablePerson(email);
    expect(await signInByPassword(pool, email, seedPassword)).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
  });
});

describe('USER_SRP_AUTH', () => {
  const ask = (USERNAME: string): Promise<Called> =>
    initiate('USER_SRP_AUTH', { USERNAME, SRP_A: 'abcdef12' });

  test('challenges an unknown name as a known one, with the same salt each time', async () => {
    const known = (await ask('ada@example.com')).body;
    const unknown = (await ask('nobody@example.com')).body;
    const again = (await ask('nobody@example.com')).body;
    const shape = {
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: {
        SALT: expect.stringMatching(/^[0-9a-f]{20,32}$/u),
        SECRET_BLOCK: expect.stringMatching(/^[\w+/=]{80,}$/u),
        SRP_B: expect.stringMatching(/^[0-9a-f]{700,}$/u),
        USERNAME: expect.stringMatching(/^[0-9a-f-]{36}$/u),
        USER_ID_FOR_SRP: expect.stringMatching(/^[0-9a-f-]{36}$/u),
      },
    };
    expect(known).toEqual(shape);
    expect(unknown).toEqual(shape);
    const parts = (body: Json): Json => body['ChallengeParameters'] as Json;
    expect(parts(again)['SALT']).toBe(parts(unknown)['SALT']);
    expect(parts(again)['USER_ID_FOR_SRP']).toBe(parts(unknown)['USER_ID_FOR_SRP']);
  });

  test.each(['0', 'not hex', '', 'f'.repeat(800)])('refuses the client value %j', async (SRP_A) => {
    const refused = await initiate('USER_SRP_AUTH', { USERNAME: 'ada@example.com', SRP_A });
    expect(refused.type).toBe('InvalidParameterException');
  });

  test('counts wrong claims as wrong passwords, and each challenge is good for one', async () => {
    const email = somebody();
    const claim = async (): Promise<Called> => {
      const asked = await ask(email);
      const { SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = asked.body['ChallengeParameters'] as Record<
        string,
        string
      >;
      const responses = {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: 'wrong',
        TIMESTAMP: 'Mon Nov 23 07:38:52 UTC 2026',
      };
      const refused = await respond(pool, asked, responses);
      expect((await respond(pool, asked, responses)).message).toBe(
        'Invalid session for the user, session is expired.',
      );
      return refused;
    };
    for (let guess = 0; guess < 5; guess += 1) {
      expect((await claim()).message).toBe('Incorrect username or password.');
    }
    expect((await claim()).message).toBe('Password attempts exceeded');
  });
});

describe('a challenge', () => {
  test('NEW_PASSWORD_REQUIRED tells the attributes and takes a password that fits the policy', async () => {
    const email = somebody({ status: 'FORCE_CHANGE_PASSWORD' });
    const asked = await signInByPassword(pool, email, seedPassword);
    expect(asked.body).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const { userAttributes = '' } = asked.body['ChallengeParameters'] as Record<string, string>;
    expect(JSON.parse(userAttributes)).toEqual({ email, email_verified: 'true' });
    const weak = await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: 'weak' });
    expect(weak.type).toBe('InvalidPasswordException');
    const done = await respond(pool, asked, {
      'USERNAME': email,
      'NEW_PASSWORD': 'My-Own-Pass-1',
      'userAttributes.name': 'Newcomer',
    });
    expect(decode(tokensOf(done).IdToken)).toMatchObject({ name: 'Newcomer' });
    expect((await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: 'My-Own-Pass-2' })).type).toBe(
      'NotAuthorizedException',
    );
  });

  test('ends after the session lifetime of the client', async () => {
    const email = somebody({ status: 'FORCE_CHANGE_PASSWORD' });
    const asked = await signInByPassword(pool, email, seedPassword);
    pool.clock.advance(180_000);
    expect(await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: 'My-Own-Pass-1' })).toMatchObject({
      type: 'NotAuthorizedException',
      message: 'Invalid session for the user, session is expired.',
    });
  });

  test('is answered by the person it was put to, through the client it was put to', async () => {
    const email = somebody({ status: 'FORCE_CHANGE_PASSWORD' });
    const asked = await signInByPassword(pool, email, seedPassword);
    const newPassword = 'My-Own-Pass-1';
    expect(
      (await respond(pool, asked, { USERNAME: 'ada@example.com', NEW_PASSWORD: newPassword })).message,
    ).toBe('Invalid session for the user.');
    pool.addClient({ id: 'elsewhere' });
    expect(
      (await respond(pool, asked, { USERNAME: email, NEW_PASSWORD: newPassword }, { ClientId: 'elsewhere' }))
        .message,
    ).toBe('Invalid session for the user.');
  });

  test('of another kind cannot be answered in its place', async () => {
    const email = somebody();
    pool.enableTotp(email);
    const asked = await signInByPassword(pool, email, seedPassword);
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
    for (const ChallengeName of ['NEW_PASSWORD_REQUIRED', 'MFA_SETUP', 'EMAIL_OTP', 'SELECT_MFA_TYPE']) {
      const responses = { USERNAME: email, NEW_PASSWORD: 'My-Own-Pass-1', ANSWER: 'SOFTWARE_TOKEN_MFA' };
      const refused = await respond(pool, asked, responses, { ChallengeName });
      expect([ChallengeName, refused.type]).toEqual([ChallengeName, 'NotAuthorizedException']);
    }
  });

  test('SOFTWARE_TOKEN_MFA may be corrected, but not for ever', async () => {
    const email = somebody();
    const secret = pool.enableTotp(email);
    const asked = await signInByPassword(pool, email, seedPassword);
    const good = totpCode(secret, pool.clock.now());
    const answer = (SOFTWARE_TOKEN_MFA_CODE: string): Promise<Called> =>
      respond(pool, asked, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE });
    for (let guess = 0; guess < 4; guess += 1) {
      expect((await answer(good === '000000' ? '1' : '000000')).type).toBe('CodeMismatchException');
    }
    expect((await answer(good)).status).toBe(200);

    pool.clock.advance(60_000);
    const next = await signInByPassword(pool, email, seedPassword);
    for (let guess = 0; guess < 5; guess += 1) {
      await respond(pool, next, { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: 'wrong' });
    }
    const late = { USERNAME: email, SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, pool.clock.now()) };
    expect((await respond(pool, next, late)).type).toBe('NotAuthorizedException');
  });

  test('SELECT_MFA_TYPE lets somebody with two factors and no preference choose', async () => {
    const email = somebody();
    pool.enableTotp(email);
    pool.person(email).mfaMethods.push('EMAIL_OTP');
    const asked = await signInByPassword(pool, email, seedPassword);
    expect(asked.body).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]' },
    });
    const mailed = await respond(pool, asked, { USERNAME: email, ANSWER: 'EMAIL_OTP' });
    expect(mailed.body).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 's***@e***' },
    });
    const emailOtpCode = pool.outbox.latest(email)?.code ?? '';
    expect((await respond(pool, mailed, { USERNAME: email, EMAIL_OTP_CODE: emailOtpCode })).status).toBe(200);
  });

  test('MFA_SETUP is not skipped by answering it at once', async () => {
    pool.updatePool({ mfa: 'ON' });
    const email = somebody();
    const asked = await signInByPassword(pool, email, seedPassword);
    pool.updatePool({ mfa: 'OPTIONAL' });
    expect(asked.body['ChallengeName']).toBe('MFA_SETUP');
    expect((await respond(pool, asked, { USERNAME: email })).type).toBe('NotAuthorizedException');
  });
});

describe('USER_AUTH', () => {
  const begin = (USERNAME: string, more: Record<string, string> = {}): Promise<Called> =>
    initiate('USER_AUTH', { USERNAME, ...more }, { ClientId: 'choosing' });

  beforeAll(() => {
    pool.addClient({ id: 'choosing', explicitAuthFlows: ['ALLOW_USER_AUTH'] });
    pool.updatePool({ firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'] });
  });

  test('offers an unknown name what it offers a known one, and never lets it in', async () => {
    const [known, unknown] = [await begin('ada@example.com'), await begin('nobody@example.com')];
    expect(known.body['AvailableChallenges']).toEqual(['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP']);
    expect(unknown.body['AvailableChallenges']).toEqual(known.body['AvailableChallenges']);
    const mailed = await begin('nobody@example.com', { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(mailed.body).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'n***@e***' },
    });
    const guess = { USERNAME: 'nobody@example.com', EMAIL_OTP_CODE: '123456' };
    expect((await respond(pool, mailed, guess, { ClientId: 'choosing' })).type).toBe('CodeMismatchException');
  });

  test('takes a password at once', async () => {
    const more = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: seedPassword };
    expect(tokensOf(await begin('ada@example.com', more)).AccessToken).toBeDefined();
    expect((await begin('ada@example.com', { ...more, PASSWORD: 'Wrong-Pass-1' })).type).toBe(
      'NotAuthorizedException',
    );
  });

  test('asks for a code after a password where the person has a second factor', async () => {
    const email = somebody();
    pool.enableTotp(email);
    const asked = await begin(email, { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: seedPassword });
    expect(asked.body['ChallengeName']).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('offers no mailed code to somebody whose second factor it would pass by', async () => {
    const email = somebody();
    pool.enableTotp(email);
    const asked = await begin(email, { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
    expect(asked.body).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP'],
    });
  });
});

describe('AdminInitiateAuth', () => {
  const input = {
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: seedPassword },
  };

  test('signs in for a server that the client allows it', async () => {
    pool.addClient({ id: 'server', explicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] });
    expect((await admin(pool, 'AdminInitiateAuth', { ClientId: 'server', ...input })).status).toBe(200);
    const refused = await admin(pool, 'AdminInitiateAuth', { ClientId: pool.publicClient.id, ...input });
    expect(refused.type).toBe('InvalidParameterException');
  });

  test('takes the answers to challenges as well', async () => {
    const email = somebody({ status: 'FORCE_CHANGE_PASSWORD' });
    const asked = await admin(pool, 'AdminInitiateAuth', {
      ClientId: 'server',
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: email, PASSWORD: seedPassword },
    });
    const done = await admin(pool, 'AdminRespondToAuthChallenge', {
      ClientId: 'server',
      ChallengeName: asked.body['ChallengeName'],
      Session: asked.body['Session'],
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: 'My-Own-Pass-1' },
    });
    expect(tokensOf(done).AccessToken).toBeDefined();
  });
});
