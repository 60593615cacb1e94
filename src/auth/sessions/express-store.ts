import type { Request } from 'express';
import expressSession from 'express-session';
import type { SignIn } from '../store.js';

/** What express-session needs of a store, with promises. */
export interface Backing {
  get(id: string): Promise<expressSession.SessionData | undefined>;
  set(id: string, session: expressSession.SessionData): Promise<void>;
  destroy(id: string): Promise<void>;
  /** Hears which session a request got, and of which data, before anybody can change either. */
  onRead(session: object, data: expressSession.SessionData): void;
}

/**
 * Puts the sign-in into a session without listing it there: only the sign-in changes it, so express-session, which takes apart
 * and hashes what is listed twice a request, need not look at it.
 */
export const withSignIn = <Data extends expressSession.SessionData>(
  data: Data,
  signIn: SignIn | undefined,
): Data =>
  Object.defineProperty(data, 'signIn', {
    value: signIn,
    configurable: true,
    enumerable: false,
    writable: true,
  });

/**
 * The class that express-session insists on, around plain functions. It has no `touch`: that would cost a
 * write for every page, and make express-session send the page in two pieces.
 */
export class ExpressStore extends expressSession.Store {
  readonly #backing: Backing;

  constructor(backing: Backing) {
    super();
    this.#backing = backing;
  }

  override get(
    id: string,
    done: (error: unknown, session?: expressSession.SessionData | null) => void,
  ): void {
    this.#backing.get(id).then((session) => done(undefined, session), done);
  }

  /** What comes after a session that the app gives up is nobody's: without an id it is not saved, and no cookie is set for it. */
  override regenerate(request: Request, done: (error?: unknown) => unknown): void {
    super.regenerate(request, (error) => {
      Object.assign(request, { sessionID: undefined });
      done(error);
    });
  }

  override createSession(
    request: Request,
    data: expressSession.SessionData,
  ): expressSession.Session & expressSession.SessionData {
    const session = super.createSession(request, data);
    this.#backing.onRead(session, data);
    return withSignIn(session, data.signIn);
  }

  override set(
    id: string,
    session: expressSession.SessionData,
    done: (error?: unknown) => void = ignore,
  ): void {
    this.#backing.set(id, session).then(() => done(), done);
  }

  override destroy(id: string, done: (error?: unknown) => void = ignore): void {
    this.#backing.destroy(id).then(() => done(), done);
  }
}

const ignore = (): void => undefined;
