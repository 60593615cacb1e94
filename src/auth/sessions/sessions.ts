import type { Request, RequestHandler, Response } from 'express';
import expressSession, { type SessionData } from 'express-session';
import { cookieAttributes, cookieName } from '../cookies.js';
import { AuthError } from '../errors.js';
import type { Events } from '../events.js';
import { refusePlainHttp } from '../http.js';
import type { EndReason } from '../reasons.js';
import { createAppDataKeeper } from './app-data.js';
import { createExpiringMap } from './expiring-map.js';
import { ExpressStore, withSignIn } from './express-store.js';
import type { Settings } from '../options.js';
import type { EndedSession, Revoker } from '../pool/revoker.js';
import { isSamePerson } from '../store.js';
import type { AppData, Session, SessionStore, SignIn, StoredSession } from '../store.js';
import { passedLimitOf } from './limits.js';
import { createOwnSession, type OwnSession } from './own-session.js';
import { nothingBeforeSignIn } from './session-of-app.js';
import { keyOf, sessionKey, sessionView, signInOf } from './session-of-request.js';
import { createAsksForStatus, statusOf, type SessionStatus } from './session-status.js';
import type { SessionView } from './session-view.js';
import { foreignIn, isWholeSession } from './stored-session.js';

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in. Written by the sign-in only: changing it has no effect. */
    signIn?: SignIn;
    /** What was typed before the sign-in, until its page takes it: see `auth.takeDraft`. */
    formDraft?: {
      readonly issuer: string;
      readonly sub: string;
      readonly form: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly keptAtMs: number;
    };
  }
}

/** Opens, reads and closes the signed-in session of a request. */
export interface Sessions extends OwnSession {
  /**
   * Makes the session, in the store as well, under a new id. `confirm` has the last word, once everybody can see the
   * session: when it throws, there is none. Whatever session the browser had is over then, and otherwise stays. What the app
   * kept in it goes on where it is the same person's.
   */
  open(request: Request, session: Session, confirm: () => Promise<void>): Promise<void>;
  /** Ends the session of this request for good. Throws when the store is in trouble; the browser keeps its cookie then. */
  close(request: Request, response: Response): Promise<EndedSession | undefined>;
  /** What a script may know of the session of a request that asks for nothing else. Nothing is prolonged, refreshed or written. */
  status(request: Request): SessionStatus;
  /** Whether a session is over by a limit. Then it is ended, told, and revoked, once. */
  endIfOver(key: string, stored: StoredSession): Promise<boolean>;
}

/** What sessions are made of. */
export interface SessionsDeps {
  readonly settings: Settings;
  readonly store: SessionStore;
  readonly events: Events;
  readonly revoker: Revoker;
}

// The idle limit is moved no more often than this, so that reading pages writes nothing; and often enough for a short one.
const markSeenEveryMs = (idleMs: number): number => Math.min(60_000, idleMs / 4);

const mostForeign = 1000;

/** Sessions by express-session, over a store that it does not know: it sees neither tokens nor ids at rest. */
export const createSessions = ({ settings, store, events, revoker }: SessionsDeps): Sessions => {
  const { now, idleMs } = settings;
  const name = cookieName('session', settings);
  const attributes = cookieAttributes(settings);
  const appData = createAppDataKeeper({ store, events });
  const toldForeign = createExpiringMap<true>({ most: mostForeign, now });

  const end = async (key: string, reason: EndReason): Promise<void> => {
    const ended = await revoker.endSession(key);
    if (ended !== undefined) events.emitFor({ key, signIn: ended.signIn }, { type: 'session_ended', reason });
  };

  const endIfOver = async (key: string, stored: StoredSession): Promise<boolean> => {
    const limit = passedLimitOf(stored, settings);
    // A store that cannot be written to does not make it last: whoever comes next ends it, or its record runs out.
    if (limit !== undefined) await end(key, limit).catch(ignoreTrouble);
    return limit !== undefined;
  };

  // Another site's: neither shown nor ended here. Told once, because the browser brings it with every request.
  const isForeign = (key: string, signIn: SignIn): boolean => {
    const reason = foreignIn(signIn, settings);
    if (reason === undefined) return false;
    if (toldForeign.get(key) === undefined)
      events.emitFor({ key, signIn }, { type: 'foreign_session', reason });
    toldForeign.set(key, true, settings.maxMs);
    return true;
  };

  /** The session as it is, whether or not it is over. Nothing is written. */
  const look = async (key: string): Promise<StoredSession | undefined> => {
    const stored = await store.read(key);
    if (!isWholeSession(stored) || isForeign(key, stored.signIn)) return undefined;
    return stored;
  };

  const read = async (id: string): Promise<StoredSession | undefined> => {
    const key = sessionKey(id);
    const stored = await look(key);
    if (stored === undefined || (await endIfOver(key, stored))) return undefined;
    const time = now();
    if (time - stored.lastSeenAtMs < markSeenEveryMs(idleMs)) return stored;
    const seen = { lastSeenAtMs: time, expiresAtMs: expiryOf(stored.signIn, time, idleMs) };
    return (await store.markSeen(key, seen).catch(asIfSeen)) ? stored : undefined;
  };

  const gettingBy =
    (find: (id: string) => Promise<StoredSession | undefined>) =>
    async (id: string): Promise<SessionData | undefined> => {
      const stored = await find(id);
      return stored && sessionData(stored, attributes);
    };

  // It only updates: a request that is still under way when its person signs out cannot bring the session back.
  const set = async (id: string, session: SessionData): Promise<void> => {
    const data = appDataIn(session);
    if (session.signIn !== undefined) return appData.save(sessionKey(id), session, data);
    // Whoever saves at every request, as some do, has nothing to keep for a visitor.
    if (Object.keys(data).length > 0) throw new Error(nothingBeforeSignIn);
  };

  const takeThePlace = async (
    key: string,
    before: string | undefined,
    confirm: () => Promise<void>,
  ): Promise<void> => {
    try {
      await confirm();
      if (before !== undefined) await end(before, 'replaced');
    } catch (error) {
      // Nobody has its cookie, so it may stay until its time is over where the store cannot be reached.
      await store.end(key).catch(() => undefined);
      throw error;
    }
  };

  const destroy = (id: string): Promise<void> => end(sessionKey(id), 'replaced');

  const sessionBy = (get: ReturnType<typeof gettingBy>): RequestHandler =>
    expressSession({
      name,
      secret: [...settings.secrets],
      store: new ExpressStore({
        get,
        set,
        destroy,
        onRead: (session, data) => appData.remember(session, appDataIn(data)),
      }),
      cookie: attributes,
      resave: false,
      saveUninitialized: false,
    });

  const lastSeen = new WeakMap<SignIn, number>();
  const lookFor = async (id: string): Promise<StoredSession | undefined> => {
    const stored = await look(sessionKey(id));
    if (stored !== undefined) lastSeen.set(stored.signIn, stored.lastSeenAtMs);
    return stored;
  };

  const used = sessionBy(gettingBy(read));
  const lookedAt = sessionBy(gettingBy(lookFor));
  const isForStatus = createAsksForStatus(settings);

  const middleware: RequestHandler = (request, response, next) =>
    (isForStatus(request) ? lookedAt : used)(request, response, next);

  return {
    ...createOwnSession({ middleware, cookieName: name }),

    status(request) {
      const signIn = signInOf(request);
      const lastSeenAtMs = signIn && lastSeen.get(signIn);
      if (signIn === undefined || lastSeenAtMs === undefined) return { signedIn: false };
      return statusOf({ signIn, lastSeenAtMs }, settings);
    },

    async open(request, session, confirm) {
      refusePlainHttp(request, settings);
      const view = sessionView(request);
      // Without a sign-in the id, if there is one, was drawn for this request alone, and nothing in the store has it.
      const before = view.session.signIn === undefined ? undefined : keyOf(request);
      const kept = keptBy(session.signIn, view.session);
      if (before !== undefined || view.sessionID === undefined) view.sessionStore.generate(view as Request);
      const lastSeenAtMs = now();
      const expiresAtMs = expiryOf(session.signIn, lastSeenAtMs, idleMs);
      const key = keyOf(request);
      try {
        await store.create(key, { ...session, appData: kept, lastSeenAtMs, expiresAtMs });
        await takeThePlace(key, before, confirm);
      } catch (error) {
        // Otherwise the answer would set a cookie for a session that does not exist.
        dropSession(view);
        throw error;
      }
      view.session.signIn = session.signIn;
      Object.assign(view.session, kept);
      // express-session saves a new one when the answer ends, though nothing changed.
      appData.remember(view.session, kept);
    },

    async close(request, response) {
      const ended = await revoker.endSession(keyOf(request));
      dropSession(sessionView(request));
      response.clearCookie(name, attributes);
      return ended;
    },

    endIfOver,
  };
};

// Somebody who proves once more who they are goes on with what the app has kept for them. Nobody else gets any of it.
const keptBy = ({ user }: SignIn, former: SessionView['session']): AppData =>
  former.signIn !== undefined && isSamePerson(former.signIn.user, user) ? appDataIn(former) : {};

const appDataIn = ({ cookie: _cookie, signIn: _signIn, ...appData }: Partial<SessionData>): AppData =>
  appData;

// A store that can be read but not written (a replica, a full one) still shows people their pages; their idle limit stands.
const asIfSeen = (error: unknown): true => {
  ignoreTrouble(error);
  return true;
};

const ignoreTrouble = (error: unknown): void => {
  if (!(error instanceof AuthError)) throw error;
};

const dropSession = (view: SessionView): void => {
  Object.assign(view, { session: null });
};

const expiryOf = ({ endsAtMs }: SignIn, lastSeenAtMs: number, idleMs: number): number =>
  Math.min(endsAtMs, lastSeenAtMs + idleMs);

const sessionData = (
  { signIn, appData }: StoredSession,
  attributes: ReturnType<typeof cookieAttributes>,
): SessionData => withSignIn({ ...appData, cookie: { originalMaxAge: null, ...attributes } }, signIn);
