import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as oidc from 'openid-client';
import { AuthError } from '../../../src/auth/errors.js';
import {
  fromLibrary,
  poolErrorOf,
  refusalOf,
  rethrowAs,
  rethrowUserInfo,
} from '../../../src/auth/pool/pool-errors.js';

const redirectUri = 'https://site.example/shop/auth/callback';
const withSecret = { clientSecret: 'a-secret-of-the-app-client', redirectUri };
const withoutSecret = { clientSecret: undefined, redirectUri };

/** All that an error says, but for what it leaves out. */
const saidBy = (error: AuthError): object => JSON.parse(JSON.stringify(error));

test.each<readonly [string, string | null | undefined, string]>([
  ['access_denied', undefined, 'access_denied'],
  ['invalid_grant', null, 'invalid_grant'],
  ['invalid_scope', '', 'invalid_scope'],
  ['login_required', 'anything', 'login_required'],
  ['consent_required', undefined, 'consent_required'],
  ['interaction_required', undefined, 'interaction_required'],
  ['invalid_client', undefined, 'invalid_client'],
  ['invalid_request', undefined, 'invalid_request'],
  ['redirect_mismatch', undefined, 'redirect_mismatch'],
  ['server_error', undefined, 'server_error'],
  ['temporarily_unavailable', undefined, 'temporarily_unavailable'],
  ['unauthorized_client', undefined, 'unauthorized_client'],
  ['unsupported_grant_type', undefined, 'unsupported_grant_type'],
  ['unsupported_response_type', undefined, 'unsupported_response_type'],
  ['unsupported_token_type', undefined, 'unsupported_token_type'],
  // As Cognito hides the code in the description (docs/cognito-quirks.md, errors).
  ['invalid_request', 'invalid_scope', 'invalid_scope'],
  ['invalid_request', 'unauthorized_client', 'unauthorized_client'],
  ['invalid_request', 'User is not enabled', 'user_disabled'],
  ['invalid_request', 'PreSignUp failed with error Not on the list. ', 'pre_sign_up_refused'],
  ['invalid_request', 'Already found an entry for username Google_1155', 'account_just_linked'],
  [
    'invalid_request',
    'PreSignUp failed with error Already found an entry for username google_1155. ',
    'account_just_linked',
  ],
  ['invalid_request', 'PreAuthentication failed with error No. ', 'pre_authentication_refused'],
  ['invalid_request', 'PostConfirmation failed with error No. ', 'post_confirmation_failed'],
  ['invalid_request', 'PreTokenGeneration failed with error No. ', 'pre_token_generation_failed'],
  ['invalid_request', 'username attribute mapping required', 'attribute_mapping_missing'],
  ['unauthorized_client', 'invalid_redirect', 'invalid_redirect'],
  ['invalid_request', 'Timeout occurred in calling IdP token endpoint', 'identity_provider_unreachable'],
  ['invalid_request', 'Connection reset', 'identity_provider_unreachable'],
  ['invalid_request', 'Read timed out', 'identity_provider_unreachable'],
  ['invalid_request', 'Google Error - 400 invalid_client', 'identity_provider_error'],
  ['invalid_request', 'Corp Error - 503 error getting token', 'identity_provider_error'],
  ['invalid_request', 'something new', 'invalid_request'],
  // What a trigger or another provider wrote into the text does not count where Cognito's own words are at its beginning.
  ['invalid_request', 'He said: PreSignUp failed', 'invalid_request'],
  ['invalid_request', 'He said: PreAuthentication failed', 'invalid_request'],
  ['invalid_request', 'He said: PostConfirmation failed', 'invalid_request'],
  ['invalid_request', 'He said: PreTokenGeneration failed', 'invalid_request'],
  ['invalid_request', 'He said: User is not enabled', 'invalid_request'],
  ['invalid_request', 'He said: invalid_redirect', 'invalid_request'],
  ['invalid_request', 'He said: Timeout occurred', 'invalid_request'],
  ['invalid_request', 'Google Error - 40', 'invalid_request'],
  ['invalid_request', 'Google Error - none', 'invalid_request'],
  ['invented', undefined, 'other'],
  ['', undefined, 'other'],
  ['__proto__', 'constructor', 'other'],
])('%j with %j is told as %s', (error, description, expected) => {
  expect(poolErrorOf({ error, description })).toBe(expected);
});

test('whatever the pool says, what goes on is one short word that it did not choose (N-03, P-05)', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), (error, description) => {
      const word = poolErrorOf({ error, description });
      expect(word).toMatch(/^[a-z_]{4,40}$/);
    }),
  );
});

describe('an error in the place of a code', () => {
  test('is the pool’s no to this person', () => {
    const refusal = refusalOf({ error: 'access_denied', description: 'no words of theirs' }, withSecret);
    expect(saidBy(refusal)).toEqual({
      name: 'AuthError',
      code: 'sign_in_refused',
      status: 403,
      reason: 'pool_answered_error',
      poolError: 'access_denied',
    });
  });

  test('is the pool’s no to this site where everybody would get it', () => {
    const refusal = refusalOf({ error: 'invalid_request', description: 'invalid_scope' }, withSecret);
    expect(saidBy(refusal)).toEqual({
      name: 'AuthError',
      code: 'pool_misconfigured',
      status: 500,
      reason: 'scope_not_allowed',
      poolError: 'invalid_scope',
    });
  });
});

/** As the library throws it: the pool answered with an error in JSON. */
const answered = (
  error: string,
  { status = 400, description }: { status?: number; description?: string } = {},
) =>
  new oidc.ResponseBodyError('server responded with an error', {
    cause: { error, ...(description !== undefined && { error_description: description }) },
    response: new Response(null, { status }),
  });

/** The pool answered with a challenge (RFC 9110, section 11.6.1). */
const challenged = (status: number) =>
  new oidc.WWWAuthenticateChallengeError('server responded with a challenge', {
    cause: [{ scheme: 'basic', parameters: { realm: 'a planted word' } }],
    response: new Response(null, { status }),
  });

/** One of the checks of the library failed. */
const checked = (code: string | undefined, cause?: unknown) =>
  Object.assign(new oidc.ClientError('words of the library', { cause }), { code });

describe('what the library throws', () => {
  test.each([
    ['invalid_client', 401, 'client_refused', 'client_refused_without_secret'],
    ['invalid_client', 400, 'client_refused', 'client_refused_without_secret'],
    ['unauthorized_client', 401, 'client_refused', 'client_refused_without_secret'],
    ['unauthorized_client', 403, 'client_refused', 'client_refused_without_secret'],
    ['unauthorized_client', 400, 'grant_not_allowed', 'grant_not_allowed'],
    ['unsupported_grant_type', 400, 'grant_not_allowed', 'grant_not_allowed'],
    ['unsupported_response_type', 400, 'grant_not_allowed', 'grant_not_allowed'],
    ['invalid_scope', 400, 'scope_not_allowed', 'scope_not_allowed'],
  ])('of %s with status %i is %s, and without a secret %s', (poolError, status, reason, without) => {
    const said = {
      name: 'AuthError',
      code: 'pool_misconfigured',
      status: 500,
      poolError,
      poolStatus: status,
    };
    expect(saidBy(fromLibrary(answered(poolError, { status }), withSecret))).toEqual({ ...said, reason });
    expect(saidBy(fromLibrary(answered(poolError, { status }), withoutSecret))).toEqual({
      ...said,
      reason: without,
    });
  });

  test.each(['redirect_mismatch', 'invalid_redirect'])(
    'of a callback that is not registered (%s) names the one to register',
    (poolError) => {
      const error = answered('invalid_request', { description: poolError });
      expect(fromLibrary(error, withSecret)).toMatchObject({
        code: 'pool_misconfigured',
        reason: 'redirect_not_registered',
        address: redirectUri,
        poolError,
      });
    },
  );

  test('of any other answer is that, with its status', () => {
    const error = answered('invalid_request', { status: 422, description: 'a planted word' });
    expect(saidBy(fromLibrary(error, withSecret))).toEqual({
      name: 'AuthError',
      code: 'pool_rejected',
      status: 502,
      reason: 'pool_answered_error',
      poolError: 'invalid_request',
      poolStatus: 422,
    });
  });

  test('of an answer that means more to whoever asked has the code that they gave', () => {
    const codes = { invalid_grant: 'sign_in_expired', invalid_scope: 'sign_in_expired' } as const;
    expect(fromLibrary(answered('invalid_grant'), withSecret, codes).code).toBe('sign_in_expired');
    expect(fromLibrary(answered('invalid_grant'), withSecret).code).toBe('pool_rejected');
    // Everybody would get it.
    expect(fromLibrary(answered('invalid_scope'), withSecret, codes).code).toBe('pool_misconfigured');
  });

  test('of a challenge is about the client, which has just shown who it is', () => {
    const said = {
      name: 'AuthError',
      code: 'pool_misconfigured',
      status: 500,
      poolError: 'invalid_client',
      poolStatus: 401,
    };
    expect(saidBy(fromLibrary(challenged(401), withSecret))).toEqual({ ...said, reason: 'client_refused' });
    expect(saidBy(fromLibrary(challenged(401), withoutSecret))).toEqual({
      ...said,
      reason: 'client_refused_without_secret',
    });
  });

  test.each<readonly [string | undefined, string]>([
    ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'oauth_jwt_claim_comparison_failed'],
    ['OAUTH_INVALID_RESPONSE', 'oauth_invalid_response'],
    [undefined, 'unusable_answer'],
    ['ERR_INVALID_ARG_VALUE', 'unusable_answer'],
    ['NO_OAUTH_ANSWER', 'unusable_answer'],
    ['OAUTH_A planted word', 'unusable_answer'],
  ])('of its check %s is told as %s', (code, reason) => {
    const said = { name: 'AuthError', code: 'pool_rejected', status: 502, reason };
    expect(saidBy(fromLibrary(checked(code), withSecret))).toEqual(said);
  });

  test.each([
    new TypeError('a planted word'),
    Object.assign(new Error('a planted word'), { code: 'OAUTH_PLANTED' }),
    'a planted word',
    undefined,
    null,
  ])('and is no error of its own (%p) is an answer that cannot be used', (error) => {
    const said = { name: 'AuthError', code: 'pool_rejected', status: 502, reason: 'unusable_answer' };
    expect(saidBy(fromLibrary(error, withSecret))).toEqual(said);
  });

  test('is ours where our own fetch threw it, with whatever it says', () => {
    const ours = new AuthError('pool_timeout', { reason: 'deadline' });
    expect(fromLibrary(ours, withSecret)).toBe(ours);
    expect(fromLibrary(checked('OAUTH_TIMEOUT', ours), withSecret)).toBe(ours);
  });

  test('goes no further: neither its words nor its cause', () => {
    for (const error of [
      answered('x', { description: 'a planted word' }),
      challenged(401),
      checked('OAUTH_X', 'planted'),
    ]) {
      const known = fromLibrary(error, withSecret);
      expect(known.cause).toBeUndefined();
      expect(`${known.message} ${JSON.stringify(saidBy(known))}`).not.toMatch(/planted|words/);
    }
  });
});

describe('a call that fails', () => {
  const thrownBy = (work: (error: unknown) => never, error: unknown): AuthError => {
    try {
      return work(error);
    } catch (thrown) {
      if (thrown instanceof AuthError) return thrown;
      throw thrown;
    }
  };

  test('is rethrown as what it is here, with the codes of whoever called', () => {
    const codes = { invalid_grant: 'sign_in_expired' } as const;
    expect(thrownBy(rethrowAs(withSecret), answered('invalid_grant')).code).toBe('pool_rejected');
    expect(thrownBy(rethrowAs(withSecret, codes), answered('invalid_grant')).code).toBe('sign_in_expired');
    expect(thrownBy(rethrowAs(withSecret, codes), challenged(401)).reason).toBe('client_refused');
  });

  test('at userInfo is about the access token where it is a challenge, and not about our client', () => {
    expect(saidBy(thrownBy(rethrowUserInfo(withSecret), challenged(401)))).toEqual({
      name: 'AuthError',
      code: 'pool_rejected',
      status: 502,
      reason: 'user_info_refused',
      poolStatus: 401,
    });
    expect(thrownBy(rethrowUserInfo(withSecret), checked('OAUTH_PARSE_ERROR')).reason).toBe(
      'oauth_parse_error',
    );
  });
});
