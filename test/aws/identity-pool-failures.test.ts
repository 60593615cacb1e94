import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import type { Request } from 'express';
import { AuthError } from '../../src/auth/index.js';
import { failureFrom } from '../../src/aws/identity-pool-failures.js';
import { createAwsCredentials } from '../../src/aws/index.js';
import { freePort } from '../support/free-port.js';
import { openForEachTest } from '../support/opened.js';
import { exception, idTokenOf, startIdentityPool, type Answered } from './support/identity-pool.js';

// What the real client of the SDK makes of each answer, over real HTTP.

const pool = openForEachTest(() => startIdentityPool());
const role = 'arn:aws:iam::123456789012:role/admins';
const token = idTokenOf({ 'cognito:roles': [role] });

const failureWith = async ({
  roleArn,
  endpoint = pool.url,
  deadlineMs = 5000,
}: {
  readonly roleArn?: string;
  readonly endpoint?: string;
  readonly deadlineMs?: number;
} = {}): Promise<AuthError> => {
  const aws = createAwsCredentials({
    identityPoolId: 'us-east-1:11111111-2222-3333-4444-555555555555',
    idToken: async () => token,
    failure: (code, details) => new AuthError(code, details),
    endpoint,
    deadlineMs,
  });
  const error: unknown = await aws
    .credentialsOf({} as Request, { roleArn })()
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof AuthError)) throw new Error(`Expected an AuthError: ${inspect(error)}`);
  // Whatever went wrong, the token that was sent is not in what is told of it.
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token.split('.')[1]);
  return error;
};

const invalid = (reason: string): Answered =>
  exception('NotAuthorizedException', `Invalid login token. ${reason}`);

const misconfigured = 'pool_misconfigured';
test.each<[string, Answered, string, string]>([
  ['an identity pool that does not exist', exception('ResourceNotFoundException'), misconfigured, 'unknown'],
  [
    'an issuer that it does not know',
    invalid("Issuer doesn't match providerName"),
    misconfigured,
    'other_provider',
  ],
  [
    'an app client that it does not know',
    exception('NotAuthorizedException', 'Token is not from a supported provider of this identity pool.'),
    misconfigured,
    'other_provider',
  ],
  ['another audience', invalid('Incorrect token audience.'), misconfigured, 'other_provider'],
  ['a token that is over', invalid('Token expired: 1 >= 2'), 'recent_sign_in_required', 'refuses_token'],
  ['a token that was revoked', invalid('Token is revoked.'), 'recent_sign_in_required', 'refuses_token'],
  [
    'a person that it lets nowhere',
    exception('NotAuthorizedException', "Access to Identity 'x' is forbidden."),
    'forbidden',
    'refuses_person',
  ],
  [
    'parameters that it does not take',
    exception('InvalidParameterException'),
    misconfigured,
    'refuses_request',
  ],
  ['a login of two identities', exception('ResourceConflictException'), 'forbidden', 'login_taken'],
  ['a limit that is reached', exception('LimitExceededException'), misconfigured, 'full'],
  ['too many requests', exception('TooManyRequestsException', '', 429), 'pool_unreachable', 'throttles'],
  ['trouble of its own', exception('InternalErrorException', '', 500), 'pool_unreachable', 'away'],
  ['trouble behind it', exception('ExternalServiceException', '', 502), 'pool_unreachable', 'away'],
  [
    'the page of a proxy',
    { status: 407, body: '<html>sign in</html>', type: 'text/html' },
    'pool_rejected',
    'answer_unusable',
  ],
  ['an answer that is no JSON', { body: 'ok', type: 'text/plain' }, 'pool_rejected', 'answer_unusable'],
  ['an answer without an identity', { body: {} }, 'pool_rejected', 'answer_unusable'],
  ['a connection that breaks', 'dropped connection', 'pool_unreachable', 'away'],
])('GetId: %s', async (_name, answer, code, poolError) => {
  pool.answer('GetId', () => answer);
  expect(await failureWith()).toMatchObject({ code, poolError: `identity_pool_${poolError}` });
});

test.each<[string, Answered, string, string]>([
  [
    'roles that are not set up',
    exception('InvalidIdentityPoolConfigurationException'),
    misconfigured,
    'has_no_roles',
  ],
  ['an identity that never exists', exception('ResourceNotFoundException'), misconfigured, 'unknown'],
  ['an answer without credentials', { body: { IdentityId: 'x' } }, 'pool_rejected', 'answer_unusable'],
  [
    'credentials without an end',
    { body: { Credentials: { AccessKeyId: 'A', SecretKey: 'B', SessionToken: 'C' } } },
    'pool_rejected',
    'answer_unusable',
  ],
])('GetCredentialsForIdentity: %s', async (_name, answer, code, poolError) => {
  pool.answer('GetCredentialsForIdentity', () => answer);
  expect(await failureWith()).toMatchObject({ code, poolError: `identity_pool_${poolError}` });
});

test.each([exception('InvalidParameterException'), exception('NotAuthorizedException', 'Access denied.')])(
  'a role that the identity pool does not give to this person is told as such (%#)',
  async (answer) => {
    pool.answer('GetCredentialsForIdentity', () => answer);
    expect(await failureWith({ roleArn: role })).toMatchObject({
      code: 'forbidden',
      poolError: 'identity_pool_refuses_role',
    });
  },
);

test('no answer within the deadline is a time-out', async () => {
  pool.answer('GetId', () => 'silence');
  expect(await failureWith({ deadlineMs: 200 })).toMatchObject({
    code: 'pool_timeout',
    reason: 'deadline',
    poolError: 'identity_pool_away',
  });
});

test('where nothing listens it is the network', async () => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  expect(await failureWith({ endpoint })).toMatchObject({ code: 'pool_unreachable', retryAfterSeconds: 5 });
});

// Inside of Jest the SDK does not know Node's own errors for errors, and wraps them: here they are as they are outside.
test.each([
  [{ name: 'Error', code: 'ECONNREFUSED' }, 'pool_unreachable', 'ECONNREFUSED'],
  [{ name: 'TimeoutError', code: 'ECONNRESET' }, 'pool_unreachable', 'ECONNRESET'],
  [{ name: 'Error', code: 'CERT_HAS_EXPIRED' }, 'pool_unreachable', 'CERT_HAS_EXPIRED'],
  [{ name: 'TimeoutError' }, 'pool_timeout', 'deadline'],
  [{ name: 'AbortError' }, 'pool_timeout', 'deadline'],
  [{ name: 'Error', code: 'a word from outside' }, 'pool_unreachable', 'network'],
  [undefined, 'pool_unreachable', 'network'],
])('%j of the network is %s (%s)', (error, code, reason) => {
  expect(failureFrom(error, { hasRole: false })).toMatchObject({ code, details: { reason } });
});
