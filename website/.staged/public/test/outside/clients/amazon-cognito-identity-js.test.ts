import { describe, expect, test } from '@jest/globals';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserAttribute,
  CognitoUserPool,
  CognitoUserSession,
} from 'amazon-cognito-identity-js';
import {
  CognitoIdentityProviderClient,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { seedPassword, totpCode } from '../../../src/local-pool/index.js';
import { call } from '../../local-pool/user-pools-api/support.js';
import { decode } from '../../local-pool/support/app.js';
import { poolForAllTests } from '../../support/pool.js';

const pool = poolForAllTests();

/** What the library is given in place of a browser's localStorage. */
const createStorage = () => {
  const items = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => void items.set(key, value),
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  };
};

const userPool = (Storage = createStorage()): CognitoUserPool => {
  const { userPoolId: UserPoolId, api: endpoint } = pool;
  return new CognitoUserPool({ UserPoolId, ClientId: pool.publicClient.id, endpoint, Storage });
};

const userCalled = (Username: string, Storage = createStorage()): CognitoUser =>
  new CognitoUser({ Username, Pool: userPool(Storage), Storage });

/** A call with a Node callback, as a promise. */
const done = <T>(call: (callback: (error: unknown, result?: T) => void) => void): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    call((error, result) => (error === null || error === undefined ? resolve(result) : reject(error)));
  });

type Outcome = CognitoUserSession | { readonly asks: string };

/** SRP, which is how this library signs in unless told otherwise. It takes a second or two of its arithmetic. */
const signIn = (user: CognitoUser, Username: string, Password: string): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      onSuccess: (session) => resolve(session),
      onFailure: (error: Error) => reject(error),
      newPasswordRequired: () => resolve({ asks: 'NEW_PASSWORD_REQUIRED' }),
      totpRequired: (name) => resolve({ asks: name }),
      mfaSetup: (name) => resolve({ asks: name }),
    });
  });

/** Where SRP is not the point. */
const signInPlainly = (user: CognitoUser, username: string, password: string): Promise<Outcome> => {
  user.setAuthenticationFlowType('USER_PASSWORD_AUTH');
  return signIn(user, username, password);
};

const sessionOf = (outcome: Outcome): CognitoUserSession => {
  if (outcome instanceof CognitoUserSession) return outcome;
  throw new Error(`The pool asks for ${outcome.asks}.`);
};

describe('amazon-cognito-identity-js', () => {
  test('signs somebody up, confirms them and signs them in with SRP', async () => {
    const email = 'new-person@example.com';
    const attributes = [new CognitoUserAttribute({ Name: 'name', Value: 'New Person' })];
    const result = await done<{ readonly userConfirmed: boolean }>((callback) =>
      userPool().signUp(email, 'A-Good-Pass-1', attributes, [], callback),
    );
    expect(result?.userConfirmed).toBe(false);
    await expect(signInPlainly(userCalled(email), email, 'A-Good-Pass-1')).rejects.toMatchObject({
      name: 'UserNotConfirmedException',
    });
    const code = pool.outbox.latest(email)?.code ?? '';
    await expect(
      done((callback) =>
        userCalled(email).confirmRegistration('000000' === code ? '1' : '000000', true, callback),
      ),
    ).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await done((callback) => userCalled(email).confirmRegistration(code, true, callback));
    const session = sessionOf(await signIn(userCalled(email), email, 'A-Good-Pass-1'));
    expect(decode(session.getAccessToken().getJwtToken())).toMatchObject({
      iss: pool.issuer,
      scope: 'aws.cognito.signin.user.admin',
    });
  });

  test('hears of a wrong password and of an unknown person in the same words', async () => {
    const refusal = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };
    const [known, unknown] = ['grace@example.com', 'nobody@example.com'];
    await expect(signIn(userCalled(known), known, 'Not-The-One-1')).rejects.toMatchObject(refusal);
    await expect(signIn(userCalled(unknown), unknown, 'Not-The-One-1')).rejects.toMatchObject(refusal);
  });

  test('refreshes a session, changes the password and signs out everywhere', async () => {
    const email = 'steady@example.com';
    pool.addPerson({ email, password: seedPassword });
    const user = userCalled(email);
    const session = sessionOf(await signInPlainly(user, email, seedPassword));
    const fresh = await done<CognitoUserSession>((callback) =>
      user.refreshSession(session.getRefreshToken(), callback),
    );
    expect(fresh?.getRefreshToken().getToken()).toBe(session.getRefreshToken().getToken());
    await done((callback) => user.changePassword(seedPassword, 'Another-Pool-2', callback));
    sessionOf(await signIn(userCalled(email), email, 'Another-Pool-2'));
    await new Promise<void>((resolve, reject) => {
      user.globalSignOut({ onSuccess: () => resolve(), onFailure: (error: Error) => reject(error) });
    });
    const AccessToken = fresh?.getAccessToken().getJwtToken();
    expect((await call(pool, 'GetUser', { AccessToken })).message).toBe('Access Token has been revoked');
  });

  test('sets up an authenticator app, is asked for its code and turns it off', async () => {
    const email = 'careful@example.com';
    pool.addPerson({ email, password: seedPassword });
    const user = userCalled(email);
    sessionOf(await signInPlainly(user, email, seedPassword));
    const secret = await associate(user);
    const usedCode = totpCode(secret, pool.clock.now());
    await verify(user, usedCode);
    await done((callback) =>
      user.setUserMfaPreference(null, { PreferredMfa: true, Enabled: true }, callback),
    );

    const again = userCalled(email);
    expect(await signInPlainly(again, email, seedPassword)).toEqual({ asks: 'SOFTWARE_TOKEN_MFA' });
    await expect(sendTotp(again, '000000')).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await expect(sendTotp(again, usedCode)).rejects.toMatchObject({
      message: 'Your software token has already been used once.',
    });
    pool.clock.advance(30_000);
    sessionOf(await sendTotp(again, totpCode(secret, pool.clock.now())));
  });

  test('replaces a temporary password', async () => {
    const email = 'invited@example.com';
    pool.addPerson({ email, password: seedPassword, status: 'FORCE_CHANGE_PASSWORD' });
    const user = userCalled(email);
    expect(await signInPlainly(user, email, seedPassword)).toEqual({ asks: 'NEW_PASSWORD_REQUIRED' });
    const session = await new Promise<CognitoUserSession>((resolve, reject) => {
      user.completeNewPasswordChallenge(
        'My-Own-Pass-1',
        {},
        {
          onSuccess: (success) => resolve(success),
          onFailure: (error: Error) => reject(error),
        },
      );
    });
    expect(decode(session.getIdToken().getJwtToken())).toMatchObject({ email });
  });

  test('gets back in with a mailed code after a forgotten password', async () => {
    const email = 'forgetful@example.com';
    pool.addPerson({ email, password: seedPassword });
    const user = userCalled(email);
    await new Promise<void>((resolve, reject) => {
      user.forgotPassword({
        onSuccess: () => resolve(),
        onFailure: reject,
        inputVerificationCode: () => resolve(),
      });
    });
    await new Promise<void>((resolve, reject) => {
      const code = pool.outbox.latest(email)?.code ?? '';
      user.confirmPassword(code, 'Remember-This-1', { onSuccess: () => resolve(), onFailure: reject });
    });
    sessionOf(await signInPlainly(user, email, 'Remember-This-1'));
  });

  test('shows a remembered device instead of a second factor', async () => {
    await trackDevices();
    const email = 'at-home@example.com';
    pool.addPerson({ email, password: seedPassword });
    const secret = pool.enableTotp(email);
    const storage = createStorage();
    const first = userCalled(email, storage);
    expect(await signIn(first, email, seedPassword)).toEqual({ asks: 'SOFTWARE_TOKEN_MFA' });
    const session = sessionOf(await sendTotp(first, totpCode(secret, pool.clock.now())));
    const { device_key: deviceKey } = decode(session.getAccessToken().getJwtToken());
    expect(deviceKey).toMatch(/^us-east-1_[0-9a-f-]{36}$/u);

    const second = userCalled(email, storage);
    const spared = sessionOf(await signIn(second, email, seedPassword));
    expect(decode(spared.getAccessToken().getJwtToken())['device_key']).toBe(deviceKey);
  });
});

const associate = (user: CognitoUser): Promise<string> =>
  new Promise((resolve, reject) => {
    user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: reject });
  });

const verify = (user: CognitoUser, code: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    user.verifySoftwareToken(code, 'phone', { onSuccess: resolve, onFailure: reject });
  });

const sendTotp = (user: CognitoUser, code: string): Promise<CognitoUserSession> =>
  new Promise((resolve, reject) => {
    user.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, 'SOFTWARE_TOKEN_MFA');
  });

const trackDevices = async (): Promise<void> => {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' };
  const client = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: pool.api, credentials });
  await client.send(
    new UpdateUserPoolCommand({
      UserPoolId: pool.userPoolId,
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
    }),
  );
  client.destroy();
};
