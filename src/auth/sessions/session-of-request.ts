import { hash } from 'node:crypto';
import type { Request } from 'express';
import { shownOfKey } from '../events.js';
import type { SignIn } from '../store.js';
import type { User } from '../user.js';
import type { SessionView } from './session-view.js';

/** The name of a session in the store: a digest of its id, so that whoever reads the store cannot make a cookie of it. */
export const sessionKey = (sessionId: string): string => hash('sha256', sessionId, 'base64url');

/** The session of a request, and what became of it. */
export interface Carrier {
  /** Begins the session where it has not begun. */
  readonly view: SessionView;
  /** The request came without a session, and nobody has asked for one. */
  readonly isBlank: boolean;
  /** Which `createAuth` the session belongs to. */
  readonly owner: object;
  /** The sign-in after a refresh: beside the session, because express-session would write a change of that back to the store. */
  refreshed?: { readonly signIn: SignIn | undefined } | undefined;
}

// A property and not a map of requests: whoever makes a view of a request has its session there too.
const carrierKey = Symbol('auth.session');
type Carrying = Request & { readonly [carrierKey]?: Carrier };

/** Gives the request its session. */
export const carry = (request: Request, carrier: Carrier): void =>
  void Object.defineProperty(request, carrierKey, { value: carrier, configurable: true });

/** `undefined`: no `auth.session` has seen this request. */
export const carrierOf = (request: Request): Carrier | undefined => (request as Carrying)[carrierKey];

/** Throws where `auth.session` is not mounted before. */
export const expectedCarrier = (request: Request): Carrier => {
  const carrier = carrierOf(request);
  if (carrier === undefined)
    throw new Error(
      'auth.session: this request has not passed it. Write app.use(auth.session) before app.use(…, auth.router) and before whatever asks who is signed in.',
    );
  return carrier;
};

/** The view of the request that has our session. Throws when `auth.session` is not mounted before. */
export const sessionView = (request: Request): SessionView => expectedCarrier(request).view;

/** The name of the session of this request. */
export const keyOf = (request: Request): string => sessionKey(sessionView(request).sessionID ?? '');

/**
 * The session of a request as events name it (`session`), so that what an app logs of its own can be put beside them:
 * enough to follow a session, useless to steal it. Throws where `auth.session` is not mounted before.
 */
export const sessionNameOf = (request: Request): string => shownOfKey(keyOf(request));

/** Makes the rest of the request see the sign-in as it is after a refresh. `undefined`: the session is over. */
export const showRefreshed = (request: Request, signIn: SignIn | undefined): void => {
  expectedCarrier(request).refreshed = { signIn };
};

/**
 * The sign-in of this request, or `undefined` when nobody is signed in. Throws when `auth.session` is not mounted before.
 *
 * @example
 * response.send(`Hello ${signInOf(request)?.user.name ?? 'stranger'}`);
 */
export const signInOf = (request: Request): SignIn | undefined => {
  const carrier = expectedCarrier(request);
  if (carrier.refreshed !== undefined) return carrier.refreshed.signIn;
  if (carrier.isBlank) return undefined;
  // Null after signing out.
  const session: SessionView['session'] | null = carrier.view.session;
  return session?.signIn;
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
