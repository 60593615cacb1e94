import express from 'express';
import helmet from 'helmet';
import { createAuth, createMemoryStore } from '../../../src/auth/index.js';

const forms =
  '<form method="post" action="/name"><button>Save</button></form>' +
  '<form method="post" action="/auth/sign-out"><button>Sign out</button></form>';

export const createMyApp = (options) => {
  const auth = createAuth({ store: createMemoryStore(), ...options });
  const app = express();

  // #region helmet
  // A policy goes out before its page, so the pool's origin has to be known by then. It is asked for once.
  app.use(async (_req, _res, next) => {
    if (auth.knownPoolOrigin() === undefined) await auth.poolOrigin();
    next();
  });
  const formAction = ["'self'", () => auth.knownPoolOrigin() ?? "'self'"];
  app.use(helmet({ contentSecurityPolicy: { directives: { formAction } } }));
  // #endregion

  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/signed-out', (_req, res) => res.send('You are signed out'));
  app.get('/account', auth.requireSignIn(), (_req, res) => res.send(forms));
  app.post('/name', auth.requireSameOrigin(), auth.requireSignIn({ returnTo: '/account' }), (_req, res) =>
    res.redirect(303, '/account'),
  );
  return app;
};
