import type { AuthenticationMethod, BrowserSession, Person } from '../base/model.js';
import { unconfirmed } from '../base/unconfirmed.js';
import { beginBrowserSession, readBrowserSession } from '../oauth/browser-session.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import { meetsLevels, unmetLevels } from '../oauth/level-check.js';
import { runPostAuthentication } from '../people/authentication-triggers.js';
import type { Visit } from './steps.js';

/** Somebody who has shown all that they are asked for. */
export interface Finished {
  readonly person: Person;
  /** In their order. */
  readonly proved: readonly AuthenticationMethod[];
  /** They were signed in, and showed only what was missing. */
  readonly isStepUp?: boolean;
}

/** A finished interactive sign-in: a new `cognito` cookie, and the address of the callback with a code. */
export const goToCallback = async (
  visit: Visit,
  { person, proved, isStepUp = false }: Finished,
): Promise<string> => {
  const { service, exchange, request } = visit;
  if (!meetsLevels(request, proved)) return unmetLevels(service, request);
  const { pool, client } = request;
  if (unconfirmed.postAuthenticationAtPages) {
    await runPostAuthentication(service.triggers, person, { pool, client, newDeviceUsed: false });
  }
  const session = beginBrowserSession(service, exchange, {
    person,
    client,
    methods: proved,
    steppedUpFrom: isStepUp ? signedIn(visit, person) : undefined,
  });
  return finishSignIn(service, exchange, { request, session });
};

const signedIn = ({ service, exchange, request }: Visit, { sub }: Person): BrowserSession | undefined => {
  const session = readBrowserSession(service, exchange, request.client);
  return session?.sub === sub ? session : undefined;
};
