import * as rules from './rules.js';
import type { Check } from './step-kinds.js';

// The order is that of the table at `tokens/token-verifier.ts`.

const always: readonly Check[] = [
  {
    text: 'signed with RS256 by a key of the pool’s set that the header names (kid)',
    rule: rules.jwt('3.1'),
    reasons: [
      'token_signed_otherwise',
      'err_jwks_no_matching_key',
      'err_jws_signature_verification_failed',
      'token_unusable',
      'token_is_of_another_type',
      'err_jose_alg_not_allowed',
      'err_jws_invalid',
      'access_token_is_opaque',
    ],
  },
  {
    text: 'iss is the pool, aud (client_id) is this app client, token_use is right',
    rule: rules.cognitoTokens,
    reasons: [
      'oauth_jwt_claim_comparison_failed',
      'err_jwt_claim_validation_failed',
      'token_of_another_audience',
      'token_of_another_client',
      'not_an_id_token',
      'not_an_access_token',
      'token_lacks_claims',
      'token_subject_unusable',
    ],
  },
  {
    text: 'it was made just now and is not over, with 30 seconds for clocks that differ',
    rule: rules.core('IDTokenValidation'),
    reasons: [
      'oauth_jwt_timestamp_check_failed',
      'err_jwt_expired',
      'token_is_old',
      'token_from_the_future',
      'token_lives_too_long',
      'auth_time_unusable',
    ],
  },
];

/** What the tokens of a sign-in have to be. */
export const signInTokenChecks: readonly Check[] = [
  ...always,
  {
    text: 'the nonce is that of this sign-in',
    rule: rules.core('NonceNotes'),
    reasons: ['nonce_of_another_sign_in'],
  },
  {
    text: 'at_hash fits the access token, and both tokens are one person’s',
    rule: rules.core('CodeFlowTokenValidation'),
    reasons: ['access_token_of_another_id_token', 'tokens_of_different_people'],
  },
  {
    text: 'it is as recent and as strong as the page asked for',
    rule: rules.core('IDToken'),
    reasons: ['sign_in_is_not_recent', 'level_not_said', 'level_is_another', 'method_is_missing'],
  },
];

/** What the tokens of a refresh have to be. */
export const refreshedTokenChecks: readonly Check[] = [
  ...always,
  {
    text: 'they are of the same person and the same sign-in (sub, auth_time, nonce)',
    rule: rules.core('RefreshTokenResponse'),
    reasons: ['other_sign_in'],
  },
];
