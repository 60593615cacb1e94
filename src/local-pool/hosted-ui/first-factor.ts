import { invalidParameter, notAuthorized, PoolError } from '../base/errors.js';
import { entryOf } from '../base/levels.js';
import type { FirstFactor, PendingChallenge, Person } from '../base/model.js';
import { rawQuery } from '../http/exchange.js';
import { unmetLevels } from '../oauth/level-check.js';
import { runPreAuthentication } from '../people/authentication-triggers.js';
import { firstCodeAddresses, firstCodesOf, isFirstCode, type FirstCode } from '../people/first-codes.js';
import { firstFactorsOf } from '../people/first-factors.js';
import { pretendedDelivery } from '../people/one-time-codes.js';
import { canUsePasskey, goToPasskeyPage } from './passkey-sign-in.js';
import { goToStep, type Visit } from './steps.js';

/**
 * Whether people say their name first and then choose how they go on: where a code may stand for the password. The paths of
 * the pages that follow are ours; the classic pages have none of them.
 */
export const beginsWithName = ({ request }: Visit): boolean => {
  const { pool, client } = request;
  return entryOf(client) === 'choice' && firstCodesOf(pool).length > 0 && pool.managedLoginVersion !== 1;
};

/** What the person at this name may choose from; an unknown name has all that shows nothing. */
export const factorsFor = (visit: Visit, person: Person | undefined): readonly FirstFactor[] => {
  const { pool, levels } = visit.request;
  return firstFactorsOf(pool, person, levels).filter(
    (factor) => factor !== 'WEB_AUTHN' || canUsePasskey(visit, person),
  );
};

/** From the sign-in page, where the name was typed: to the choice, or straight on where there is nothing to choose. */
export const goToFirstFactor = async (visit: Visit, username: string): Promise<string> => {
  const { service, request } = visit;
  const person = service.people.find(request.pool.id, username);
  if (person === undefined && (await tellsWhoExists(visit))) {
    throw new PoolError('UserNotFoundException', 'User does not exist.');
  }
  const [only, another] = factorsFor(visit, person);
  if (only === undefined) return nothingToShow(visit);
  if (another === undefined) return openFactor(visit, { person, username }, only);
  return goToStep(visit, {
    step: 'FIRST_FACTOR',
    path: '/selectFactor',
    sub: person?.sub ?? '',
    data: { username },
  });
};

/** Where unknown people may be brought over, the password shows who they are. */
const tellsWhoExists = async ({ service, request }: Visit): Promise<boolean> =>
  !request.client.preventUserExistenceErrors &&
  (await service.triggers.has(request.pool, 'UserMigration')) === 'no';

const nothingToShow = ({ service, request }: Visit): string => {
  if (request.levels !== undefined) return unmetLevels(service, request);
  throw invalidParameter('Cannot send a code: the user has no verified address.', 'noAddress');
};

/** Who is at the sign-in, and the name that they typed. */
export interface Chooser {
  readonly person: Person | undefined;
  readonly username: string;
  /** The end of the sign-in that goes on here (ms since 1970); a new one has five minutes. */
  readonly until?: number;
}

/** The page of one factor, with a code on its way where it takes one. */
export const openFactor = async (visit: Visit, chooser: Chooser, factor: FirstFactor): Promise<string> => {
  const { person, username, until } = chooser;
  if (factor === 'WEB_AUTHN') return goToPasskeyPage(visit, username);
  const next = { step: 'FIRST_FACTOR', sub: person?.sub ?? '', until } as const;
  if (!isFirstCode(factor)) return goToStep(visit, { ...next, path: '/password', data: { username } });
  const data = { username, ...(await sendFirstCode(visit, chooser, factor)) };
  return goToStep(visit, { ...next, path: '/firstCode', data });
};

/** What the step remembers of a code. Looks the same for nobody, to whom none is sent. */
const sendFirstCode = async (
  { service, request }: Visit,
  { person, username }: Chooser,
  factor: FirstCode,
): Promise<Record<string, string>> => {
  const { pool, client } = request;
  await runPreAuthentication(service.triggers, { pool, client, person, username });
  if (person?.enabled === false) throw notAuthorized('User is disabled.', 'disabled');
  const { destination } =
    person === undefined
      ? pretendedDelivery(username)
      : await service.oneTimeCodes.send(person, {
          purpose: 'mfa',
          attribute: firstCodeAddresses[factor],
          client,
        });
  return { factor, destination, sentAt: String(service.clock.now()) };
};

/** The way back to the choice, where there is one. */
export const wayBack = (visit: Visit, person: Person | undefined): string | undefined =>
  factorsFor(visit, person).length > 1 ? `/selectFactor${rawQuery(visit.exchange.request)}` : undefined;

/** Who is at the sign-in that is under way, for the factor that they ask for now. */
export const chooserIn = (pending: PendingChallenge, person: Person | undefined): Chooser => ({
  person,
  username: usernameIn(pending),
  until: pending.expiresAt,
});

export const usernameIn = ({ data }: PendingChallenge): string => data['username'] ?? '';
