// #region plain
import express from 'express';
import { AuthError, createAuth, createMemoryStore, signInOf, userOf } from '../../../src/auth/index.js';

export const createMyApp = (options) => {
  const auth = createAuth({
    store: createMemoryStore(),
    onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
    ...options,
  });
  const app = express();

  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/', (req, res) =>
    res.send(signInOf(req) ? 'Welcome back' : `<a href="${auth.signInUrl('/account')}">Sign in</a>`),
  );
  app.get('/signed-out', (_req, res) => res.send('You are signed out. <a href="/">Home</a>'));
  app.get('/account', auth.requireSignIn(), (req, res) => res.json({ hello: userOf(req).email }));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => res.json({ secret: 42 }));

  app.use((error, _req, res, next) => {
    if (!(error instanceof AuthError)) return next(error);
    if (error.retryAfterSeconds) res.set('Retry-After', String(error.retryAfterSeconds));
    res.status(error.status).json({ code: error.code, signInUrl: error.signInUrl });
  });
  return app;
};
// #endregion
