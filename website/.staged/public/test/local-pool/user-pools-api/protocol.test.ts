import { describe, expect, test } from '@jest/globals';
import { operationNames } from '../../../src/local-pool/user-pools-api/operations.js';
import { send } from '../../support/browser.js';
import { poolForAllTests } from '../../support/pool.js';
import { admin, call, post, signature, type Json } from './support.js';

const pool = poolForAllTests();

const target = (operation: string): Record<string, string> => ({
  'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
});

describe('the user pools API on the wire', () => {
  test('answers in JSON 1.1, with a request id, to a page of any origin', async () => {
    const { status, headers } = await admin(pool, 'DescribeUserPool');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/x-amz-json-1.1');
    expect(headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/u);
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  test('answers a browser’s preflight', async () => {
    const answer = await send(pool.api, { method: 'OPTIONS', headers: { origin: 'http://localhost:5173' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-headers']).toBe('*');
  });

  test('refuses with HTTP 400, the name in __type and in x-amzn-errortype', async () => {
    const { status, body, headers } = await call(pool, 'GetUser', { AccessToken: 'not-a-token' });
    expect(status).toBe(400);
    expect(body).toEqual({ __type: 'NotAuthorizedException', message: 'Invalid Access Token' });
    expect(headers['x-amzn-errortype']).toBe('NotAuthorizedException:');
    expect(headers['x-amzn-errormessage']).toBe('Invalid Access Token');
  });

  test('names an operation that it does not have, and the one that was meant, in one short line (F-P8)', async () => {
    const { type, message } = await call(pool, 'AdminGetUsr');
    expect(type).toBe('UnknownOperationException');
    expect(message).toBe('The local user pool has no operation "AdminGetUsr". Did you mean AdminGetUser?');
    const long = await call(pool, 'X'.repeat(3000));
    expect(long.message.length).toBeLessThan(140);
  });

  test.each(['toString', '__proto__', 'constructor', ''])('has no operation %j', async (operation) => {
    expect((await call(pool, operation)).type).toBe('UnknownOperationException');
  });

  test('wants a target', async () => {
    const { type, message } = await post(pool, {}, '{}');
    expect(type).toBe('UnknownOperationException');
    expect(message).toContain('AWSCognitoIdentityProviderService.<Operation>');
  });

  test('says which content type it wants', async () => {
    const { type, message } = await post(
      pool,
      { ...target('SignUp'), 'content-type': 'application/json' },
      '{}',
    );
    expect(type).toBe('SerializationException');
    expect(message).toContain('application/x-amz-json-1.1');
  });

  test.each(['{', 'null', '[]', '"text"', '[[['.repeat(100_000), '\u0000'])(
    'calls a body that is no JSON object a SerializationException (%#)',
    async (body) => {
      expect((await post(pool, target('SignUp'), body)).type).toBe('SerializationException');
    },
  );

  test('refuses a body of 1 MB', async () => {
    const body = JSON.stringify({ Username: 'x'.repeat(1_000_000) });
    const { status, type } = await post(pool, target('SignUp'), body);
    expect([status, type]).toEqual([413, 'RequestEntityTooLargeException']);
  });

  test('reads a gzip body no further than its limit', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    const answer = await fetch(pool.api, {
      method: 'POST',
      headers: {
        ...target('SignUp'),
        'content-type': 'application/x-amz-json-1.1',
        'content-encoding': 'gzip',
      },
      body: bomb,
    });
    expect(answer.status).toBe(413);
  });
});

describe('tests', () => {
  test('can break the API, and see which operations were called', async () => {
    pool.requests.clear();
    pool.faults.add({ endpoint: 'api', fault: { kind: 'status', status: 500, body: '{}' }, times: 1 });
    expect((await call(pool, 'GetUser', { AccessToken: 'a-secret-token' })).status).toBe(500);
    expect((await call(pool, 'GetUser', { AccessToken: 'a-secret-token' })).status).toBe(400);
    expect(pool.requests.list('api').map(({ parameters }) => parameters['operation'])).toEqual([
      'GetUser',
      'GetUser',
    ]);
    expect(JSON.stringify(pool.requests.list('api'))).not.toContain('a-secret-token');
  });
});

describe('a signature', () => {
  test('is needed for an administrator’s operation', async () => {
    const { status, type, message } = await call(pool, 'AdminGetUser', {
      UserPoolId: pool.userPoolId,
      Username: 'ada@example.com',
    });
    expect([status, type, message]).toEqual([
      400,
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ]);
  });

  test.each(['Bearer x', 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 Credential=a/b/c'])(
    'must be a Signature Version 4, not %j',
    async (authorization) => {
      const { type } = await post(pool, { ...target('ListUserPools'), authorization }, '{"MaxResults":1}');
      expect(type).toBe('IncompleteSignatureException');
    },
  );

  test('of a web page is not taken: any credentials would do', async () => {
    const headers = {
      ...target('ListUserPools'),
      authorization: signature,
      origin: 'http://evil.example.com',
    };
    expect((await post(pool, headers, '{"MaxResults":1}')).type).toBe('AccessDeniedException');
  });

  test('is no hindrance to an operation that needs none', async () => {
    const headers = { ...target('GetUser'), authorization: signature };
    expect((await post(pool, headers, '{"AccessToken":"x"}')).type).toBe('NotAuthorizedException');
  });
});

describe('a parameter', () => {
  test('that is missing is named as Cognito names it', async () => {
    expect((await call(pool, 'SignUp', { Username: 'ada' })).message).toBe(
      "1 validation error detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null",
    );
  });

  test('that is empty breaks a constraint', async () => {
    expect((await call(pool, 'GetUser', { AccessToken: '' })).message).toBe(
      "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z0-9-_=.]+",
    );
  });

  test('of another type is a SerializationException', async () => {
    const { type, message } = await call(pool, 'SignUp', { ClientId: 7 });
    expect(type).toBe('SerializationException');
    expect(message).toContain('NUMBER_VALUE can not be converted to a String');
  });

  test('outside of its values lists them', async () => {
    const { type, message } = await call(pool, 'InitiateAuth', {
      ClientId: pool.publicClient.id,
      AuthFlow: 'MAGIC',
    });
    expect(type).toBe('InvalidParameterException');
    expect(message).toContain(
      "Value 'MAGIC' at 'authFlow' failed to satisfy constraint: Member must satisfy enum",
    );
  });

  test('that names an unknown client or pool is a ResourceNotFoundException', async () => {
    const unknownClient = await call(pool, 'SignUp', {
      ClientId: 'nobody',
      Username: 'x',
      Password: 'Some-Passw0rd!',
    });
    expect(unknownClient).toMatchObject({
      type: 'ResourceNotFoundException',
      message: 'User pool client nobody does not exist.',
    });
    const unknownPool = await admin(pool, 'ListUsers', { UserPoolId: 'us-east-1_Nowhere01' });
    expect(unknownPool).toMatchObject({
      type: 'ResourceNotFoundException',
      message: 'User pool us-east-1_Nowhere01 does not exist.',
    });
  });
});

test('whatever any operation is sent, it is refused or answered, and the process survives', async () => {
  expect(operationNames.length).toBeGreaterThan(90);
  const known = {
    UserPoolId: pool.userPoolId,
    ClientId: pool.publicClient.id,
    Username: 'grace@example.com',
  };
  const oddities: unknown[] = [null, 1, true, '', 'x', '\u0000', [], [1], {}, { a: 1 }, 'y'.repeat(3000)];
  const harmful = new Set(['DeleteUserPool', 'DeleteUserPoolClient', 'AdminDeleteUser']);
  for (const operation of operationNames.filter((name) => !harmful.has(name))) {
    for (const oddity of oddities) {
      const input: Json = { ...Object.fromEntries(members.map((name) => [name, oddity])), ...known };
      const { status, type } = await admin(pool, operation, input);
      expect([operation, oddity, type, status < 500]).toEqual([operation, oddity, type, true]);
    }
  }
}, 120_000);

const members = (
  'AccessToken AdminCreateUserConfig AliasAttributes AllowedOAuthFlows AllowedOAuthFlowsUserPoolClient ' +
  'AllowedOAuthScopes AttributeMapping AttributeName AttributesToGet AuthFlow AuthParameters AuthSessionValidity ' +
  'CallbackURLs ChallengeName ChallengeResponses ClientName ClientSecret ClientSecretId Code ConfirmationCode ' +
  'CredentialId CustomAttributes DefaultRedirectURI DeletionProtection Description DesiredDeliveryMediums ' +
  'DeviceConfiguration DeviceKey DeviceName DeviceRememberedStatus DeviceSecretVerifierConfig Domain ' +
  'EmailMfaConfiguration EmailMfaSettings ExplicitAuthFlows Filter GenerateSecret GroupName Identifier ' +
  'IdpIdentifier IdpIdentifiers Limit Logins LogoutURLs ManagedLoginBrandingId ManagedLoginVersion MaxResults ' +
  'MessageAction MfaConfiguration Name NextToken PaginationToken Password Permanent Policies PoolName Precedence ' +
  'PreviousPassword ProposedPassword ProviderDetails ProviderName ProviderType ReadAttributes RefreshToken ' +
  'RefreshTokenRotation ResourceArn RoleArn Schema Scopes SecretHash Session Settings SMSMfaSettings ' +
  'SoftwareTokenMfaConfiguration SoftwareTokenMfaSettings SupportedIdentityProviders TagKeys Tags ' +
  'TemporaryPassword Token TokenValidityUnits AccessTokenValidity UserAttributeNames UserAttributes UserCode ' +
  'UserAttributeUpdateSettings UsernameAttributes WriteAttributes'
).split(' ');
