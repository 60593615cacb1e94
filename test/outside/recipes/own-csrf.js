import express from 'express';
import { createAuth, createMemoryStore } from '../../../src/auth/index.js';

export const createMyApp = ({ protectFromCsrf, ...options }) => {
  const auth = createAuth({ store: createMemoryStore(), ...options });
  const app = express();

  // #region csrf
  app.use(auth.session);
  app.use('/auth', auth.router);
  // Yours after the router, which looks itself where a post comes from.
  app.use(protectFromCsrf);
  // #endregion

  app.get('/signed-out', (_req, res) => res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (_req, res) =>
    res.send('<form method="post" action="/auth/sign-out"><button>Sign out</button></form>'),
  );
  app.post('/name', auth.requireSignIn(), (_req, res) => res.sendStatus(204));
  return app;
};
