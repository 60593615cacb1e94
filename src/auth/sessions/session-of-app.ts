import type { SessionView } from './session-view.js';

type Session = SessionView['session'];

/** What a developer is told who keeps something for a visitor. */
export const nothingBeforeSignIn =
  'Only signed-in people have a session: keep nothing in req.session before the sign-in. An app that has a session of its own mounts that before auth.session.';

const shown = new WeakMap<object, Session>();

/**
 * Our session as an app sees it in `req.session`. Of somebody who is not signed in it can be read, and refuses what would be
 * kept: at the very line, because express-session saves when the page is on its way, with a cookie for what it then cannot keep.
 */
export const sessionOfApp = (session: Session | null | undefined): Session | null | undefined => {
  if (session === null || session === undefined || session.signIn !== undefined) return session;
  const known = shown.get(session);
  if (known !== undefined) return known;
  const refusing = new Proxy(session, { defineProperty: refuseToKeep });
  shown.set(session, refusing);
  return refusing;
};

// Setting a property comes here as well. A function is kept nowhere: it is how others wrap `save` and the like.
const refuseToKeep = (session: Session, name: PropertyKey, property: PropertyDescriptor): boolean => {
  const isKept = property.value !== undefined && typeof property.value !== 'function';
  if (isKept && session.signIn === undefined) throw new Error(nothingBeforeSignIn);
  return Reflect.defineProperty(session, name, property);
};
