import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { poolErrorOf } from '../../../src/auth/pool/pool-errors.js';

test.each<readonly [string, string | null | undefined, string]>([
  ['access_denied', undefined, 'access_denied'],
  ['invalid_grant', null, 'invalid_grant'],
  ['invalid_scope', '', 'invalid_scope'],
  ['login_required', 'anything', 'login_required'],
  // As Cognito hides the code in the description (docs/cognito-quirks.md, errors).
  ['invalid_request', 'invalid_scope', 'invalid_scope'],
  ['invalid_request', 'unauthorized_client', 'unauthorized_client'],
  ['invalid_request', 'User is not enabled', 'user_disabled'],
  ['invalid_request', 'PreSignUp failed with error Not on the list. ', 'pre_sign_up_refused'],
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
