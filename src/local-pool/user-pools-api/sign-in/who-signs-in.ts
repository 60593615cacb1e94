import type { Person } from '../../base/model.js';
import { runPreAuthentication } from '../../people/authentication-triggers.js';
import { findPerson, userNotFound } from '../protocol/lookups.js';
import { assertSecretHash } from '../protocol/secret-hash.js';
import { required, type FlowRequest } from './flow-request.js';

export interface WhoSignsIn {
  readonly username: string;
  /** Nobody where the client hides who exists. */
  readonly person: Person | undefined;
}

/**
 * The person behind `USERNAME`, once the trigger before a sign-in has let them through. A password brings somebody over from
 * another directory, where a trigger does that.
 */
export const whoSignsIn = async (request: FlowRequest, password?: string): Promise<WhoSignsIn> => {
  const { api, client, pool, validationData } = request;
  const who = await personFor(request, password);
  await runPreAuthentication(api.service.triggers, { ...who, pool, client, validationData });
  return who;
};

/** The same without that trigger. */
export const personFor = async (
  { api, client, pool, parameters, validationData }: FlowRequest,
  password?: string,
): Promise<WhoSignsIn> => {
  const username = required(parameters, 'USERNAME');
  assertSecretHash(client, { usernames: [username], hash: parameters['SECRET_HASH'] });
  const login = { client, username, validationData };
  const known = findPerson(api, pool.id, username);
  const isUnknown = known === undefined && password !== undefined;
  const person = isUnknown ? await api.service.migrations.forSignIn(pool, { ...login, password }) : known;
  if (person === undefined && !client.preventUserExistenceErrors) throw userNotFound();
  return { username, person };
};
