import { PoolError, isWrongCode, notAuthorized } from '../../base/errors.js';
import type { PendingChallenge, Person, UserPool } from '../../base/model.js';
import { methodsOnOffer } from '../../people/second-factor.js';
import { newTotpSecret, useTotpCode } from '../../people/totp.js';
import { authFactors } from '../person/factors.js';
import { setMfaPreference, setUserSettings } from '../person/mfa-preference.js';
import type { Api, Operation, OperationTable } from '../protocol/api.js';
import { optionalText, text, type Input } from '../protocol/input.js';
import { accessGrant, poolOf, withAccessToken } from '../protocol/lookups.js';

/** With an access token for people who are signed in; with a session in the middle of MFA_SETUP. */
const associateSoftwareToken: Operation = (input, api) => {
  const session = optionalText(input, 'Session');
  const secret = newTotpSecret();
  if (session !== undefined) {
    const pending = setUpBehind(session, api);
    assertOnOffer(api.service.store.pools.get(pending.poolId));
    return { SecretCode: secret, Session: continueSetUp(api, session, { ...pending, data: { secret } }) };
  }
  const { person } = accessGrant(text(input, 'AccessToken'), api);
  assertOnOffer(poolOf(api, person));
  person.pendingTotpSecret = secret;
  return { SecretCode: secret };
};

const verifySoftwareToken: Operation = (input, api) => {
  const session = optionalText(input, 'Session');
  const code = text(input, 'UserCode');
  if (session !== undefined) {
    const pending = setUpBehind(session, api);
    const person = api.service.store.people.get(pending.sub);
    const secret = pending.data['secret'];
    if (person === undefined || secret === undefined) throw notAuthorized('Invalid session for the user.');
    assertCode(api, person, { secret, code });
    const verified = { ...pending, data: { verifiedSecret: secret } };
    return { Status: 'SUCCESS', Session: continueSetUp(api, session, verified) };
  }
  return verifyForPerson(input, api, code);
};

const verifyForPerson = (input: Input, api: Api, code: string): object => {
  const { person } = accessGrant(text(input, 'AccessToken'), api);
  const secret = person.pendingTotpSecret ?? person.totpSecret;
  if (secret === undefined) {
    throw new PoolError('SoftwareTokenMFANotFoundException', 'Associate a software token first.');
  }
  assertCode(api, person, { secret, code });
  person.totpSecret = secret;
  const name = optionalText(input, 'FriendlyDeviceName');
  if (name !== undefined) person.totpName = name;
  delete person.pendingTotpSecret;
  return { Status: 'SUCCESS' };
};

const setUpBehind = (session: string, { service }: Api): PendingChallenge => {
  const pending = service.challenges.find(session);
  if (pending?.challenge === 'MFA_SETUP') return pending;
  throw notAuthorized('Invalid session for the user, session is expired.');
};

/** Each answer of the set-up comes with a session of its own; the old one ends. */
const continueSetUp = (api: Api, session: string, { expiresAt, ...pending }: PendingChallenge): string => {
  const { challenges, clock } = api.service;
  challenges.end(session);
  return challenges.begin(pending, expiresAt - clock.now());
};

const assertCode = (
  { service }: Api,
  person: Person,
  { secret, code }: { readonly secret: string; readonly code: string },
): void => {
  try {
    useTotpCode(person, { secret, code, clock: service.clock });
  } catch (error) {
    if (!isWrongCode(error)) throw error;
    throw new PoolError('EnableSoftwareTokenMFAException', 'Code mismatch');
  }
};

const assertOnOffer = (pool: UserPool | undefined): void => {
  if (pool !== undefined && pool.mfa !== 'OFF' && methodsOnOffer(pool).includes('SOFTWARE_TOKEN_MFA')) return;
  throw new PoolError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool.',
  );
};

export const factorOperations: OperationTable = {
  AssociateSoftwareToken: associateSoftwareToken,
  VerifySoftwareToken: verifySoftwareToken,
  SetUserMFAPreference: withAccessToken((input, { person }, api) => {
    setMfaPreference(input, person, poolOf(api, person));
    return {};
  }),
  GetUserAuthFactors: withAccessToken((_input, { person }) => authFactors(person)),
  SetUserSettings: withAccessToken((input, { person }, api) => {
    setUserSettings(input, person, poolOf(api, person));
    return {};
  }),
};
