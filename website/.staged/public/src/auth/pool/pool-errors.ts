import * as oidc from 'openid-client';
import { AuthError } from '../errors.js';
import type { Settings } from '../options.js';
import type { Reason } from '../reasons.js';

// What the pool says of its failures, reduced to words that are known here. The texts that come with them are
// not stable (Cognito: "descriptions are not fixed strings") and may say anything, so they go no further.

const knownCodes = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'login_required',
  'redirect_mismatch',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unmet_authentication_requirements',
  'unsupported_grant_type',
  'unsupported_response_type',
  'unsupported_token_type',
]);

const knownBeginnings: readonly (readonly [RegExp, string])[] = [
  // A pre sign-up trigger has linked the account that came from a provider to one that was there. It works from the second
  // time on.
  [/^(?:PreSignUp failed with error )?Already found an entry for username/i, 'account_just_linked'],
  [/^PreSignUp failed/, 'pre_sign_up_refused'],
  [/^PreAuthentication failed/, 'pre_authentication_refused'],
  [/^PostConfirmation failed/, 'post_confirmation_failed'],
  [/^PreTokenGeneration/, 'pre_token_generation_failed'],
  [/attribute mapping required/, 'attribute_mapping_missing'],
  [/^User is not enabled/, 'user_disabled'],
  [/^invalid_redirect/, 'invalid_redirect'],
  [/^(?:Timeout|Connection reset|Read timed out)/, 'identity_provider_unreachable'],
  [/Error - \d{3}/, 'identity_provider_error'],
];

/**
 * The error of an authorization or token response as one known word. Cognito often answers `invalid_request`
 * and hides what it means in the description.
 */
export const poolErrorOf = ({
  error,
  description,
}: {
  readonly error: string;
  readonly description?: string | null | undefined;
}): string => {
  const hidden = description ?? '';
  if (knownCodes.has(hidden)) return hidden;
  const byBeginning = knownBeginnings.find(([pattern]) => pattern.test(hidden))?.[1];
  if (byBeginning !== undefined) return byBeginning;
  return knownCodes.has(error) ? error : 'other';
};

/** What of this site has to agree with its app client at the pool. */
type SetUp = Pick<Settings, 'clientSecret' | 'redirectUri'>;

/** What an error in the place of a code means (RFC 6749, section 4.1.2.1): no to this person, or to this site. */
export const refusalOf = (
  answer: { readonly error: string; readonly description: string | undefined },
  setUp: SetUp,
): AuthError => {
  const poolError = poolErrorOf(answer);
  return (
    misconfigurationIn({ poolError }, setUp) ??
    new AuthError('sign_in_refused', { reason: 'pool_answered_error', poolError })
  );
};

// Errors that whoever signs in would get. No person has done anything wrong, and nobody can mend it but who runs the site.
const misconfigurationIn = (
  refusal: { readonly poolError: string; readonly poolStatus?: number },
  setUp: SetUp,
): AuthError | undefined => {
  const reason = misconfiguredBy(refusal, setUp);
  if (reason === undefined) return undefined;
  const address = reason === 'redirect_not_registered' ? setUp.redirectUri : undefined;
  return new AuthError('pool_misconfigured', { reason, address, ...refusal });
};

const misconfiguredBy = (
  { poolError, poolStatus }: { readonly poolError: string; readonly poolStatus?: number },
  setUp: SetUp,
): Reason | undefined => {
  switch (poolError) {
    case 'invalid_client':
      return clientRefused(setUp);
    case 'unauthorized_client':
      // By RFC 6749 (section 5.2) it is about the grant, and has status 400. Some say it of a wrong secret.
      return poolStatus === 401 || poolStatus === 403 ? clientRefused(setUp) : 'grant_not_allowed';
    case 'unsupported_grant_type':
    case 'unsupported_response_type':
      return 'grant_not_allowed';
    case 'invalid_scope':
      return 'scope_not_allowed';
    case 'invalid_redirect':
    case 'redirect_mismatch':
      return 'redirect_not_registered';
    default:
      return undefined;
  }
};

const clientRefused = ({ clientSecret }: SetUp): Reason =>
  clientSecret === undefined ? 'client_refused_without_secret' : 'client_refused';

// A code of our own for errors that mean more than that the pool said no.
type CodeByPoolError = Readonly<Record<string, 'sign_in_expired'>>;

/** For `catch`: throws what `fromLibrary` makes of an error of openid-client. */
export const rethrowAs =
  (setUp: SetUp, codes: CodeByPoolError = {}) =>
  (error: unknown): never => {
    throw fromLibrary(error, setUp, codes);
  };

/** The same for userInfo, whose challenge is about the access token and not about our client. */
export const rethrowUserInfo =
  (setUp: SetUp) =>
  (error: unknown): never => {
    if (error instanceof oidc.WWWAuthenticateChallengeError)
      throw new AuthError('pool_rejected', { reason: 'user_info_refused', poolStatus: error.status });
    throw fromLibrary(error, setUp);
  };

/** openid-client's errors stop here. Their causes hold tokens and secrets, so only what is known by name goes on. */
export const fromLibrary = (error: unknown, setUp: SetUp, codes: CodeByPoolError = {}): AuthError => {
  const ours = ourErrorIn(error);
  if (ours !== undefined) return ours;
  if (error instanceof oidc.ResponseBodyError) {
    const poolError = poolErrorOf({ error: error.error, description: error.error_description });
    const refusal = { poolError, poolStatus: error.status };
    return (
      misconfigurationIn(refusal, setUp) ??
      new AuthError(codes[poolError] ?? 'pool_rejected', { reason: 'pool_answered_error', ...refusal })
    );
  }
  // A challenge is how HTTP says it of a client.
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return new AuthError('pool_misconfigured', {
      reason: clientRefused(setUp),
      poolError: 'invalid_client',
      poolStatus: error.status,
    });
  return new AuthError('pool_rejected', { reason: reasonIn(error) });
};

// Each code of the library belongs to one of its checks, so it says as much as a stack would.
const reasonIn = (error: unknown): Reason => {
  const code = error instanceof oidc.ClientError ? error.code : undefined;
  const check = /^OAUTH_(\w+)$/.exec(String(code))?.[1];
  return check === undefined ? 'unusable_answer' : `oauth_${check.toLowerCase()}`;
};

// What pool-fetch throws arrives wrapped by the library.
const ourErrorIn = (error: unknown): AuthError | undefined => {
  if (error instanceof AuthError) return error;
  return error instanceof Error && error.cause instanceof AuthError ? error.cause : undefined;
};
