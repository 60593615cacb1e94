import type { NextFunction, Request, RequestHandler } from 'express';
import { cookiesNamed } from '../cookies.js';
import { carrierOf, carry, expectedCarrier, sessionView, type Carrier } from './session-of-request.js';
import { sessionOfApp } from './session-of-app.js';
import type { SessionView } from './session-view.js';

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
 * is kept beside the request. `req.session` shows it where the app has no session of its own.
 */
export const createOwnSession = ({ middleware, cookieName }: OwnSessionDeps): OwnSession => {
  const owner = {};

  return {
    middleware: function session(request, response, next) {
      const carrier = carrierOf(request);
      if (carrier?.owner === owner) return next();
      if (carrier !== undefined) return next(new Error(`auth.session: ${ofAnother}`));
      const view = new RequestOfSession(request);
      const begin = (done: NextFunction): void => void middleware(view as unknown as Request, response, done);
      const mine = new OwnCarrier(view, { owner, begin, next });
      carry(request, mine);
      if (request.session === undefined) Object.defineProperties(request, shownSession);
      // Nothing to wait for: most who come without the cookie go without a session.
      if (request.headers.cookie?.includes(`${cookieName}=`) !== true) return next();
      mine.begin(next);
    },

    expected(request) {
      const carrier = expectedCarrier(request);
      if (carrier.owner !== owner) throw new Error(`auth.session: ${ofAnother}`);
      if (hasTheirCookie(request, carrier, cookieName))
        throw new Error(`auth.session: ${sameCookie(cookieName)}`);
      return request;
    },
  };
};

const ofAnother =
  'this request has the session of another createAuth. Make one auth for the app, or mount each auth.session for paths of its own.';
const sameCookie = (name: string): string =>
  `the app’s own session uses a cookie of the same name, "${name}". Give that one another name.`;

/**
 * A request as express-session needs it, without the session that the app may have. Not a view by inheritance: an object that
 * others inherit from is a special case for the engine, and each request would be one.
 */
class RequestOfSession implements SessionView {
  declare session: SessionView['session'];
  declare sessionID: SessionView['sessionID'];
  declare sessionStore: SessionView['sessionStore'];
  readonly headers: Request['headers'];
  readonly url: string;
  readonly originalUrl: string;
  readonly #request: Request;

  constructor(request: Request) {
    this.#request = request;
    this.headers = request.headers;
    this.url = request.url;
    this.originalUrl = request.originalUrl;
  }

  /** Express asks the proxies that it trusts. */
  get secure(): boolean {
    return this.#request.secure;
  }

  get connection(): Request['connection'] {
    return this.#request.socket;
  }
}

/** Begins the session of a request when somebody first asks for it, if it has not begun before. */
class OwnCarrier implements Carrier {
  readonly owner: object;
  refreshed: Carrier['refreshed'];
  readonly #view: SessionView;
  readonly #next: NextFunction;
  #begin: ((done: NextFunction) => void) | undefined;

  constructor(
    view: SessionView,
    how: { owner: object; begin: (done: NextFunction) => void; next: NextFunction },
  ) {
    this.owner = how.owner;
    this.#view = view;
    this.#begin = how.begin;
    this.#next = how.next;
  }

  get isBlank(): boolean {
    return this.#begin !== undefined;
  }

  /** Without the cookie express-session has a new session at once. What it says later, as of a session that cannot be kept, is passed on. */
  get view(): SessionView {
    this.begin((trouble?: unknown) => {
      if (trouble !== undefined) this.#next(trouble);
    });
    return this.#view;
  }

  begin(done: NextFunction): void {
    const begin = this.#begin;
    this.#begin = undefined;
    begin?.(done);
  }
}

const shownAs = (
  name: keyof SessionView,
  get: (view: SessionView) => unknown = (view) => view[name],
): PropertyDescriptor => ({
  configurable: true,
  enumerable: true,
  get(this: Request): unknown {
    return get(sessionView(this));
  },
  set(this: Request, value: unknown) {
    Object.assign(sessionView(this), { [name]: value });
  },
});

// The same for every request, so that all of them have one shape.
const shownSession = {
  session: shownAs('session', ({ session }) => sessionOfApp(session)),
  sessionID: shownAs('sessionID'),
  sessionStore: shownAs('sessionStore'),
};

// Two sessions that write one cookie sign people out at every turn. Over https ours has a name that others hardly take.
const hasTheirCookie = (request: Request, carrier: Carrier, name: string): boolean => {
  const { sessionOptions } = request as { readonly sessionOptions?: { readonly name?: unknown } };
  if (sessionOptions !== undefined) return (sessionOptions.name ?? 'session') === name;
  if (Object.getOwnPropertyDescriptor(request, 'sessionID')?.get === shownSession.sessionID.get) return false;
  const { sessionID } = request;
  if (sessionID === undefined || sessionID === carrier.view.sessionID) return false;
  const theirs = `s%3A${encodeURIComponent(sessionID)}.`;
  return cookiesNamed(request, name).some(([rest, value]) => rest === '' && value.startsWith(theirs));
};
