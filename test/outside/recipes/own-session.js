// #region ownsession
import express from 'express';
import session from 'express-session';
import { createAuth, createMemoryStore, userOf } from '../../../src/auth/index.js';

export const createMyApp = ({ secrets, ...options }) => {
  const auth = createAuth({ store: createMemoryStore(), secrets, ...options });
  const app = express();

  // Yours first, with a cookie name of its own. req.session stays yours, for everybody; the sign-in is kept beside it.
  app.use(session({ name: 'shop', secret: [...secrets], resave: false, saveUninitialized: false }));
  app.use(auth.session);
  app.use('/auth', auth.router);

  app.get('/cart', (req, res) => {
    req.session.items = (req.session.items ?? 0) + 1;
    res.json({ items: req.session.items });
  });
  app.get('/signed-out', (_req, res) => res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (req, res) => res.json({ hello: userOf(req).email }));
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => res.json({ secret: 42 }));
  return app;
};
// #endregion
