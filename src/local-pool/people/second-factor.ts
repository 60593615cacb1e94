import type { Address, MfaMethod, Person, UserPool } from '../base/model.js';

/** In the order in which they are offered. */
export const everyMfaMethod: readonly MfaMethod[] = ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP', 'SMS_MFA'];

export const isMfaMethod = (name: unknown): name is MfaMethod =>
  everyMfaMethod.some((method) => method === name);

/** Where the code of a second factor goes. An authenticator app shows its own. */
export const codeAddresses: Readonly<Partial<Record<MfaMethod, Address>>> = {
  EMAIL_OTP: 'email',
  SMS_MFA: 'phone_number',
};

export const methodsOnOffer = (pool: UserPool): readonly MfaMethod[] => pool.mfaMethods ?? everyMfaMethod;

/** The second factors of a person that their pool still offers, the preferred one first. */
export const secondFactors = (pool: UserPool, { mfaMethods, preferredMfa }: Person): readonly MfaMethod[] => {
  const own = mfaMethods.filter((method) => methodsOnOffer(pool).includes(method));
  return own.toSorted((a, b) => Number(b === preferredMfa) - Number(a === preferredMfa));
};

/** What a sign-in asks for besides the password. Hosted pages and the user pools API say it each in its own way. */
export type SecondFactor =
  | { readonly kind: 'none' }
  | { readonly kind: 'code'; readonly method: MfaMethod }
  | { readonly kind: 'choice'; readonly methods: readonly MfaMethod[] }
  /** The pool requires one, and the person has none. */
  | { readonly kind: 'set-up' };

/** The person's factor; a choice when there are several and none preferred; the set-up when one is required. */
export const secondFactorOf = (pool: UserPool, person: Person): SecondFactor => {
  if (pool.mfa === 'OFF') return { kind: 'none' };
  const methods = secondFactors(pool, person);
  const [first, second] = methods;
  if (first === undefined) return { kind: pool.mfa === 'ON' ? 'set-up' : 'none' };
  const isClear = second === undefined || first === person.preferredMfa;
  return isClear ? { kind: 'code', method: first } : { kind: 'choice', methods };
};
