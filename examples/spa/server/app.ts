// #region bff
import express, { type ErrorRequestHandler, type Express } from 'express';
import { asksForHtml, AuthError, createAuth, createMemoryStore } from '../../../src/auth/index.js';
import type { AuthOptions } from '../../../src/auth/index.js';
import { proxyTo } from './proxy.js';

export type MyOptions = Omit<AuthOptions, 'store'> & { readonly upstream: string };

/** What stands behind the pages of a single-page app: its sign-in, and its way to the API. */
export const createMyBackend = ({ upstream, ...options }: MyOptions): Express => {
  const auth = createAuth({ store: createMemoryStore(), ...options });
  const app = express();

  app.use(auth.session);
  app.use('/auth', auth.router);
  // Only pages of this site are heard, reading included: behind this address somebody else acts in the person's name.
  app.use(
    '/bff',
    auth.requireSameOrigin({ evenToRead: true }),
    auth.requireSignIn(),
    proxyTo({ upstream, accessToken: (req) => auth.accessToken(req) }),
  );
  app.use(answerAuthError);
  return app;
};

const answerAuthError: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof AuthError)) return next(error);
  // A person who comes back from a sign-in that failed is told by a page; a script reads it.
  if (asksForHtml(req)) return res.redirect(303, `/?problem=${error.code}`);
  if (error.retryAfterSeconds !== undefined) res.set('Retry-After', String(error.retryAfterSeconds));
  res.status(error.status).json({ code: error.code, signInUrl: error.signInUrl });
};
// #endregion
