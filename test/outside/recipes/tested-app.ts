// #region app
import express from 'express';
import { bearerOf, createAuth, userOf, type AuthOptions } from '../../../src/auth/index.js';

// What createAuth gets comes from outside, so that a test has the same secrets and the same store.
export const createMyApp = (options: AuthOptions) => {
  const auth = createAuth(options);
  const app = express();
  app.get('/api/orders', auth.requireBearer({ allScopes: ['orders/read'] }), (req, res) => {
    res.json({ ordersOf: bearerOf(req).sub });
  });
  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/signed-out', (_req, res) => void res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (req, res) => {
    const button = '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>';
    res.send(`<h1>${userOf(req).groups.join()}</h1>${button}`);
  });
  app.get('/admin', auth.requireAnyGroup('admins'), (_req, res) => void res.json({ secret: 42 }));
  app.post('/name', auth.requireSameOrigin(), auth.requireSignIn(), (_req, res) => void res.sendStatus(204));
  return app;
};
// #endregion
