import type { Request } from 'express';
import type { Session, SessionData, Store } from 'express-session';

/** What express-session reads of a request and writes to it: with a session of its own, so that the app's `req.session` is left alone. */
export interface SessionView {
  session: Session & Partial<SessionData>;
  sessionID: string;
  sessionStore: Store & { generate(request: Request): void };
}
