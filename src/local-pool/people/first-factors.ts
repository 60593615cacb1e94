import { levelOf, type Level } from '../base/levels.js';
import type { AuthenticationMethod, FirstFactor, Person, UserPool } from '../base/model.js';
import { firstCodeAddresses, isFirstCode, isReachable } from './first-codes.js';
import { reachable, waysOf } from './reach.js';
import { secondFactorOf } from './second-factor.js';

/**
 * What this person may open a sign-in with; an unknown name has everything but a passkey, to look at. A mailed code alone
 * would pass by a second factor: whoever has one begins with the password. Passkeys are for the caller to judge.
 */
export const firstFactorsOf = (
  pool: UserPool,
  person: Person | undefined,
  levels: readonly Level[] | undefined,
): readonly FirstFactor[] => {
  const needsSecond = person === undefined ? pool.mfa === 'ON' : secondFactorOf(pool, person).kind !== 'none';
  return (pool.firstFactors ?? ['PASSWORD'])
    .filter((factor) => !isFirstCode(factor) || !needsSecond)
    .filter((factor) => leadsTo(levels, { pool, person, factor }))
    .filter((factor) => has(pool, person, factor));
};

const methodsOf: Readonly<Record<FirstFactor, readonly AuthenticationMethod[]>> = {
  PASSWORD: ['pwd'],
  EMAIL_OTP: ['email_otp'],
  SMS_OTP: ['sms'],
  WEB_AUTHN: ['swk', 'hwk'],
};

/** Whether a sign-in that begins so comes to the level that is asked for. */
const leadsTo = (
  levels: readonly Level[] | undefined,
  {
    pool,
    person,
    factor,
  }: { readonly pool: UserPool; readonly person: Person | undefined; readonly factor: FirstFactor },
): boolean => {
  if (levels === undefined || person === undefined) return true;
  const ways = waysOf(pool, person, 'choice');
  const level = reachable(ways, levels);
  return ways.some(
    (way) =>
      level !== undefined && levelOf(way) >= level && methodsOf[factor].some((method) => way[0] === method),
  );
};

const has = (pool: UserPool, person: Person | undefined, factor: FirstFactor): boolean => {
  if (person === undefined) return factor !== 'WEB_AUTHN';
  if (factor === 'PASSWORD') return person.password !== undefined;
  return !isFirstCode(factor) || isReachable(pool, person, firstCodeAddresses[factor]);
};
