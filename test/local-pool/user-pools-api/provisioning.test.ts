import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { seedPassword } from '../../../src/local-pool/index.js';
import { send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { signIn } from '../support/app.js';
import { admin, call, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const pool = poolForAllTests();

const createClient = (input: Json): Promise<Called> =>
  admin(pool, 'CreateUserPoolClient', { ClientName: 'made', ...input });

const clientOf = ({ body }: Called): Json => body['UserPoolClient'] as Json;

const oauth = (changes: Json): Json => ({
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: ['http://localhost:3000/auth/callback'],
  ...changes,
});

describe('a user pool', () => {
  test('has keys, an issuer and people of its own', async () => {
    const { body } = await admin(pool, 'CreateUserPool', {
      PoolName: 'second',
      UsernameAttributes: ['email'],
    });
    const { Id } = body['UserPool'] as { readonly Id: string };
    const jwks = (await send(`${pool.api}/${Id}/.well-known/jwks.json`)).json() as {
      readonly keys: { readonly kid: string }[];
    };
    const first = (await send(`${pool.issuer}/.well-known/jwks.json`)).json() as {
      readonly keys: { readonly kid: string }[];
    };
    expect(jwks.keys).toHaveLength(2);
    expect(jwks.keys.map(({ kid }) => kid)).not.toEqual(first.keys.map(({ kid }) => kid));
    const Username = 'ada@example.com';
    expect((await admin(pool, 'AdminCreateUser', { UserPoolId: Id, Username })).status).toBe(200);
    expect((await admin(pool, 'ListUserPools', { MaxResults: 10 })).body['UserPools']).toHaveLength(2);
  });

  test('shows its settings, and an update resets what it leaves out', async () => {
    const { body } = await admin(pool, 'CreateUserPool', {
      PoolName: 'settings',
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false } },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'PLUS',
    });
    const { Id: UserPoolId } = body['UserPool'] as { readonly Id: string };
    const described = await admin(pool, 'DescribeUserPool', { UserPoolId });
    expect(described.body['UserPool']).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: false, RequireNumbers: false } },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UserPoolTier: 'PLUS',
      MfaConfiguration: 'OFF',
    });
    expect((await admin(pool, 'DeleteUserPool', { UserPoolId })).message).toMatch(
      /deletion protection is activated/u,
    );
    await admin(pool, 'UpdateUserPool', { UserPoolId });
    const updated = await admin(pool, 'DescribeUserPool', { UserPoolId });
    expect(updated.body['UserPool']).toMatchObject({
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      DeletionProtection: 'INACTIVE',
    });
    expect((await admin(pool, 'DeleteUserPool', { UserPoolId })).status).toBe(200);
    expect((await admin(pool, 'DescribeUserPool', { UserPoolId })).type).toBe('ResourceNotFoundException');
  });

  test('is deleted with all that is in it, its domain first', async () => {
    const { body } = await admin(pool, 'CreateUserPool', { PoolName: 'short-lived' });
    const { Id: UserPoolId } = body['UserPool'] as { readonly Id: string };
    await admin(pool, 'CreateUserPoolDomain', { UserPoolId, Domain: 'short-lived' });
    const made = await createClient({ UserPoolId, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    const ClientId = String(clientOf(made)['ClientId']);
    expect((await admin(pool, 'DeleteUserPool', { UserPoolId })).message).toMatch(/has a domain configured/u);
    const described = await admin(pool, 'DescribeUserPoolDomain', { Domain: 'short-lived' });
    expect(described.body['DomainDescription']).toMatchObject({ UserPoolId, Status: 'ACTIVE' });
    await admin(pool, 'DeleteUserPoolDomain', { UserPoolId, Domain: 'short-lived' });
    await admin(pool, 'DeleteUserPool', { UserPoolId });
    expect((await admin(pool, 'DescribeUserPoolDomain', { Domain: 'short-lived' })).body).toEqual({
      DomainDescription: {},
    });
    expect((await call(pool, 'ForgotPassword', { ClientId, Username: 'x' })).type).toBe(
      'ResourceNotFoundException',
    );
  });

  test('requires a second factor when it is told to, from one of its methods', async () => {
    const none = await admin(pool, 'SetUserPoolMfaConfig', { MfaConfiguration: 'ON' });
    expect(none.type).toBe('InvalidParameterException');
    const config = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } };
    expect((await admin(pool, 'SetUserPoolMfaConfig', config)).body).toEqual(config);
    const asked = await signInByPassword(pool, 'grace@example.com', seedPassword);
    expect(asked.body).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    });
    await admin(pool, 'SetUserPoolMfaConfig', { MfaConfiguration: 'OFF' });
    expect((await admin(pool, 'GetUserPoolMfaConfig')).body).toMatchObject({ MfaConfiguration: 'OFF' });
  });

  test('carries tags', async () => {
    const { body } = await admin(pool, 'DescribeUserPool');
    const { Arn: ResourceArn } = body['UserPool'] as { readonly Arn: string };
    expect(ResourceArn).toMatch(/^arn:aws:cognito-idp:us-east-1:\d{12}:userpool\/us-east-1_Local0001$/u);
    await admin(pool, 'TagResource', { ResourceArn, Tags: { team: 'identity', stage: 'test' } });
    await admin(pool, 'UntagResource', { ResourceArn, TagKeys: ['stage'] });
    expect((await admin(pool, 'ListTagsForResource', { ResourceArn })).body).toEqual({
      Tags: { team: 'identity' },
    });
  });
});

describe('an app client', () => {
  test('has Cognito’s defaults', async () => {
    expect(clientOf(await createClient({}))).toMatchObject({
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
      PreventUserExistenceErrors: 'LEGACY',
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      AccessTokenValidity: 1,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' },
      AuthSessionValidity: 3,
    });
    expect(clientOf(await createClient({}))).not.toHaveProperty('ClientSecret');
  });

  test.each([
    ['rotation beside REFRESH_TOKEN_AUTH', { RefreshTokenRotation: { Feature: 'ENABLED' } }],
    [
      'client_credentials beside code',
      oauth({ AllowedOAuthFlows: ['code', 'client_credentials'], GenerateSecret: true }),
    ],
    ['client_credentials without a secret', oauth({ AllowedOAuthFlows: ['client_credentials'] })],
    ['OAuth without flows', oauth({ AllowedOAuthFlows: [] })],
    ['an unknown scope', oauth({ AllowedOAuthScopes: ['orders/write'] })],
    ['a callback by http', oauth({ CallbackURLs: ['http://example.com/cb'] })],
    ['a callback with a fragment', oauth({ CallbackURLs: ['https://example.com/cb#x'] })],
    ['a default callback that is none of them', oauth({ DefaultRedirectURI: 'https://example.com/other' })],
    ['an unknown identity provider', oauth({ SupportedIdentityProviders: ['Nobody'] })],
    [
      'an access token of four minutes',
      { AccessTokenValidity: 4, TokenValidityUnits: { AccessToken: 'minutes' } },
    ],
    ['an access token of 25 hours', { AccessTokenValidity: 25 }],
    ['an ID token of two days', { IdTokenValidity: 2, TokenValidityUnits: { IdToken: 'days' } }],
    [
      'a refresh token of 59 minutes',
      { RefreshTokenValidity: 59, TokenValidityUnits: { RefreshToken: 'minutes' } },
    ],
    ['a refresh token of eleven years', { RefreshTokenValidity: 4015 }],
    ['an authentication session of two minutes', { AuthSessionValidity: 2 }],
    ['an authentication session of sixteen minutes', { AuthSessionValidity: 16 }],
    [
      'a grace period of 61 seconds',
      {
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 61 },
      },
    ],
    ['a secret that is too short', { ClientSecret: 'short' }],
    ['an unknown flow', { ExplicitAuthFlows: ['ALLOW_MAGIC'] }],
  ])('is not made with %s', async (_what, input) => {
    const refused = await createClient(input);
    expect(refused.status).toBe(400);
    expect([
      'InvalidParameterException',
      'InvalidOAuthFlowException',
      'ScopeDoesNotExistException',
    ]).toContain(refused.type);
  });

  test('counts lifetimes in hours and days unless it names other units', async () => {
    const validity = { AccessTokenValidity: 2, IdTokenValidity: 3, RefreshTokenValidity: 5 };
    const TokenValidityUnits = { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days' };
    expect(clientOf(await createClient(validity))).toMatchObject({ ...validity, TokenValidityUnits });
  });

  test('may bring its own secret, which works at the token endpoint', async () => {
    const ClientSecret = 'my_own_secret+with+24_chars';
    const client = clientOf(
      await createClient({ ClientSecret, ...oauth({ SupportedIdentityProviders: ['COGNITO'] }) }),
    );
    const callback = await signIn(pool, {
      changes: { client_id: String(client['ClientId']), scope: 'openid' },
    });
    const answer = await send(`${pool.domain}/oauth2/token`, {
      form: {
        grant_type: 'authorization_code',
        client_id: String(client['ClientId']),
        client_secret: ClientSecret,
        redirect_uri: 'http://localhost:3000/auth/callback',
        code: callback.searchParams.get('code') ?? '',
      },
    });
    expect(answer.status).toBe(200);
  });

  test('takes its sign-ins with it when it is deleted', async () => {
    const client = clientOf(await createClient({ ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] }));
    const signedIn = await call(pool, 'InitiateAuth', {
      ClientId: client['ClientId'],
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada@example.com', PASSWORD: seedPassword },
    });
    const { AccessToken } = tokensOf(signedIn);
    expect((await admin(pool, 'DeleteUserPoolClient', { ClientId: client['ClientId'] })).status).toBe(200);
    expect((await call(pool, 'GetUser', { AccessToken })).message).toBe('Access Token has been revoked');
  });
});

describe('a resource server', () => {
  test('gives scopes that clients may be allowed', async () => {
    const server = { Identifier: 'https://api.example.com', Name: 'API' };
    const Scopes = [{ ScopeName: 'read', ScopeDescription: 'Read' }];
    await admin(pool, 'CreateResourceServer', { ...server, Scopes });
    const listed = await admin(pool, 'ListResourceServers', { MaxResults: 50 });
    expect(listed.body['ResourceServers']).toEqual([{ UserPoolId: pool.userPoolId, ...server, Scopes }]);
    const allowed = oauth({ AllowedOAuthScopes: ['https://api.example.com/read'] });
    expect((await createClient(allowed)).status).toBe(200);
    await admin(pool, 'UpdateResourceServer', { ...server, Scopes: [] });
    expect((await createClient(allowed)).type).toBe('ScopeDoesNotExistException');
    await admin(pool, 'DeleteResourceServer', server);
    expect((await admin(pool, 'DescribeResourceServer', server)).type).toBe('ResourceNotFoundException');
  });
});

describe('an identity provider', () => {
  test('may be given the certificate of the pool, the same each time and another for each pool', async () => {
    const ask = async (UserPoolId?: string): Promise<string> => {
      const { body } = await admin(pool, 'GetSigningCertificate', {
        ...(UserPoolId !== undefined && { UserPoolId }),
      });
      return String(body['Certificate']);
    };
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
    const certificate = new X509Certificate(Buffer.from(first, 'base64'));
    expect(certificate.subject).toBe(`CN=${pool.userPoolId}`);
    expect(certificate.publicKey.asymmetricKeyType).toBe('rsa');
    const other = await admin(pool, 'CreateUserPool', { PoolName: 'other' });
    const { Id } = Object(other.body['UserPool']) as { readonly Id: string };
    expect(await ask(Id)).not.toBe(first);
  });

  test('is kept, shown and offered to clients', async () => {
    const provider = { ProviderName: 'Acme', ProviderType: 'OIDC', IdpIdentifiers: ['acme.com'] };
    const ProviderDetails = { client_id: 'x', oidc_issuer: 'https://acme.example.com' };
    await admin(pool, 'CreateIdentityProvider', { ...provider, ProviderDetails });
    const again = await admin(pool, 'CreateIdentityProvider', { ...provider, ProviderDetails });
    expect(again.type).toBe('DuplicateProviderException');
    const shown = await admin(pool, 'GetIdentityProviderByIdentifier', { IdpIdentifier: 'acme.com' });
    expect(shown.body['IdentityProvider']).toMatchObject({ ...provider, ProviderDetails });
    expect((await createClient({ SupportedIdentityProviders: ['COGNITO', 'Acme'] })).status).toBe(200);
    await admin(pool, 'DeleteIdentityProvider', provider);
    expect((await admin(pool, 'DescribeIdentityProvider', provider)).type).toBe('ResourceNotFoundException');
  });
});

describe('a managed login style', () => {
  test('is one per client, with Cognito’s values or with one’s own', async () => {
    const style = { ClientId: pool.client.id, UseCognitoProvidedValues: true };
    const both = await admin(pool, 'CreateManagedLoginBranding', { ...style, Settings: { a: 1 } });
    expect(both.type).toBe('InvalidParameterException');
    const made = await admin(pool, 'CreateManagedLoginBranding', style);
    const { ManagedLoginBrandingId } = made.body['ManagedLoginBranding'] as {
      readonly ManagedLoginBrandingId: string;
    };
    expect((await admin(pool, 'CreateManagedLoginBranding', style)).type).toBe(
      'ManagedLoginBrandingExistsException',
    );
    const byClient = await admin(pool, 'DescribeManagedLoginBrandingByClient', { ClientId: pool.client.id });
    expect(byClient.body['ManagedLoginBranding']).toMatchObject({ ManagedLoginBrandingId });
    await admin(pool, 'DeleteManagedLoginBranding', { ManagedLoginBrandingId });
    const gone = await admin(pool, 'DescribeManagedLoginBranding', { ManagedLoginBrandingId });
    expect(gone.type).toBe('ResourceNotFoundException');
  });
});
