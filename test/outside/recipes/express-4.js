// #region express4
import express from 'express';
import { AuthError, bearerOf, createAuth, createMemoryStore, userOf } from '../../../src/auth/index.js';

// Express 4 does not look at promises: what an async handler of yours throws has to be passed on. Ours do it themselves.
const passOn = (handler) => (req, res, next) => handler(req, res, next).catch(next);

export const createMyApp = (options) => {
  const auth = createAuth({ store: createMemoryStore(), ...options });
  const app = express();

  app.get('/api/me', auth.requireBearer(), (req, res) => res.json(bearerOf(req)));
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/signed-out', (_req, res) => res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (req, res) => res.json({ hello: userOf(req).email }));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => res.json({ secret: 42 }));
  app.get(
    '/sign-ins',
    passOn(async (req, res) => res.json(await auth.listSignIns(req))),
  );

  app.use((error, _req, res, next) => {
    if (!(error instanceof AuthError)) return next(error);
    res.status(error.status).json({ code: error.code, signInUrl: error.signInUrl });
  });
  return app;
};
// #endregion
