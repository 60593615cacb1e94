// #region lift
import express, { type ErrorRequestHandler } from 'express';
import { AuthError, bearerOf, createAuth, createMemoryStore, userOf } from '../../../src/auth/index.js';
import type { AuthEventListener, AuthOptions } from '../../../src/auth/index.js';

export const createMyApp = (options: Omit<AuthOptions, 'store'>) => {
  const auth = createAuth({ onEvent: sayWhatToChange, ...options, store: createMemoryStore() });
  const app = express();

  app.get('/api/me', auth.requireBearer(), (req, res) => void res.json(bearerOf(req)));
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/', (_req, res) => void res.send('<a href="/account">Your account</a>'));
  app.get('/signed-out', (_req, res) => void res.send('You are signed out. <a href="/">Home</a>'));
  app.get('/account', auth.requireSignIn(), (req, res) => void res.json({ hello: userOf(req).email }));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => void res.json({ secret: 42 }));
  app.use(answerAuthError);
  return app;
};

// No token, name, mail or network address is in an event, so all of it may be logged. A hint says which option to change.
const sayWhatToChange: AuthEventListener = (event) => {
  if (event.hint !== undefined) console.warn(event);
};

const answerAuthError: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof AuthError)) return next(error);
  res.status(error.status).json({ code: error.code, signInUrl: error.signInUrl });
};
// #endregion
