import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { poolForAllTests } from '../../support/pool.js';

const pool = poolForAllTests();
let client: sdk.CognitoIdentityProviderClient;

beforeAll(() => {
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'any' };
  client = new sdk.CognitoIdentityProviderClient({ region: 'eu-west-1', endpoint: pool.api, credentials });
});
afterAll(() => client.destroy());

test('an administrator builds a user pool from nothing and signs somebody in to it', async () => {
  const { UserPool } = await client.send(
    new sdk.CreateUserPoolCommand({
      PoolName: 'orders',
      Schema: [{ Name: 'tier', AttributeDataType: 'String' }],
    }),
  );
  const UserPoolId = UserPool?.Id;
  expect(UserPoolId).toMatch(/^eu-west-1_[0-9a-zA-Z]{9}$/u);
  await client.send(
    new sdk.CreateUserPoolDomainCommand({ UserPoolId, Domain: 'orders', ManagedLoginVersion: 2 }),
  );
  await client.send(
    new sdk.CreateResourceServerCommand({
      UserPoolId,
      Identifier: 'orders',
      Name: 'Orders',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read orders' }],
    }),
  );
  const { UserPoolClient } = await client.send(
    new sdk.CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'web',
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'orders/read'],
      CallbackURLs: ['http://localhost:3000/auth/callback'],
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
    }),
  );
  const ClientId = UserPoolClient?.ClientId ?? '';
  const secret = UserPoolClient?.ClientSecret ?? '';
  expect(ClientId).toMatch(/^[0-9a-z]{26}$/u);
  expect(secret).toMatch(/^[0-9a-z]{51}$/u);

  await client.send(new sdk.CreateGroupCommand({ UserPoolId, GroupName: 'buyers', Precedence: 1 }));
  await client.send(
    new sdk.AdminCreateUserCommand({
      UserPoolId,
      Username: 'lin',
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: 'lin@example.com' },
        { Name: 'custom:tier', Value: 'gold' },
      ],
    }),
  );
  await client.send(
    new sdk.AdminSetUserPasswordCommand({
      UserPoolId,
      Username: 'lin',
      Password: 'Some-Pass-1',
      Permanent: true,
    }),
  );
  await client.send(new sdk.AdminAddUserToGroupCommand({ UserPoolId, Username: 'lin', GroupName: 'buyers' }));

  const { AuthenticationResult } = await client.send(
    new sdk.AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: {
        USERNAME: 'lin',
        PASSWORD: 'Some-Pass-1',
        SECRET_HASH: await secretHash(secret, `lin${ClientId}`),
      },
    }),
  );
  expect(AuthenticationResult?.ExpiresIn).toBe(300);
  const claims = JSON.parse(
    Buffer.from(AuthenticationResult?.IdToken?.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  expect(claims).toMatchObject({
    'cognito:groups': ['buyers'],
    'cognito:username': 'lin',
    'custom:tier': 'gold',
    'iss': `${pool.api}/${UserPoolId}`,
  });
  expect(claims).not.toHaveProperty('at_hash');
});

describe('an administrator', () => {
  test('finds people by a filter, page by page', async () => {
    for (const name of ['a', 'b', 'c']) pool.addPerson({ email: `list-${name}@example.com` });
    const { userPoolId: UserPoolId } = pool;
    const pages = sdk.paginateListUsers({ client, pageSize: 2 }, { UserPoolId, Filter: 'email ^= "list-"' });
    const emails: (string | undefined)[] = [];
    for await (const { Users = [] } of pages) {
      emails.push(...Users.map((user) => user.Attributes?.find(({ Name }) => Name === 'email')?.Value));
    }
    expect(emails).toEqual(['list-a@example.com', 'list-b@example.com', 'list-c@example.com']);
  });

  test('sees dates as dates, and the state of a person', async () => {
    const user = await client.send(
      new sdk.AdminGetUserCommand({ UserPoolId: pool.userPoolId, Username: 'ada@example.com' }),
    );
    expect(user).toMatchObject({ Enabled: true, UserStatus: 'CONFIRMED' });
    expect(user.UserCreateDate?.getTime()).toBeGreaterThan(pool.clock.now() - 60_000);
  });

  test('resets what an update of a client leaves out', async () => {
    const { userPoolId: UserPoolId } = pool;
    const created = await client.send(
      new sdk.CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'x',
        PreventUserExistenceErrors: 'ENABLED',
      }),
    );
    const { UserPoolClient } = await client.send(
      new sdk.UpdateUserPoolClientCommand({ UserPoolId, ClientId: created.UserPoolClient?.ClientId }),
    );
    expect(UserPoolClient).toMatchObject({ ClientName: 'x', PreventUserExistenceErrors: 'LEGACY' });
  });

  test('replaces a client secret while both work', async () => {
    const { userPoolId: UserPoolId } = pool;
    const created = await client.send(
      new sdk.CreateUserPoolClientCommand({ UserPoolId, ClientName: 'two secrets', GenerateSecret: true }),
    );
    const app = { UserPoolId, ClientId: created.UserPoolClient?.ClientId };
    const added = await client.send(new sdk.AddUserPoolClientSecretCommand(app));
    expect(added.ClientSecretDescriptor?.ClientSecretValue).toMatch(/^[0-9a-z]{51}$/u);
    const { ClientSecrets = [] } = await client.send(new sdk.ListUserPoolClientSecretsCommand(app));
    expect(ClientSecrets).toHaveLength(2);
    await client.send(
      new sdk.DeleteUserPoolClientSecretCommand({ ...app, ClientSecretId: ClientSecrets[0]?.ClientSecretId }),
    );
    const described = await client.send(new sdk.DescribeUserPoolClientCommand(app));
    expect(described.UserPoolClient?.ClientSecret).toBe(added.ClientSecretDescriptor?.ClientSecretValue);
  });

  test('is told in a class of its own that something is not there', async () => {
    const missing = new sdk.DescribeUserPoolCommand({ UserPoolId: 'us-east-1_Nowhere01' });
    await expect(client.send(missing)).rejects.toBeInstanceOf(sdk.ResourceNotFoundException);
  });
});

const secretHash = async (secret: string, message: string): Promise<string> => {
  const { createHmac } = await import('node:crypto');
  return createHmac('sha256', secret).update(message).digest('base64');
};
