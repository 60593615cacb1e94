import { levelOf, type Entry, type Level } from '../base/levels.js';
import type { AuthenticationMethod, MfaMethod, Person, UserPool } from '../base/model.js';
import { firstCodeAddresses, firstCodesOf, isReachable } from './first-codes.js';
import { mayUsePasskey, methodOfPasskey } from './passkeys.js';
import { secondFactors, secondFactorOf } from './second-factor.js';

/** Methods that make a whole sign-in, in their order. */
export type Way = readonly AuthenticationMethod[];

/** What is still to be shown. `sign-in`: nothing that was shown so far helps. */
export type NextMethod = 'done' | 'sign-in' | 'unreachable' | MfaMethod;

export const methodOf: Readonly<Record<MfaMethod, AuthenticationMethod>> = {
  SOFTWARE_TOKEN_MFA: 'otp',
  EMAIL_OTP: 'email_otp',
  SMS_MFA: 'sms',
};

/** The ways in which somebody can sign in with what they have set up. */
export const waysOf = (pool: UserPool, person: Person, entry: Entry): readonly Way[] => {
  const passwordWays = person.password === undefined ? [] : waysWithPassword(pool, person);
  const own = [...passwordWays, ...waysWithPasskey(pool, person)];
  return entry === 'plain' ? own : [...own, ...waysWithCode(pool, person)];
};

const waysWithPassword = (pool: UserPool, person: Person): readonly Way[] => {
  const seconds = pool.mfa === 'OFF' ? [] : secondFactors(pool, person);
  return seconds.length === 0 ? [['pwd']] : seconds.map((second) => ['pwd', methodOf[second]]);
};

const waysWithPasskey = (pool: UserPool, person: Person): readonly Way[] =>
  mayUsePasskey(pool, person) ? (person.passkeys ?? []).map((passkey) => [methodOfPasskey(passkey)]) : [];

/** A code that was mailed would pass by a second factor: whoever has one begins with the password. */
const waysWithCode = (pool: UserPool, person: Person): readonly Way[] => {
  if (secondFactorOf(pool, person).kind !== 'none') return [];
  return firstCodesOf(pool)
    .filter((factor) => isReachable(pool, person, firstCodeAddresses[factor]))
    .map((factor) => [factor === 'EMAIL_OTP' ? 'email_otp' : 'sms']);
};

/** The first level of the list that one of the ways comes to. */
export const reachable = (ways: readonly Way[], levels: readonly Level[]): Level | undefined =>
  levels.find((level) => ways.some((way) => levelOf(way) >= level));

/** The ways that begin with what was shown already. */
export const waysOn = (ways: readonly Way[], proved: Way): readonly Way[] =>
  ways.filter((way) => proved.every((method) => way.includes(method)));

/** What leads from what was shown to the first level of the list that the ways come to. */
export const nextMethod = (ways: readonly Way[], levels: readonly Level[], proved: Way): NextMethod => {
  const level = reachable(ways, levels);
  if (level === undefined) return 'unreachable';
  if (levelOf(proved) >= level) return 'done';
  const [way] = proved.length === 0 ? [] : waysOn(ways, proved).filter((on) => levelOf(on) >= level);
  const missing = way?.find((method) => !proved.includes(method));
  return mfaMethodOf(missing) ?? 'sign-in';
};

/** A sign-in under way that is asked to come to a level. */
export interface LevelledSignIn {
  /** The most wanted first. */
  readonly levels: readonly Level[];
  readonly proved: Way;
  readonly entry: Entry;
}

/** What somebody is still asked for who has shown some methods in this very sign-in, and goes on from there. */
export const stillToShow = (
  pool: UserPool,
  person: Person,
  { levels, proved, entry }: LevelledSignIn,
): NextMethod => nextMethod(waysOn(waysOf(pool, person, entry), proved), levels, proved);

/** The same for somebody who could as well begin again with another method. */
export const stillToShowOrBegin = (
  pool: UserPool,
  person: Person,
  { levels, proved, entry }: LevelledSignIn,
): NextMethod => nextMethod(waysOf(pool, person, entry), levels, proved);

const mfaMethodOf = (method: AuthenticationMethod | undefined): MfaMethod | undefined =>
  (['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'] as const).find((known) => methodOf[known] === method);
