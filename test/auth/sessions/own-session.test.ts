import type { Request } from 'express';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createOwnSession, type OwnSession } from '../../../src/auth/sessions/own-session.js';
import { carrierOf, sessionView, signInOf } from '../../../src/auth/sessions/session-of-request.js';
import type { SessionView } from '../../../src/auth/sessions/session-view.js';
import { exchangeOf } from '../../support/exchange.js';
import { sampleSignIn } from '../../support/sample-session.js';

// In place of express-session stands what it does to a request: it gives it a session, an id and a store.

const ours = { is: 'ours' };
const theirs = { is: 'theirs' };

const giveSession = (id = 'our id') =>
  createOwnSession({
    cookieName: 'session',
    middleware: (request, _response, next) => {
      Object.assign(request, { session: ours, sessionID: id, sessionStore: 'our store' });
      next();
    },
  });

let own: OwnSession;
beforeEach(() => {
  own = giveSession();
});

/** Passes the middleware, and says with what it went on. */
const pass = (request: Request, session = own): unknown => {
  const outcomes: unknown[] = [];
  void session.middleware(request, exchangeOf().response, (outcome?: unknown) => void outcomes.push(outcome));
  expect(outcomes).toHaveLength(1);
  return outcomes[0];
};

const requestWith = (more: object = {}, cookie?: string): Request =>
  Object.assign(exchangeOf({ headers: cookie === undefined ? {} : { cookie } }).request, more);

const shown = ({ session, sessionID, sessionStore }: SessionView): readonly unknown[] => [
  session,
  sessionID,
  sessionStore,
];

describe('where the app has no session of its own', () => {
  test('req.session is ours', () => {
    const request = requestWith();
    expect(pass(request)).toBeUndefined();
    expect(shown(request)).toEqual([ours, 'our id', 'our store']);
    expect(own.expected(request)).toBe(request);
  });

  test('what is written there is written to ours, and may be taken away and listed', () => {
    const request = requestWith();
    pass(request);
    Object.assign(request, { session: { is: 'another' } });
    expect(sessionView(request).session).toEqual({ is: 'another' });
    expect(Object.keys(request)).toEqual(expect.arrayContaining(['session', 'sessionID', 'sessionStore']));
    expect(Reflect.deleteProperty(request, 'session')).toBe(true);
    expect(request.session).toBeUndefined();
  });
});

describe('where the app has a session of its own', () => {
  const own2 = { session: theirs, sessionID: 'their id', sessionStore: 'their store' };

  test('both go on: req.session is theirs, and who is signed in is in ours', () => {
    const request = requestWith(own2);
    expect(pass(request)).toBeUndefined();
    expect(shown(request)).toEqual([theirs, 'their id', 'their store']);
    expect(shown(sessionView(request))).toEqual([ours, 'our id', 'our store']);
    expect(own.expected(request)).toBe(request);
  });

  test('it is not to be seen in ours: not at first, and not when ours is taken away', () => {
    const seen: unknown[] = [];
    own = createOwnSession({
      cookieName: 'session',
      middleware: (request, _response, next) => {
        seen.push(...shown(request));
        Object.assign(request, { session: ours, sessionID: 'x', sessionStore: 'y' });
        Reflect.deleteProperty(request, 'session');
        Reflect.deleteProperty(request, 'sessionID');
        Reflect.deleteProperty(request, 'sessionStore');
        seen.push(...shown(request));
        next();
      },
    });
    pass(requestWith(own2));
    expect(seen).toEqual(Array.from({ length: 6 }));
  });

  test('what express-session asks of a request is what the request says', () => {
    const request = requestWith({ ...own2, url: '/a', originalUrl: '/shop/a' });
    let seen: Request | undefined;
    own = createOwnSession({
      cookieName: 'session',
      middleware: (view, _response, next) => {
        seen = view;
        next();
      },
    });
    pass(request);
    void sessionView(request);
    expect(seen?.headers).toBe(request.headers);
    expect(seen).toMatchObject({ url: '/a', originalUrl: '/shop/a', secure: request.secure });
    expect(seen?.connection).toBe(request.socket);
  });

  test('a view that the app makes of the request has it too', () => {
    const request = requestWith(own2);
    pass(request);
    expect(carrierOf(Object.create(request) as Request)).toBe(carrierOf(request));
  });

  test.each([
    ['with the cookie of ours', { sessionOptions: { name: 'session' } }, undefined],
    ['that has no name, where “session” is usual', { sessionOptions: {} }, undefined],
    ['whose signed id is in the cookie of ours', own2, 'session=s%3Atheir%20id.signature'],
    ['whose id is in one of two such cookies', own2, 'session=s%3Aour; session=s%3Atheir%20id.x'],
  ])('one %s is refused, because people would be signed out at every turn', (_what, more, cookie) => {
    const request = requestWith({ session: theirs, ...more }, cookie);
    pass(request);
    expect(() => own.expected(request)).toThrow(
      'auth.session: the app’s own session uses a cookie of the same name, "session". Give that one another name.',
    );
  });

  test.each([
    ['with a cookie of its own', { sessionOptions: { name: 'app' } }, 'session=s%3Atheir%20id.x'],
    ['whose id is in another cookie', own2, 'session=s%3Aour%20id.x; session2=s%3Atheir%20id.x'],
    [
      'whose id is only the beginning of what is there',
      { ...own2, sessionID: 'their' },
      'session=s%3Atheir%20id.x',
    ],
    ['whose id is somewhere within', own2, 'session=x.s%3Atheir%20id.x'],
    ['with no id at all', {}, 'session=s%3Aundefined.x'],
    ['without an id', { sessionID: undefined }, 'session=s%3Aundefined.x'],
    ['that has ours, as an app without one has', { sessionID: 'our id' }, 'session=s%3Aour%20id.x'],
  ])('one %s may stay', (_what, more, cookie) => {
    const request = requestWith({ session: theirs, ...more }, cookie);
    pass(request);
    expect(own.expected(request)).toBe(request);
  });
});

describe('a request without the cookie', () => {
  const countingSession = () => {
    const begun: Request[] = [];
    own = createOwnSession({
      cookieName: 'session',
      middleware: (request, _response, next) => {
        begun.push(request);
        Object.assign(request, { session: ours, sessionID: 'our id' });
        next();
      },
    });
    return begun;
  };

  test.each([
    ['no cookie at all', undefined],
    ['other cookies only', 'theme=dark; csrf=1'],
  ])('with %s, it goes on without a session, and nobody is signed in', (_what, cookie) => {
    const begun = countingSession();
    const request = requestWith({}, cookie);
    expect(pass(request)).toBeUndefined();
    expect(own.expected(request)).toBe(request);
    expect(signInOf(request)).toBeUndefined();
    expect(begun).toHaveLength(0);
  });

  test('has one from when somebody first asks for it, and the same from then on', () => {
    const begun = countingSession();
    const request = requestWith();
    pass(request);
    const { session } = request;
    expect(session).toEqual(ours);
    expect(request.session).toBe(session);
    expect(sessionView(request).sessionID).toBe('our id');
    expect(begun).toHaveLength(1);
  });

  test('whoever signs in on it is signed in on it', () => {
    countingSession();
    const request = requestWith();
    pass(request);
    const signIn = sampleSignIn();
    sessionView(request).session = { signIn } as Request['session'];
    expect(signInOf(request)).toBe(signIn);
  });

  test('goes on once, and once more only with what keeps it from having one', () => {
    const toldWhere = (trouble?: Error): readonly unknown[] => {
      const told: unknown[] = [];
      own = createOwnSession({
        cookieName: 'session',
        middleware: (_request, _response, next) => next(trouble),
      });
      const request = requestWith();
      void own.middleware(request, exchangeOf().response, (error) => told.push(error));
      sessionView(request);
      void request.session;
      return told;
    };
    const trouble = new Error('no session can be kept');
    expect(toldWhere()).toStrictEqual([undefined]);
    expect(toldWhere(trouble)).toEqual([undefined, trouble]);
  });

  test('with the cookie, it waits for its session', () => {
    const begun = countingSession();
    pass(requestWith({}, 'theme=dark; session=any'));
    expect(begun).toHaveLength(1);
  });
});

describe('a request that passes twice', () => {
  test('has one session, the first', () => {
    let given = 0;
    own = createOwnSession({
      cookieName: 'session',
      middleware: (_request, _response, next) => {
        given += 1;
        next();
      },
    });
    const request = requestWith({}, 'session=any');
    pass(request);
    const carrier = carrierOf(request);
    expect(pass(request)).toBeUndefined();
    expect(given).toBe(1);
    expect(carrierOf(request)).toBe(carrier);
  });

  test('the session of another createAuth is told so, and keeps that one', () => {
    const other = giveSession('the id of another');
    const request = requestWith();
    pass(request, other);
    const told =
      'auth.session: this request has the session of another createAuth. Make one auth for the app, or mount each auth.session for paths of its own.';
    expect(pass(request)).toEqual(new Error(told));
    expect(() => own.expected(request)).toThrow(told);
    expect(sessionView(request).sessionID).toBe('the id of another');
    expect(other.expected(request)).toBe(request);
  });
});

test('a request that passed none is told where to mount it', () => {
  expect(() => own.expected(requestWith())).toThrow('Write app.use(auth.session) before');
});
