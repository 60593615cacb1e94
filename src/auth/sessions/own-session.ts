import type { Request, RequestHandler } from 'express';
import { cookiesNamed } from '../cookies.js';
import { carrierOf, carry, sessionView } from './session-of-request.js';

/** Our session beside whatever session the app has of its own. */
export interface OwnSession {
  /** express-session, set up so that nobody has a session who is not signed in. */
  readonly middleware: RequestHandler;
  /**
   * The request, when it has our session. Throws an `Error` that tells the developer what is mounted wrongly: for
   * whatever is about to ask who is signed in, and before a sign-in spends anything.
   */
  expected(request: Request): Request;
}

/** What our own session is made of. */
export interface OwnSessionDeps {
  /** express-session. */
  readonly middleware: RequestHandler;
  readonly cookieName: string;
}

/**
 * express-session stands aside where a request has a `session` already, and others (cookie-session) put theirs in its
 * place. Sign-ins would then open in a session that is not ours: its id not renewed, its end not ours to decide. So ours
 * is kept in a view of the request. `req.session` shows it where the app has no session of its own.
 */
export const createOwnSession = ({ middleware, cookieName }: OwnSessionDeps): OwnSession => {
  const owner = {};

  return {
    middleware: function session(request, response, next) {
      const carrier = carrierOf(request);
      if (carrier?.owner === owner) return next();
      if (carrier !== undefined) return next(new Error(`auth.session: ${ofAnother}`));
      const view = withoutSession(request);
      if (request.session === undefined) showSession(request, view);
      carry(request, { view, owner });
      middleware(view, response, next);
    },

    expected(request) {
      const view = sessionView(request);
      if (carrierOf(request)?.owner !== owner) throw new Error(`auth.session: ${ofAnother}`);
      if (hasTheirCookie(request, view, cookieName))
        throw new Error(`auth.session: ${sameCookie(cookieName)}`);
      return request;
    },
  };
};

const ofAnother =
  'this request has the session of another createAuth. Make one auth for the app, or mount each auth.session for paths of its own.';
const sameCookie = (name: string): string =>
  `the app’s own session uses a cookie of the same name, "${name}". Give that one another name.`;

/** The request as it is, but for its session: what is written or deleted there stays there. */
const withoutSession = (request: Request): Request => {
  const none = { value: undefined, writable: true };
  const bare = Object.create(request, { session: none, sessionID: none, sessionStore: none }) as Request;
  // Deleting one of the three from the view must not bring the app's own to light.
  return Object.create(bare) as Request;
};

const showSession = (request: Request, view: Request): void => {
  for (const name of ['session', 'sessionID', 'sessionStore'] as const)
    Object.defineProperty(request, name, {
      configurable: true,
      enumerable: true,
      get: () => view[name],
      set: (value: unknown) => {
        Object.assign(view, { [name]: value });
      },
    });
};

// Two sessions that write one cookie sign people out at every turn. Over https ours has a name that others hardly take.
const hasTheirCookie = (request: Request, view: Request, name: string): boolean => {
  const { sessionOptions } = request as { readonly sessionOptions?: { readonly name?: unknown } };
  if (sessionOptions !== undefined) return (sessionOptions.name ?? 'session') === name;
  const { sessionID } = request;
  if (sessionID === undefined || sessionID === view.sessionID) return false;
  const theirs = `s%3A${encodeURIComponent(sessionID)}.`;
  return cookiesNamed(request, name).some(([rest, value]) => rest === '' && value.startsWith(theirs));
};
