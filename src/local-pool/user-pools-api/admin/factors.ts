import type { Person } from '../../base/model.js';
import { authFactors } from '../person/factors.js';
import { setUserSettings } from '../person/mfa-preference.js';
import type { Api, OperationTable } from '../protocol/api.js';
import { notFound, poolOf, withPerson, withUserPool } from '../protocol/lookups.js';
import { assertThreatProtection } from '../protocol/tiers.js';

/** Whoever lost the telephone can set up another one. */
const deleteSoftwareToken = (person: Person, { service }: Api): object => {
  delete person.totpSecret;
  delete person.totpName;
  person.mfaMethods = person.mfaMethods.filter((method) => method !== 'SOFTWARE_TOKEN_MFA');
  if (person.preferredMfa === 'SOFTWARE_TOKEN_MFA') delete person.preferredMfa;
  person.updatedAt = service.clock.now();
  return {};
};

export const adminFactorOperations: OperationTable = {
  AdminDeleteSoftwareToken: withPerson((_input, person, api) => deleteSoftwareToken(person, api)),
  AdminGetUserAuthFactors: withPerson((_input, person) => authFactors(person)),
  AdminSetUserSettings: withPerson((input, person, api) => {
    setUserSettings(input, person, poolOf(api, person));
    return {};
  }),
  // Nothing here judges a sign-in: there are no events, and none that feedback could be about.
  AdminListUserAuthEvents: withUserPool((input, pool, api) => {
    assertThreatProtection(pool);
    return withPerson(() => ({ AuthEvents: [] }))(input, api);
  }),
  AdminUpdateAuthEventFeedback: withUserPool((input, pool, api) => {
    assertThreatProtection(pool);
    return withPerson(() => notFound('The authentication event does not exist.'))(input, api);
  }),
};
