import type { AuthErrorCode } from '../auth/index.js';
import { PoolFault, PoolRefusal } from './failures.js';
import { IdentityPoolFailure, identityPoolErrors } from './identity-pool-failures.js';
import { meanings } from './refusals.js';

/** Every operation of AWS that is called here, by its name there: the last two are of identity pools. */
export const awsOperations = [
  'AssociateSoftwareToken',
  'ChangePassword',
  'DeleteUser',
  'DeleteWebAuthnCredential',
  'ForgetDevice',
  'GetUser',
  'GetUserAttributeVerificationCode',
  'GlobalSignOut',
  'ListDevices',
  'ListUserSessions',
  'ListWebAuthnCredentials',
  'RevokeUserSession',
  'SetUserMFAPreference',
  'StartWebAuthnRegistration',
  'UpdateUserAttributes',
  'VerifySoftwareToken',
  'VerifyUserAttribute',
  'GetCredentialsForIdentity',
  'GetId',
] as const;

/** One of them. */
export type AwsOperation = (typeof awsOperations)[number];

/** Every word that may be the `reason` of an `AwsCall`. */
export const awsReasons: readonly string[] = [...Object.keys(meanings), ...identityPoolErrors];

/** What became of a call. No word of it is AWS's own, so that it may be counted, logged and traced. */
export interface AwsCallEnd {
  /**
   * `ok`; `refused`, which is a no that the person can do something about, or that is to be expected, such as of a pool that does
   * not track sessions; or a code of the table in `src/auth/errors.ts`. `unexpected` is what nobody foresaw.
   */
  readonly outcome: 'ok' | 'refused' | AuthErrorCode | 'unexpected';
  /** Which no it was, in one of `awsReasons`; `undefined` where there is no more to say. */
  readonly reason?: string | undefined;
}

/** A call of the AWS SDK that is over. */
export interface AwsCall extends AwsCallEnd {
  readonly operation: AwsOperation;
  readonly durationMs: number;
}

/** What an error of these calls is in a word or two. */
export const endOf = (error: unknown): AwsCallEnd => {
  if (error instanceof PoolRefusal) {
    const { exception: reason, isPoolsFault } = error;
    return { outcome: isPoolsFault ? 'pool_misconfigured' : 'refused', reason };
  }
  if (error instanceof PoolFault) return { outcome: error.code, reason: error.poolError };
  if (error instanceof IdentityPoolFailure) return { outcome: error.code, reason: error.details.poolError };
  return { outcome: 'unexpected' };
};
