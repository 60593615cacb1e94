import { PoolError, isWrongCode, notAuthorized } from '../../base/errors.js';
import type { PendingChallenge } from '../../base/model.js';
import { sha256 } from '../../base/random.js';
import { mayGuessAgain } from '../../people/challenges.js';
import { choice, textMap, text, type Input } from '../protocol/input.js';
import { findPerson } from '../protocol/lookups.js';
import { metadataIn } from '../protocol/metadata.js';
import { assertSecretHash } from '../protocol/secret-hash.js';
import { aimIn, provedIn } from './aim.js';
import type { Answer } from './answer.js';
import { challengeNames, responders, type ChallengeName } from './challenges.js';
import { required, type FlowRequest } from './flow-request.js';
import { handleIn } from './srp.js';

/**
 * RespondToAuthChallenge and AdminRespondToAuthChallenge, once client and pool are known. A session is taken before it
 * is answered, so that of two answers at once only one counts.
 */
export const respond = async (input: Input, known: Omit<FlowRequest, 'parameters'>): Promise<object> => {
  const name = choice(input, 'ChallengeName', challengeNames);
  const responses = textMap(input, 'ChallengeResponses');
  const username = required(responses, 'USERNAME');
  assertSecretHash(known.client, { usernames: [username], hash: responses['SECRET_HASH'] });
  const session = name.endsWith('PASSWORD_VERIFIER') ? handleIn(responses) : text(input, 'Session');
  const request = { ...known, parameters: responses, clientMetadata: metadataIn(input) };
  const pending = pendingBehind(request, { session, name, username });
  const answer = answerOf({ ...request, aim: aimIn(pending) }, pending);
  const { challenges, store } = known.api.service;
  challenges.end(session);
  try {
    return await responders[name](answer);
  } catch (error) {
    if (mayCorrect(pending, error)) store.challenges.set(sha256(session), pending);
    throw error;
  }
};

const pendingBehind = (
  { api, client, pool }: FlowRequest,
  {
    session,
    name,
    username,
  }: { readonly session: string; readonly name: ChallengeName; readonly username: string },
): PendingChallenge => {
  const pending = api.service.challenges.find(session);
  if (pending === undefined) throw notAuthorized('Invalid session for the user, session is expired.');
  const isTheirs = pending.sub === '' || findPerson(api, pool.id, username)?.sub === pending.sub;
  if (pending.clientId === client.id && pending.challenge === name && isTheirs) return pending;
  throw notAuthorized('Invalid session for the user.');
};

const answerOf = (request: FlowRequest, pending: PendingChallenge): Answer => {
  const { api, client, pool, parameters, aim, clientMetadata } = request;
  const person = api.service.store.people.get(pending.sub);
  const { deviceKey = parameters['DEVICE_KEY'] } = pending.data;
  return {
    request,
    pending,
    responses: parameters,
    person,
    attempt: () => {
      if (person === undefined) throw notAuthorized('Incorrect username or password.');
      if (!person.enabled) throw notAuthorized('User is disabled.');
      const proved = provedIn(pending);
      const begun = { api, client, pool, person, proved, aim, clientMetadata };
      return { ...begun, ...(deviceKey === undefined ? {} : { deviceKey }) };
    },
  };
};

/** A wrong code may be corrected a few times, and so may a weak password; a wrong claim needs a new exchange. */
const mayCorrect = (pending: PendingChallenge, error: unknown): boolean => {
  if (!(error instanceof PoolError) || error.code === 'NotAuthorizedException') return false;
  return !isWrongCode(error) || mayGuessAgain(pending);
};
