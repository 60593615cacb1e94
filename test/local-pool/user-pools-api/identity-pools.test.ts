import { describe, expect, test } from '@jest/globals';
import { awsIssuer, seedPassword } from '../../../src/local-pool/index.js';
import { poolForAllTests } from '../../support/pool.js';
import { call, post, signInByPassword, tokensOf, type Called, type Json } from './support.js';

const IdentityPoolId = 'us-east-1:11111111-2222-3333-4444-555555555555';
const userPoolId = 'us-east-1_Pool12345';
const provider = `cognito-idp.us-east-1.amazonaws.com/${userPoolId}`;

const pool = poolForAllTests({ userPoolId: userPoolId, issuer: awsIssuer(userPoolId) });

const ask = (operation: string, input: Json): Promise<Called> =>
  post(pool, { 'x-amz-target': `AWSCognitoIdentityService.${operation}` }, JSON.stringify(input));

const identityOf = async (email: string) => {
  const { IdToken, AccessToken } = tokensOf(await signInByPassword(pool, email, seedPassword));
  const Logins = { [provider]: IdToken };
  const { IdentityId } = (await ask('GetId', { IdentityPoolId, Logins })).body as {
    readonly IdentityId: string;
  };
  return { IdentityId, Logins, AccessToken };
};

describe('an identity pool', () => {
  test('knows a person under the literal AWS name of the user pool', async () => {
    const { IdentityId, Logins } = await identityOf('ada@example.com');
    const { body } = await ask('GetCredentialsForIdentity', { IdentityId, Logins });
    expect(body).toEqual({
      IdentityId,
      Credentials: {
        AccessKeyId: 'ASIALOCALPOOLNOTREAL',
        SecretKey: expect.stringContaining('not-real'),
        SessionToken: expect.stringContaining('not-real'),
        Expiration: expect.closeTo(pool.clock.now() / 1000 + 3600, -1),
      },
    });
  });

  test('gives nobody the credentials of another identity', async () => {
    const ada = await identityOf('ada@example.com');
    const grace = await identityOf('grace@example.com');
    expect(ada.IdentityId).not.toBe(grace.IdentityId);
    const mixed = await ask('GetCredentialsForIdentity', {
      IdentityId: ada.IdentityId,
      Logins: grace.Logins,
    });
    expect(mixed.type).toBe('NotAuthorizedException');
    const unknown = await ask('GetCredentialsForIdentity', {
      IdentityId: `us-east-1:${'0'.repeat(36)}`,
      Logins: ada.Logins,
    });
    expect(unknown.type).toBe('ResourceNotFoundException');
  });

  test('lets nobody in without a login, nor with a bad one', async () => {
    const { Logins } = await identityOf('ada@example.com');
    const [header = '', payload = ''] = (Logins[provider] ?? '').split('.');
    expect((await ask('GetId', { IdentityPoolId })).message).toBe(
      'Unauthenticated access is not supported for this identity pool.',
    );
    const withToken = (token: string): Promise<Called> =>
      ask('GetId', { IdentityPoolId, Logins: { [provider]: token } });
    expect((await withToken('garbage')).message).toMatch(/^Invalid login token\./u);
    expect((await withToken(`${header}.${payload}.AAAA`)).message).toBe(
      "Invalid login token. Couldn't verify signed token.",
    );
    expect((await ask('GetId', { IdentityPoolId: 'mine', Logins })).type).toBe('ResourceNotFoundException');
  });

  test('asks the user pool whether the sign-in still lives, as with ServerSideTokenCheck', async () => {
    const { IdentityId, Logins, AccessToken } = await identityOf('grace@example.com');
    await call(pool, 'GlobalSignOut', { AccessToken });
    expect((await ask('GetCredentialsForIdentity', { IdentityId, Logins })).type).toBe(
      'NotAuthorizedException',
    );
  });

  test('takes an ID token no longer than it lives', async () => {
    const { IdentityId, Logins } = await identityOf('ada@example.com');
    pool.clock.advance(3_600_000);
    expect((await ask('GetCredentialsForIdentity', { IdentityId, Logins })).message).toMatch(
      /Token expired/u,
    );
  });

  test('gives a role only when the token names it', async () => {
    const roleArn = 'arn:aws:iam::123456789012:role/admins';
    pool.updateGroup('admins', { roleArn });
    const { IdentityId, Logins } = await identityOf('ada@example.com');
    const withRole = (CustomRoleArn: string): Promise<Called> =>
      ask('GetCredentialsForIdentity', { IdentityId, Logins, CustomRoleArn });
    expect((await withRole(roleArn)).status).toBe(200);
    expect((await withRole('arn:aws:iam::123456789012:role/other')).type).toBe('InvalidParameterException');
  });

  test('takes ten logins at most', async () => {
    const { Logins } = await identityOf('ada@example.com');
    const more = (count: number): Json =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`provider-${index}`, 'x']));
    expect((await ask('GetId', { IdentityPoolId, Logins: { ...Logins, ...more(9) } })).status).toBe(200);
    expect((await ask('GetId', { IdentityPoolId, Logins: { ...Logins, ...more(10) } })).type).toBe(
      'InvalidParameterException',
    );
  });

  test('has no other operation', async () => {
    expect((await ask('GetOpenIdToken', {})).type).toBe('UnknownOperationException');
  });
});
