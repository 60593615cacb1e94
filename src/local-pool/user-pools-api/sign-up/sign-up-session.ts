import { PoolError, notAuthorized } from '../../base/errors.js';
import type { Client, PendingChallenge, Person } from '../../base/model.js';
import type { Api } from '../protocol/api.js';

/** No challenges that anybody could answer: these sessions lead from one step of a sign-up to the next. */
type SignUpStep = 'SIGNED_UP' | 'SIGN_UP_CONFIRMED';

interface GivenSession {
  readonly person: Person | undefined;
  readonly session: string;
}

/** `Session` of SignUp (for ConfirmSignUp) and of ConfirmSignUp (for InitiateAuth); only for clients with USER_AUTH. */
export const beginSignUpSession = (
  { service }: Api,
  client: Client,
  { person, step }: { readonly person: Person; readonly step: SignUpStep },
): string | undefined => {
  if (!client.explicitAuthFlows.includes('ALLOW_USER_AUTH')) return undefined;
  const { sub, poolId } = person;
  const pending = { poolId, clientId: client.id, sub, challenge: step, data: {} };
  return service.challenges.begin(pending, 1000 * client.authSessionSeconds);
};

/** Throws NotAuthorizedException unless SignUp gave it to this client for this person, a short time ago. */
export const assertSignUpSession = (api: Api, client: Client, given: GivenSession): void => {
  if (pendingBehind(api, client, given).challenge !== 'SIGNED_UP') throw invalidSession();
};

/**
 * Uses up the session of somebody who has just confirmed: the code that came back counts as their first factor. It is
 * good for their first sign-in only, as Cognito documents it. Throws NotAuthorizedException, or
 * UserNotConfirmedException for the session of a sign-up that is still to be confirmed.
 */
export const useConfirmedSession = (api: Api, client: Client, given: GivenSession): Person => {
  const { challenge } = pendingBehind(api, client, given);
  const { person } = given;
  const hasSignedIn = person !== undefined && api.service.store.familiesByPerson.has(person.sub);
  if (challenge === 'SIGNED_UP' && person?.status === 'UNCONFIRMED') {
    throw new PoolError('UserNotConfirmedException', 'User is not confirmed.');
  }
  if (challenge !== 'SIGN_UP_CONFIRMED' || person === undefined || hasSignedIn) throw invalidSession();
  api.service.challenges.end(given.session);
  if (!person.enabled) throw notAuthorized('User is disabled.');
  return person;
};

const pendingBehind = (
  { service }: Api,
  client: Client,
  { person, session }: GivenSession,
): PendingChallenge => {
  const pending = service.challenges.find(session);
  if (pending === undefined) throw notAuthorized('Invalid session for the user, session is expired.');
  if (pending.clientId !== client.id || pending.sub !== person?.sub) throw invalidSession();
  return pending;
};

const invalidSession = (): PoolError => notAuthorized('Invalid session for the user.');
