import { invalidParameter } from '../../base/errors.js';
import type { MfaMethod, Person, UserPool } from '../../base/model.js';
import { codeAddresses, methodsOnOffer } from '../../people/second-factor.js';
import { optionalFlag, optionalStructure, optionalStructures, type Input } from '../protocol/input.js';

const members: readonly (readonly [string, MfaMethod])[] = [
  ['SMSMfaSettings', 'SMS_MFA'],
  ['SoftwareTokenMfaSettings', 'SOFTWARE_TOKEN_MFA'],
  ['EmailMfaSettings', 'EMAIL_OTP'],
];

interface Preference {
  readonly method: MfaMethod;
  readonly isEnabled: boolean;
  readonly isPreferred: boolean;
}

/** Turns second factors on and off. What is not mentioned stays; at most one is preferred. */
export const setMfaPreference = (input: Input, person: Person, pool: UserPool): void => {
  const preferences = preferencesIn(input);
  const preferred = preferences.filter(({ isPreferred }) => isPreferred);
  if (preferred.length > 1) throw invalidParameter('Only one MFA method can be preferred.');
  for (const preference of preferences) assertPossible(preference, person, pool);
  const passkeys = optionalStructure(input, 'WebAuthnMfaSettings');
  if (passkeys !== undefined)
    setPasskeyMfa(optionalFlag(passkeys, 'Enabled') ?? false, { person, pool, preferences });
  const mentioned = new Set(preferences.map(({ method }) => method));
  const enabled = preferences.filter(({ isEnabled }) => isEnabled).map(({ method }) => method);
  person.mfaMethods = [...person.mfaMethods.filter((method) => !mentioned.has(method)), ...enabled];
  const kept = person.preferredMfa;
  const next = preferred[0]?.method ?? (kept === undefined || mentioned.has(kept) ? undefined : kept);
  if (next === undefined) delete person.preferredMfa;
  else person.preferredMfa = next;
};

/** Of the days when there was SMS and nothing else: a delivery turns it on, none turns it off. */
export const setUserSettings = (input: Input, person: Person, pool: UserPool): void => {
  const isEnabled = (optionalStructures(input, 'MFAOptions') ?? []).length > 0;
  setMfaPreference({ SMSMfaSettings: { Enabled: isEnabled } }, person, pool);
};

/** For both factors at once, where the pool allows it, and only beside another second factor. */
const setPasskeyMfa = (
  isEnabled: boolean,
  {
    person,
    pool,
    preferences,
  }: { readonly person: Person; readonly pool: UserPool; readonly preferences: readonly Preference[] },
): void => {
  if (!isEnabled) {
    delete person.passkeyMfa;
    return;
  }
  if (pool.webAuthn?.isMultiFactor !== true) {
    throw invalidParameter('User pool does not have passkeys enabled for multi-factor authentication.');
  }
  const turnedOff = new Set(preferences.filter(({ isEnabled: isOn }) => !isOn).map(({ method }) => method));
  const hasOther =
    preferences.some(({ isEnabled: isOn }) => isOn) ||
    person.mfaMethods.some((method) => !turnedOff.has(method));
  if (!hasOther) throw invalidParameter('User needs another MFA method beside passkeys.');
  person.passkeyMfa = true;
};

const preferencesIn = (input: Input): Preference[] =>
  members.flatMap(([member, method]) => {
    const settings = optionalStructure(input, member);
    if (settings === undefined) return [];
    const isEnabled = optionalFlag(settings, 'Enabled') ?? false;
    return [{ method, isEnabled, isPreferred: optionalFlag(settings, 'PreferredMfa') ?? false }];
  });

const assertPossible = (
  { method, isEnabled, isPreferred }: Preference,
  person: Person,
  pool: UserPool,
): void => {
  if (isPreferred && !isEnabled) throw invalidParameter(`${method} must be enabled to be preferred.`);
  if (!isEnabled) return;
  if (pool.mfa === 'OFF' || !methodsOnOffer(pool).includes(method)) {
    throw invalidParameter(`User pool does not have ${method} enabled.`);
  }
  if (method === 'SOFTWARE_TOKEN_MFA' && person.totpSecret === undefined) {
    throw invalidParameter('User has not verified software token mfa');
  }
  const address = codeAddresses[method];
  if (address !== undefined && person.attributes[`${address}_verified`] !== 'true') {
    throw invalidParameter(`User does not have delivery config set to turn on ${method}`);
  }
};
