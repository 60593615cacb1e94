import type { Person } from '../../base/model.js';

/** What somebody can sign in with, as GetUserAuthFactors tells it. */
export const authFactors = (person: Person): object => ({
  Username: person.username,
  PreferredMfaSetting: person.preferredMfa,
  UserMFASettingList: person.mfaMethods.length === 0 ? undefined : person.mfaMethods,
  ConfiguredUserAuthFactors: [
    ...(person.password === undefined ? [] : ['PASSWORD']),
    ...(person.attributes['email_verified'] === 'true' ? ['EMAIL_OTP'] : []),
    ...(person.attributes['phone_number_verified'] === 'true' ? ['SMS_OTP'] : []),
    ...((person.passkeys ?? []).length === 0 ? [] : ['WEB_AUTHN']),
  ],
});
