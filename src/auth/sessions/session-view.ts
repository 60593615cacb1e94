import type { Request } from 'express';
import type { Session, SessionData, Store } from 'express-session';

/** What express-session reads of a request and writes to it: with a session of its own, so that the app's `req.session` is left alone. */
export interface SessionView {
  session: Session & Partial<SessionData>;
  /** None where the app has asked for a new session, which is nobody's. */
  sessionID: string | undefined;
  sessionStore: Store & { generate(request: Request): void };
}
