import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { refresh, signInForTokens } from '../support/app.js';
import { admin, call, respond, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const pool = poolForAllTests();

let count = 0;

const somebody = (): string => {
  count += 1;
  const email = `administered-${count}@example.com`;
  pool.addPerson({ email, password: seedPassword });
  return email;
};

const statusOf = async (Username: string): Promise<unknown> =>
  (await admin(pool, 'AdminGetUser', { Username })).body['UserStatus'];

describe('AdminCreateUser', () => {
  test('mails a temporary password that must be replaced at the first sign-in', async () => {
    const Username = 'created@example.com';
    const UserAttributes = [{ Name: 'name', Value: 'Created' }];
    const { body } = await admin(pool, 'AdminCreateUser', { Username, UserAttributes });
    expect(body['User']).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
    const mail = pool.outbox.latest(Username);
    expect(mail?.purpose).toBe('invitation');
    const asked = await signInByPassword(pool, Username, mail?.code ?? '');
    expect(asked.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
    await respond(pool, asked, { USERNAME: Username, NEW_PASSWORD: 'My-Own-Pass-1' });
    expect(await statusOf(Username)).toBe('CONFIRMED');
  });

  test('gives a temporary password seven days', async () => {
    const Username = 'late-starter@example.com';
    await admin(pool, 'AdminCreateUser', {
      Username,
      TemporaryPassword: 'Temp-Pass-1',
      MessageAction: 'SUPPRESS',
    });
    expect(pool.outbox.latest(Username)).toBeUndefined();
    pool.clock.advance(7 * 86_400_000);
    expect((await signInByPassword(pool, Username, 'Temp-Pass-1')).message).toBe(
      'Temporary password has expired and must be reset by an administrator.',
    );
    expect((await admin(pool, 'AdminCreateUser', { Username, MessageAction: 'RESEND' })).status).toBe(200);
    const again = await signInByPassword(pool, Username, pool.outbox.latest(Username)?.code ?? '');
    expect(again.body['ChallengeName']).toBe('NEW_PASSWORD_REQUIRED');
  });

  test('refuses who is there already, and leaves nobody behind after a weak password', async () => {
    expect((await admin(pool, 'AdminCreateUser', { Username: 'ada@example.com' })).type).toBe(
      'UsernameExistsException',
    );
    const Username = 'weak@example.com';
    const weak = await admin(pool, 'AdminCreateUser', { Username, TemporaryPassword: 'too-weak' });
    expect(weak.type).toBe('InvalidPasswordException');
    expect((await admin(pool, 'AdminGetUser', { Username })).type).toBe('UserNotFoundException');
  });

  test('does not resend an invitation that was taken up', async () => {
    const resent = await admin(pool, 'AdminCreateUser', { Username: somebody(), MessageAction: 'RESEND' });
    expect(resent.type).toBe('UnsupportedUserStateException');
  });
});

describe('an administrator', () => {
  test('sets a password, for good or for once', async () => {
    const Username = somebody();
    await admin(pool, 'AdminSetUserPassword', { Username, Password: 'Set-By-Admin-1' });
    expect(await statusOf(Username)).toBe('FORCE_CHANGE_PASSWORD');
    await admin(pool, 'AdminSetUserPassword', { Username, Password: 'Set-By-Admin-2', Permanent: true });
    expect(await statusOf(Username)).toBe('CONFIRMED');
    expect((await signInByPassword(pool, Username, 'Set-By-Admin-2')).status).toBe(200);
    const weak = await admin(pool, 'AdminSetUserPassword', {
      Username,
      Password: 'too-weak',
      Permanent: true,
    });
    expect(weak.type).toBe('InvalidPasswordException');
  });

  test('makes somebody choose a new password with a mailed code', async () => {
    const Username = somebody();
    await admin(pool, 'AdminResetUserPassword', { Username });
    expect((await signInByPassword(pool, Username, seedPassword)).type).toBe(
      'PasswordResetRequiredException',
    );
    const ConfirmationCode = pool.outbox.latest(Username)?.code;
    const ClientId = pool.publicClient.id;
    const Password = 'My-Own-Pass-1';
    await call(pool, 'ConfirmForgotPassword', { ClientId, Username, ConfirmationCode, Password });
    expect((await signInByPassword(pool, Username, Password)).status).toBe(200);
  });

  test('confirms who cannot get at the code', async () => {
    const Username = 'no-mail@example.com';
    await call(pool, 'SignUp', { ClientId: pool.publicClient.id, Username, Password: 'A-Good-Pass-1' });
    expect((await admin(pool, 'AdminConfirmSignUp', { Username })).status).toBe(200);
    expect((await signInByPassword(pool, Username, 'A-Good-Pass-1')).status).toBe(200);
    expect((await admin(pool, 'AdminConfirmSignUp', { Username })).type).toBe('NotAuthorizedException');
  });

  test('disables somebody, which ends their sign-ins, and enables them again', async () => {
    const Username = somebody();
    const tokens = await signInForTokens(pool, { username: Username });
    await admin(pool, 'AdminDisableUser', { Username });
    expect((await refresh(pool, tokens.refresh_token)).json()).toEqual({ error: 'invalid_grant' });
    expect((await signInByPassword(pool, Username, seedPassword)).message).toBe('User is disabled.');
    await admin(pool, 'AdminEnableUser', { Username });
    expect((await signInByPassword(pool, Username, seedPassword)).status).toBe(200);
  });

  test('signs somebody out everywhere', async () => {
    const Username = somebody();
    const { AccessToken } = tokensOf(await signInByPassword(pool, Username, seedPassword));
    const hosted = await signInForTokens(pool, { username: Username });
    await admin(pool, 'AdminUserGlobalSignOut', { Username });
    expect((await refresh(pool, hosted.refresh_token)).json()).toEqual({ error: 'invalid_grant' });
    expect((await call(pool, 'GetUser', { AccessToken })).message).toBe('Access Token has been revoked');
  });

  test('vouches for an address', async () => {
    const Username = somebody();
    const UserAttributes = [
      { Name: 'email', Value: 'vouched@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    await admin(pool, 'AdminUpdateUserAttributes', { Username, UserAttributes });
    const person = await admin(pool, 'AdminGetUser', { Username: 'vouched@example.com' });
    expect(person.body['UserAttributes']).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(pool.outbox.latest('vouched@example.com')).toBeUndefined();
    await admin(pool, 'AdminDeleteUserAttributes', {
      Username: 'vouched@example.com',
      UserAttributeNames: ['name'],
    });
  });

  test('finds a person by their sub', async () => {
    const { sub } = pool.person('ada@example.com');
    expect((await admin(pool, 'AdminGetUser', { Username: sub })).body['Username']).toBe(sub);
  });

  test('deletes somebody for good', async () => {
    const Username = somebody();
    await admin(pool, 'AdminDeleteUser', { Username });
    expect(await admin(pool, 'AdminGetUser', { Username })).toMatchObject({
      type: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  test('does not find the people of one pool in another', async () => {
    const { body } = await admin(pool, 'CreateUserPool', { PoolName: 'other' });
    const { Id: UserPoolId } = body['UserPool'] as { readonly Id: string };
    const Username = pool.person('ada@example.com').sub;
    expect((await admin(pool, 'AdminGetUser', { UserPoolId, Username })).type).toBe('UserNotFoundException');
    expect((await admin(pool, 'ListUsers', { UserPoolId })).body).toEqual({ Users: [] });
    const { id: ClientId } = pool.publicClient;
    expect((await admin(pool, 'DescribeUserPoolClient', { UserPoolId, ClientId })).type).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('a group', () => {
  test('is made, changed, filled, emptied and deleted', async () => {
    const GroupName = 'crew';
    const Username = somebody();
    const made = await admin(pool, 'CreateGroup', {
      GroupName,
      Precedence: 3,
      RoleArn: 'arn:aws:iam::1:role/crew',
    });
    expect(made.body['Group']).toMatchObject({ GroupName, Precedence: 3 });
    expect((await admin(pool, 'CreateGroup', { GroupName })).type).toBe('GroupExistsException');
    await admin(pool, 'UpdateGroup', { GroupName, Description: 'All hands' });
    expect((await admin(pool, 'GetGroup', { GroupName })).body['Group']).toMatchObject({
      Precedence: 3,
      Description: 'All hands',
    });
    await admin(pool, 'AdminAddUserToGroup', { Username, GroupName });
    expect((await admin(pool, 'ListUsersInGroup', { GroupName })).body['Users']).toHaveLength(1);
    expect((await admin(pool, 'AdminListGroupsForUser', { Username })).body['Groups']).toMatchObject([
      { GroupName },
    ]);
    await admin(pool, 'AdminRemoveUserFromGroup', { Username, GroupName });
    expect((await admin(pool, 'ListUsersInGroup', { GroupName })).body['Users']).toEqual([]);
    await admin(pool, 'AdminAddUserToGroup', { Username, GroupName });
    await admin(pool, 'DeleteGroup', { GroupName });
    expect((await admin(pool, 'GetGroup', { GroupName })).message).toBe('Group not found.');
    expect((await admin(pool, 'AdminListGroupsForUser', { Username })).body['Groups']).toEqual([]);
  });
});

describe('ListUsers', () => {
  const list = (input: Json): Promise<Called> => admin(pool, 'ListUsers', input);
  const names = ({ body }: Called): unknown[] =>
    (body['Users'] as { readonly Attributes: { readonly Name: string; readonly Value: string }[] }[]).map(
      ({ Attributes }) => Attributes.find(({ Name }) => Name === 'email')?.Value,
    );

  test.each([
    ['email = "ada@example.com"', ['ada@example.com']],
    ['email = "ADA@example.com"', ['ada@example.com']],
    ['"given_name" ^= "gra"', ['grace@example.com']],
    ['family_name="Lovelace"', ['ada@example.com']],
    ['cognito:user_status = "UNCONFIRMED"', []],
    ['name = "a \\"quoted\\" name"', []],
  ])('takes the filter %s', async (Filter, expected) => {
    expect(names(await list({ Filter }))).toEqual(expected);
  });

  test.each(['email', 'email > "a"', 'email = ada', '= "x"', 'email = "x" and name = "y"'])(
    'refuses the filter %s',
    async (Filter) => {
      expect((await list({ Filter })).type).toBe('InvalidParameterException');
    },
  );

  test.each(['custom:tier = "gold"', 'constructor = "x"'])('does not search by %s', async (Filter) => {
    expect((await list({ Filter })).message).toMatch(/^Invalid search attribute/u);
  });

  test('shows the attributes asked for, and pages of up to sixty', async () => {
    const { body } = await list({ Limit: 1, AttributesToGet: ['email'] });
    expect(body['Users']).toMatchObject([{ Attributes: [{ Name: 'email', Value: 'ada@example.com' }] }]);
    const next = await list({ Limit: 1, PaginationToken: body['PaginationToken'] });
    expect(names(next)).toEqual(['grace@example.com']);
    expect((await list({ Limit: 61 })).type).toBe('InvalidParameterException');
    expect((await list({ PaginationToken: 'made-up' })).message).toBe('Invalid pagination token given.');
  });
});
