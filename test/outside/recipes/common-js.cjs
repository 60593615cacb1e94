// #region commonjs
const express = require('express');
const { AuthError, createAuth, createMemoryStore, userOf } = require('../../../src/auth/index.js');

exports.createMyApp = (options) => {
  const auth = createAuth({ store: createMemoryStore(), ...options });
  const app = express();

  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/signed-out', (_req, res) => res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (req, res) => res.json({ hello: userOf(req).email }));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => res.json({ secret: 42 }));
  app.use((error, _req, res, next) =>
    error instanceof AuthError ? res.status(error.status).json({ code: error.code }) : next(error),
  );
  return app;
};
// #endregion
