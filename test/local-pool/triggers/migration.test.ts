import { describe, expect, test } from '@jest/globals';
import type { TriggerFunctions, UserMigrationEvent } from '../../../src/local-pool/index.js';
import { poolForEachTest } from '../../support/pool.js';
import { visitorOf } from '../support/visitor.js';
import { tokensOf } from '../user-pools-api/support.js';
import { asPublic, refused, signIn, sourcesOf } from './support.js';

const username = 'old@example.com';
const oldPassword = 'short';

const pool = poolForEachTest();

const use = (functions: TriggerFunctions): void => pool.triggers.use(functions);

/** The directory that people come from. */
const bringOver = (response: Partial<UserMigrationEvent['response']> = {}): TriggerFunctions => ({
  UserMigration: (event) => {
    const { password } = event.request;
    if (event.userName !== username) return event;
    if (event.triggerSource === 'UserMigration_Authentication' && password !== oldPassword)
      throw new Error('Bad password');
    const userAttributes = { email: username, email_verified: 'true', name: 'Old Friend' };
    return {
      ...event,
      response: { userAttributes, finalUserStatus: 'CONFIRMED', messageAction: 'SUPPRESS', ...response },
    };
  },
});

describe('somebody from another directory', () => {
  test('comes over at the first sign-in, with a password that the policy would not take, and only once', async () => {
    use(bringOver());
    const first = await signIn(pool, { username, password: oldPassword, ClientMetadata: { from: 'app' } });
    expect(tokensOf(first).IdToken).toBeDefined();
    expect(pool.triggers.list()[0]?.event).toMatchObject({
      userName: username,
      request: { password: 'left out', validationData: { from: 'app' } },
    });
    expect(pool.person(username)).toMatchObject({ status: 'CONFIRMED', attributes: { name: 'Old Friend' } });
    expect(tokensOf(await signIn(pool, { username, password: oldPassword })).IdToken).toBeDefined();
    expect(pool.triggers.count('UserMigration')).toBe(1);
    expect((await signIn(pool, { username, password: 'other' })).type).toBe('NotAuthorizedException');
  });

  test('comes over at the hosted page too', async () => {
    use(bringOver());
    const visitor = visitorOf(pool);
    const fields = { username, password: oldPassword };
    const { location } = await visitor.fill(visitor.pageUrl('/login'), fields);
    expect(await visitor.tokensOf(location)).toHaveProperty('id_token');
  });

  test('is kept out by what the trigger throws, and hears of it', async () => {
    use(bringOver());
    expect(await signIn(pool, { username, password: 'wrong' })).toEqual(
      refused('UserLambdaValidationException', 'UserMigration failed with error Bad password.'),
    );
    expect(() => pool.person(username)).toThrow('Nobody called');
  });

  test('must choose a new password where the trigger does not confirm', async () => {
    use(bringOver({ finalUserStatus: 'RESET_REQUIRED' }));
    const answer = await signIn(pool, { username, password: oldPassword });
    expect(answer.type).toBe('PasswordResetRequiredException');
    expect((await signIn(pool, { username, password: oldPassword })).type).toBe(
      'PasswordResetRequiredException',
    );
  });

  test('may have forgotten the password: the code goes out, at the API and at the page', async () => {
    use(bringOver());
    const { body } = await asPublic(pool, 'ForgotPassword', { Username: username });
    expect(body).toMatchObject({ CodeDeliveryDetails: { Destination: 'o***@e***' } });
    const Password = 'A-New-Pass-1';
    const ConfirmationCode = pool.outbox.latest(username)?.code;
    await asPublic(pool, 'ConfirmForgotPassword', { Username: username, Password, ConfirmationCode });
    expect(tokensOf(await signIn(pool, { username, password: Password })).IdToken).toBeDefined();
    expect(sourcesOf(pool)).toEqual(['UserMigration_ForgotPassword']);
  });

  test('may have forgotten it at the hosted page', async () => {
    use(bringOver());
    const visitor = visitorOf(pool);
    await visitor.fill(visitor.pageUrl('/forgotPassword'), { username });
    expect(pool.outbox.latest(username)?.purpose).toBe('forgot-password');
  });

  test('is welcomed, by SMS unless the trigger says otherwise', async () => {
    use(bringOver({ messageAction: null, desiredDeliveryMediums: ['EMAIL'] }));
    await signIn(pool, { username, password: oldPassword });
    expect(pool.outbox.list()).toMatchObject([{ to: username, channel: 'EMAIL', purpose: 'welcome' }]);
  });
});

describe('somebody whom the other directory does not know', () => {
  test('is nobody, as before; a client that does not hide it says so in Cognito’s words', async () => {
    use(bringOver());
    const unknown = { username: 'stranger@example.com', password: oldPassword };
    expect((await signIn(pool, unknown)).type).toBe('NotAuthorizedException');
    pool.updateClient(pool.publicClient.id, { preventUserExistenceErrors: false });
    expect(await signIn(pool, unknown)).toEqual(
      refused('UserNotFoundException', `Exception migrating user in app client ${pool.publicClient.id}`),
    );
  });

  test('attributes that are no texts, and such as the pool has not, bring nobody over', async () => {
    use(bringOver({ userAttributes: { email: username, age: 7 } as unknown as Record<string, string> }));
    const given = { username, password: oldPassword };
    expect((await signIn(pool, given)).type).toBe('InvalidLambdaResponseException');
    use(bringOver({ userAttributes: { email: username, shoe_size: '43' } }));
    expect((await signIn(pool, given)).type).toBe('InvalidParameterException');
    expect(() => pool.person(username)).toThrow('Nobody called');
  });

  test('SRP does not ask: it shows no password', async () => {
    use(bringOver());
    const AuthParameters = { USERNAME: username, SRP_A: 'abcdef' };
    await asPublic(pool, 'InitiateAuth', { AuthFlow: 'USER_SRP_AUTH', AuthParameters });
    expect(pool.triggers.list()).toEqual([]);
  });
});
