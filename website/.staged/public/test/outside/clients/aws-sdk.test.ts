import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  RevokeTokenCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CognitoIdentityClient,
  GetCredentialsForIdentityCommand,
  GetIdCommand,
} from '@aws-sdk/client-cognito-identity';
import { seedPassword } from '../../../src/local-pool/index.js';
import { refresh, signInForTokens, type TokenSet } from '../../local-pool/support/app.js';
import { poolForAllTests } from '../../support/pool.js';

const selfService = 'openid email profile aws.cognito.signin.user.admin';
const identityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';

const pool = poolForAllTests();
/** As an app calls it: no AWS credentials anywhere. */
let client: CognitoIdentityProviderClient;

beforeAll(() => {
  client = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: pool.api });
});
afterAll(() => client.destroy());

let people = 0;

const somebodySignedIn = async (): Promise<{ readonly email: string; readonly tokens: TokenSet }> => {
  people += 1;
  const email = `sdk-${people}@example.com`;
  pool.addPerson({ email, password: seedPassword, attributes: { name: 'Sdk' } });
  return {
    email,
    tokens: await signInForTokens(pool, { username: email, changes: { scope: selfService } }),
  };
};

describe('the AWS SDK without credentials, with a token of the hosted UI', () => {
  test('reads the person, every attribute as a string', async () => {
    const { email, tokens } = await somebodySignedIn();
    const user = await client.send(new GetUserCommand({ AccessToken: tokens.access_token }));
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
    expect(user.UserAttributes).toContainEqual({ Name: 'email', Value: email });
    expect(user.Username).toMatch(/^[0-9a-f-]{36}$/u);
  });

  test('is refused without the self-service scope, in Cognito’s words', async () => {
    const tokens = await signInForTokens(pool, { changes: { scope: 'openid email' } });
    await expect(client.send(new GetUserCommand({ AccessToken: tokens.access_token }))).rejects.toMatchObject(
      {
        name: 'NotAuthorizedException',
        message: 'Access Token does not have required scopes',
        $metadata: { httpStatusCode: 400 },
      },
    );
  });

  test('changes a name at once, and an address only after its code', async () => {
    const { tokens } = await somebodySignedIn();
    const AccessToken = tokens.access_token;
    const answer = await client.send(
      new UpdateUserAttributesCommand({
        AccessToken,
        UserAttributes: [
          { Name: 'name', Value: 'New Name' },
          { Name: 'email', Value: 'new-address@example.com' },
        ],
      }),
    );
    expect(answer.CodeDeliveryDetailsList).toEqual([
      { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'n***@e***' },
    ]);
    const code = pool.outbox.latest('new-address@example.com')?.code;
    await client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code: code }));
    const user = await client.send(new GetUserCommand({ AccessToken }));
    expect(user.UserAttributes).toContainEqual({ Name: 'name', Value: 'New Name' });
    expect(user.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'true' });
  });

  test('changes a password: the old one is needed, the new one must fit the policy', async () => {
    const { email, tokens } = await somebodySignedIn();
    const change = (PreviousPassword: string, ProposedPassword: string): Promise<unknown> =>
      client.send(
        new ChangePasswordCommand({ AccessToken: tokens.access_token, PreviousPassword, ProposedPassword }),
      );
    await expect(change('not-it', 'Another-Pool-2')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    await expect(change(seedPassword, 'short-1')).rejects.toMatchObject({
      name: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    });
    await change(seedPassword, 'Another-Pool-2');
    const again = await signInForTokens(pool, { username: email, password: 'Another-Pool-2' });
    expect(again.access_token).toBeDefined();
  });

  test('refreshes and revokes with the plain client secret', async () => {
    const { tokens } = await somebodySignedIn();
    const app = { ClientId: pool.client.id, ClientSecret: pool.client.secret };
    const fresh = await client.send(
      new GetTokensFromRefreshTokenCommand({ ...app, RefreshToken: tokens.refresh_token }),
    );
    expect(fresh.AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    expect(fresh.AuthenticationResult?.RefreshToken).toBeUndefined();
    await client.send(new RevokeTokenCommand({ ...app, Token: tokens.refresh_token }));
    await expect(
      client.send(new GetUserCommand({ AccessToken: fresh.AuthenticationResult?.AccessToken })),
    ).rejects.toMatchObject({ message: 'Access Token has been revoked' });
  });

  test('signs out everywhere: access token, refresh token, every sign-in', async () => {
    const { email, tokens } = await somebodySignedIn();
    const other = await signInForTokens(pool, { username: email });
    await client.send(new GlobalSignOutCommand({ AccessToken: tokens.access_token }));
    await expect(client.send(new GetUserCommand({ AccessToken: tokens.access_token }))).rejects.toMatchObject(
      { name: 'NotAuthorizedException', message: 'Access Token has been revoked' },
    );
    expect((await refresh(pool, other.refresh_token)).json()).toEqual({ error: 'invalid_grant' });
  });
});

describe('the AWS SDK for identity pools', () => {
  const key = (): string => pool.issuer.replace('http://', '');

  test('exchanges an ID token for credentials that say that they are not real', async () => {
    const { tokens } = await somebodySignedIn();
    const identities = new CognitoIdentityClient({ region: 'us-east-1', endpoint: pool.api });
    const Logins = { [key()]: tokens.id_token };
    const { IdentityId } = await identities.send(
      new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }),
    );
    expect(IdentityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/u);
    const again = await identities.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins }));
    expect(again.IdentityId).toBe(IdentityId);
    const { Credentials } = await identities.send(
      new GetCredentialsForIdentityCommand({ IdentityId, Logins }),
    );
    expect(Credentials?.SecretKey).toContain('not-real');
    expect(Credentials?.Expiration?.getTime()).toBeGreaterThan(pool.clock.now());
    identities.destroy();
  });

  test('is refused for another issuer’s name, and for an access token', async () => {
    const { tokens } = await somebodySignedIn();
    const identities = new CognitoIdentityClient({ region: 'us-east-1', endpoint: pool.api });
    const getId = (name: string, token: string): Promise<unknown> =>
      identities.send(new GetIdCommand({ IdentityPoolId: identityPoolId, Logins: { [name]: token } }));
    await expect(
      getId('cognito-idp.us-east-1.amazonaws.com/us-east-1_x', tokens.id_token),
    ).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: "Invalid login token. Issuer doesn't match providerName",
    });
    await expect(getId(key(), tokens.access_token)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    identities.destroy();
  });
});
