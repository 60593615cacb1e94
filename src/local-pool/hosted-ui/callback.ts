import type { Person } from '../base/model.js';
import { beginBrowserSession } from '../oauth/browser-session.js';
import { finishSignIn } from '../oauth/finish-sign-in.js';
import type { Visit } from './steps.js';

/** A finished interactive sign-in: a new `cognito` cookie, and the address of the callback with a code. */
export const goToCallback = async ({ service, exchange, request }: Visit, person: Person): Promise<string> =>
  finishSignIn(service, exchange, {
    request,
    session: beginBrowserSession(service, exchange, { person, client: request.client }),
  });
