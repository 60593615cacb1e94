import { describe, expect, test } from '@jest/globals';
import {
  AddUserPoolClientSecretCommand,
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetClientTokenCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolCommand,
  type DcrConfigurationType,
  type UserPoolTierType,
} from '@aws-sdk/client-cognito-identity-provider';
import { send, type Answer } from '../../support/browser.js';
import { makeForEachTest } from '../../support/opened.js';
import { poolForEachTest } from '../../support/pool.js';
import { sdkOf } from '../user-pools-api/sdk.js';

const pool = poolForEachTest();
const aws = makeForEachTest(() => sdkOf(pool));

const turnOn = (DcrConfiguration: DcrConfigurationType, UserPoolTier: UserPoolTierType = 'ESSENTIALS') =>
  aws.send(new UpdateUserPoolCommand({ UserPoolId: pool.userPoolId, UserPoolTier, DcrConfiguration }));

const app = { client_name: 'Agent', redirect_uris: ['http://localhost:4000/callback'] };

const register = (body: unknown, token?: string): Promise<Answer> =>
  send(`${pool.domain}/oauth2/register`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

const discovered = async (): Promise<unknown> =>
  (await send(`${pool.issuer}/.well-known/openid-configuration`)).json()['registration_endpoint'];

/** An app client of machines with these scopes, and what it signs in with. */
const machine = async (...AllowedOAuthScopes: string[]) => {
  const { UserPoolClient } = await aws.send(
    new CreateUserPoolClientCommand({
      UserPoolId: pool.userPoolId,
      ClientName: 'registrar',
      GenerateSecret: true,
      AllowedOAuthScopes,
      // The SDK's types do not know it yet.
      ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as never],
    }),
  );
  return { ClientId: UserPoolClient?.ClientId ?? '', Secret: UserPoolClient?.ClientSecret ?? '' };
};

describe('dynamic client registration', () => {
  test('is off, and not discovered, until the pool turns it on', async () => {
    expect((await register(app)).status).toBe(404);
    expect(await discovered()).toBeUndefined();
    await turnOn({ OpenDcrEnabled: true });
    expect(await discovered()).toBe(`${pool.domain}/oauth2/register`);
    await turnOn({ EnableStatus: 'Disabled', OpenDcrEnabled: true });
    expect((await register(app)).status).toBe(404);
    const { UserPool } = await aws.send(new DescribeUserPoolCommand({ UserPoolId: pool.userPoolId }));
    expect(UserPool?.DcrConfiguration).toEqual({ EnableStatus: 'Disabled', OpenDcrEnabled: true });
    await expect(turnOn({}, 'LITE')).rejects.toMatchObject({ name: 'FeatureUnavailableInTierException' });
  });

  test('open: gives anybody a client that signs people in', async () => {
    await turnOn({ OpenDcrEnabled: true });
    const answer = await register(app);
    expect(answer.status).toBe(201);
    const client = answer.json();
    expect(client).toMatchObject({
      ...app,
      client_id: expect.stringMatching(/^[a-z0-9]{26}$/u),
      client_secret: expect.any(String),
      client_secret_expires_at: 0,
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      scope: 'openid email phone profile',
    });
    const query = new URLSearchParams({
      client_id: String(client['client_id']),
      redirect_uri: app.redirect_uris[0] ?? '',
      response_type: 'code',
      scope: 'openid',
    });
    const authorize = await send(`${pool.domain}/oauth2/authorize?${query.toString()}`);
    expect(authorize.headers['location']).toContain('/login?');
    const ids = { UserPoolId: pool.userPoolId, ClientId: String(client['client_id']) };
    const { UserPoolClient } = await aws.send(new DescribeUserPoolClientCommand(ids));
    expect(UserPoolClient).toMatchObject({ ClientType: 'DCR', ClientName: 'Agent' });
    const list = await aws.send(
      new ListUserPoolClientsCommand({ UserPoolId: pool.userPoolId, ClientType: 'DCR' }),
    );
    expect(list.UserPoolClients).toHaveLength(1);
    await expect(aws.send(new AddUserPoolClientSecretCommand(ids))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('closed: wants an access token with its scope, such as GetClientToken gives', async () => {
    await turnOn({});
    const missing = await register(app);
    expect([missing.status, missing.json()['error']]).toEqual([401, 'invalid_token']);
    expect((await register(app, 'made-up')).status).toBe(401);
    const registrar = await machine('aws.cognito/dcr/register');
    const { ClientAuthenticationResult } = await aws.send(new GetClientTokenCommand(registrar));
    expect(ClientAuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 });
    const made = await register(
      { ...app, token_endpoint_auth_method: 'none' },
      ClientAuthenticationResult?.AccessToken,
    );
    expect(made.status).toBe(201);
    expect(made.json()).not.toHaveProperty('client_secret');
  });

  test('of another scope, a token registers nothing', async () => {
    await turnOn({});
    pool.addResourceServer('shop', ['read']);
    const { ClientAuthenticationResult } = await aws.send(
      new GetClientTokenCommand(await machine('shop/read')),
    );
    expect((await register(app, ClientAuthenticationResult?.AccessToken)).status).toBe(401);
  });

  test.each([
    [{ ...app, redirect_uris: ['http://app.example.com/callback'] }, 'invalid_redirect_uri'],
    [{ ...app, redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ ...app, grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    [{ ...app, grant_types: ['implicit'] }, 'invalid_client_metadata'],
    [{ ...app, scope: 'openid aws.cognito/dcr/register' }, 'invalid_client_metadata'],
    [{ ...app, scope: 'aws.cognito.signin.user.admin' }, 'invalid_client_metadata'],
    [{ ...app, token_endpoint_auth_method: 'private_key_jwt' }, 'invalid_client_metadata'],
    [['a list'], 'invalid_client_metadata'],
  ])('refuses %j as %s, and makes no client', async (body, error) => {
    await turnOn({ OpenDcrEnabled: true, AllowedScopes: ['aws.cognito/dcr/register'] });
    const answer = await register(body);
    expect([answer.status, answer.json()['error']]).toEqual([400, error]);
    const list = await aws.send(
      new ListUserPoolClientsCommand({ UserPoolId: pool.userPoolId, ClientType: 'DCR' }),
    );
    expect(list.UserPoolClients).toEqual([]);
  });
});

describe('GetClientToken', () => {
  test('is for clients of that flow, with their secret, and for their scopes', async () => {
    pool.addResourceServer('shop', ['read', 'write']);
    const robot = await machine('shop/read');
    const ask = (changes: object) => aws.send(new GetClientTokenCommand({ ...robot, ...changes }));
    expect((await ask({ Scopes: ['shop/read'] })).ClientAuthenticationResult?.AccessToken).toBeDefined();
    await expect(ask({ Secret: 'guessed' })).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await expect(ask({ Scopes: ['shop/write'] })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    const others = { ClientId: pool.client.id, Secret: pool.client.secret };
    await expect(ask(others)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
