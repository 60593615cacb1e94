import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { shownOfKey } from '../events.js';
import type { SignIn } from '../store.js';
import type { User } from '../user.js';

/** The name of a session in the store: a digest of its id, so that whoever reads the store cannot make a cookie of it. */
export const sessionKey = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest('base64url');

/** Where express-session keeps the session of a request: a view of it, so that the app's own `req.session` is left alone. */
export interface Carrier {
  readonly view: Request;
  /** Which `createAuth` the session belongs to. */
  readonly owner: object;
}

const carriers = new WeakMap<Request, Carrier>();

/** Gives the request its session. */
export const carry = (request: Request, carrier: Carrier): void => void carriers.set(request, carrier);

/** `undefined`: no `auth.session` has seen this request. */
export const carrierOf = (request: Request): Carrier | undefined => carriers.get(request);

/** The view of the request that has our session. Throws when `auth.session` is not mounted before. */
export const sessionView = (request: Request): Request => {
  const view = carriers.get(request)?.view;
  if (view === undefined)
    throw new Error(
      'auth.session: this request has not passed it. Write app.use(auth.session) before app.use(…, auth.router) and before whatever asks who is signed in.',
    );
  return view;
};

/** The name of the session of this request. */
export const keyOf = (request: Request): string => sessionKey(sessionView(request).sessionID);

/**
 * The session of a request as events name it (`session`), so that what an app logs of its own can be put beside them:
 * enough to follow a session, useless to steal it. Throws where `auth.session` is not mounted before.
 */
export const sessionNameOf = (request: Request): string => shownOfKey(keyOf(request));

// Beside the session and not in it, because express-session would write a change of the session back to the store.
const refreshed = new WeakMap<Request, SignIn | undefined>();

/** Makes the rest of the request see the sign-in as it is after a refresh. `undefined`: the session is over. */
export const showRefreshed = (request: Request, signIn: SignIn | undefined): void =>
  void refreshed.set(request, signIn);

/**
 * The sign-in of this request, or `undefined` when nobody is signed in. Throws when `auth.session` is not mounted before.
 *
 * @example
 * response.send(`Hello ${signInOf(request)?.user.name ?? 'stranger'}`);
 */
export const signInOf = (request: Request): SignIn | undefined => {
  const { session } = sessionView(request);
  // Null after signing out.
  return refreshed.has(request) ? refreshed.get(request) : session?.signIn;
};

/**
 * The signed-in person. Throws on a route that has no guard: that is a mistake in the app, not of the visitor.
 *
 * @example
 * app.get('/account', auth.requireSignIn(), (request, response) => response.json(userOf(request)));
 * @see {@link signInOf} on a page that may be seen by anybody
 */
export const userOf = (request: Request): User => {
  const signIn = signInOf(request);
  if (signIn === undefined)
    throw new Error('userOf: put auth.requireSignIn() or another guard before this route');
  return signIn.user;
};
