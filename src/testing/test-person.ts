import type { Claims } from '../auth/index.js';
import {
  isObject,
  number,
  optional,
  problemsIn,
  text,
  texts,
  type Check,
  type Checks,
} from '../auth/option-checks.js';

/** Whoever a test needs. Everything may be left out. */
export interface TestPerson {
  /** A new one unless given. */
  readonly sub?: string | undefined;
  /** Cognito's user name. The `sub` unless given. */
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  /** True unless given, where there is an e-mail address. */
  readonly isEmailVerified?: boolean | undefined;
  readonly name?: string | undefined;
  /** `cognito:groups`. None unless given. */
  readonly groups?: readonly string[] | undefined;
  /** What the access token is granted. What `pool.scopes` asks for unless given. */
  readonly scopes?: readonly string[] | undefined;
  /**
   * Other claims of the ID token, such as `custom:department` or `identities`: or all those of a real one. For whom it is and
   * when it was made are not taken from there.
   */
  readonly claims?: Claims | undefined;
  /** When they last typed their password, in milliseconds since the epoch: for `requireRecentSignIn`. Now unless given. */
  readonly authenticatedAtMs?: number | undefined;
}

const yesOrNo: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
/** Something with members. */
export const members: Check = (value) => (isObject(value) ? undefined : 'must be an object');
const aText = text(() => true, 'must be a text');

/** What each member of a person must be. */
export const checksOfPerson: Readonly<Record<keyof TestPerson, Check>> = {
  // OpenID Connect Core 2, as the verifier of src/auth has it.
  sub: optional(text((value) => /^[!-~]{1,255}$/.test(value), 'must be 1 to 255 printable characters')),
  username: optional(aText),
  email: optional(aText),
  isEmailVerified: optional(yesOrNo),
  name: optional(aText),
  groups: optional(texts("['admins']")),
  scopes: optional(texts("['openid', 'email']")),
  claims: optional(members),
  authenticatedAtMs: optional(number(Number.isFinite, 'must be a number of milliseconds since the epoch')),
};

/** Throws `TypeError` for what is misspelt or of a wrong type: a test that means `groups` would pass for a wrong reason. */
export const checkPerson = (name: string, person: unknown): void => refuseWrong(name, person, checksOfPerson);

/** The same by other checks. */
export const refuseWrong = (name: string, given: unknown, checks: Checks): void => {
  const problems = isObject(given) ? problemsIn(given, checks) : ['must be given an object'];
  if (problems.length > 0) throw new TypeError(`${name}: ${problems.join('; ')}`);
};
