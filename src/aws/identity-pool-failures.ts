import type { AuthErrorCode, Reason } from '../auth/index.js';

/**
 * What an identity pool says no with, in words of ours that may be logged. What to do about each stands in
 * docs/aws-credentials.md.
 */
export const identityPoolErrors = [
  'identity_pool_unknown',
  'identity_pool_has_no_roles',
  'identity_pool_other_provider',
  'identity_pool_refuses_token',
  'identity_pool_refuses_role',
  'identity_pool_refuses_person',
  'identity_pool_refuses_request',
  'identity_pool_login_taken',
  'identity_pool_full',
  'identity_pool_throttles',
  'identity_pool_away',
  'identity_pool_answer_unusable',
] as const;

/** One of them. */
export type IdentityPoolError = (typeof identityPoolErrors)[number];

/** What is known of a failure. The error of the SDK is not kept: its request has the ID token in it. */
export interface IdentityPoolFailureDetails {
  readonly poolError: IdentityPoolError;
  readonly reason?: Reason;
  /** The HTTP status that the identity pool answered with. */
  readonly poolStatus?: number;
}

/** A call that came to nothing. `code` is one of the table in `src/auth/errors.ts`. */
export class IdentityPoolFailure extends Error {
  override readonly name = 'IdentityPoolFailure';
  readonly code: AuthErrorCode;
  readonly details: IdentityPoolFailureDetails;

  constructor(code: AuthErrorCode, details: IdentityPoolFailureDetails) {
    super(details.poolError);
    this.code = code;
    this.details = details;
  }

  /** Whether waiting may help. */
  get isTransient(): boolean {
    return this.code === 'pool_unreachable' || this.code === 'pool_timeout';
  }
}

interface Seen {
  readonly name: string;
  readonly message: string;
  readonly code: unknown;
  readonly status: number | undefined;
}

/** What an error of the SDK means. `hasRole`: a role was asked for by name. */
export const failureFrom = (
  error: unknown,
  { hasRole }: { readonly hasRole: boolean },
): IdentityPoolFailure => {
  const seen = seenIn(error);
  const poolStatus = seen.status === undefined ? {} : { poolStatus: seen.status };
  const refusal = refusalOf(seen, hasRole);
  if (refusal !== undefined) {
    const [code, poolError] = refusal;
    return new IdentityPoolFailure(code, { poolError, ...poolStatus });
  }
  const [code, poolError, reason] = troubleOf(seen);
  return new IdentityPoolFailure(code, { poolError, reason, ...poolStatus });
};

/** An answer that lacks what was asked for. */
export const unusableAnswer = (): IdentityPoolFailure =>
  new IdentityPoolFailure('pool_rejected', {
    poolError: 'identity_pool_answer_unusable',
    reason: 'unusable_answer',
  });

const seenIn = (error: unknown): Seen => {
  const { name, message, code, $metadata } = Object(error) as Readonly<Record<string, unknown>>;
  const { httpStatusCode: status } = Object($metadata) as { readonly httpStatusCode?: unknown };
  return {
    name: String(name),
    message: String(message),
    code,
    status: typeof status === 'number' ? status : undefined,
  };
};

type Refusal = readonly [AuthErrorCode, IdentityPoolError];

// The exceptions of `GetId` and `GetCredentialsForIdentity` that are no trouble of the moment.
const refusalOf = ({ name, message }: Seen, hasRole: boolean): Refusal | undefined => {
  switch (name) {
    case 'NotAuthorizedException':
      return notAuthorized(message, hasRole);
    case 'InvalidParameterException':
      return hasRole
        ? ['forbidden', 'identity_pool_refuses_role']
        : ['pool_misconfigured', 'identity_pool_refuses_request'];
    case 'ResourceNotFoundException':
      return ['pool_misconfigured', 'identity_pool_unknown'];
    case 'InvalidIdentityPoolConfigurationException':
      return ['pool_misconfigured', 'identity_pool_has_no_roles'];
    case 'ResourceConflictException':
      return ['forbidden', 'identity_pool_login_taken'];
    case 'LimitExceededException':
      return ['pool_misconfigured', 'identity_pool_full'];
    case 'TooManyRequestsException':
      return ['pool_unreachable', 'identity_pool_throttles'];
    default:
      return undefined;
  }
};

// One exception for many causes. Where the words are not known it is the person who is told no, and nothing more is claimed.
const notAuthorized = (message: string, hasRole: boolean): Refusal => {
  if (/provider|audience/i.test(message)) return ['pool_misconfigured', 'identity_pool_other_provider'];
  if (/\btoken\b/i.test(message)) return ['recent_sign_in_required', 'identity_pool_refuses_token'];
  return ['forbidden', hasRole ? 'identity_pool_refuses_role' : 'identity_pool_refuses_person'];
};

const troubleOf = ({ name, code, status }: Seen): readonly [...Refusal, Reason] => {
  if (status === 429) return ['pool_unreachable', 'identity_pool_throttles', 'pool_throttles'];
  if (status !== undefined && status >= 500)
    return ['pool_unreachable', 'identity_pool_away', `pool_status_${status}`];
  if (status !== undefined) return ['pool_rejected', 'identity_pool_answer_unusable', 'unusable_answer'];
  // The SDK gives a broken connection the name of a time-out as well; the code tells them apart.
  if (isSystemCode(code)) return ['pool_unreachable', 'identity_pool_away', code];
  if (name === 'AbortError' || name === 'TimeoutError')
    return ['pool_timeout', 'identity_pool_away', 'deadline'];
  return ['pool_unreachable', 'identity_pool_away', 'network'];
};

/** The code of the system or of TLS, such as `ECONNREFUSED`. */
const isSystemCode = (code: unknown): code is Uppercase<string> =>
  typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,39}$/.test(code);
